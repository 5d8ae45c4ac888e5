import type { Sandbox } from '../../dev/sandbox/server.cts';
import { startFirm, type Client } from './sandbox-client.cts';

let sandbox: Sandbox;
let clio: Client;
beforeEach(async () => ({ sandbox, clio } = await startFirm(40)));
afterEach(() => sandbox.close());

describe('outstanding balances', () => {
	const path = 'outstanding_client_balances';
	const owed = async (contact: number) =>
		(await clio.list(`${path}?contact_id=${contact}`, 'total_outstanding_balance'))[0];

	test('are what the bills of a client come to', async () => {
		const matter = sandbox.store.all('matters').at(-1)!;
		expect(await owed(matter.client)).toBeUndefined();
		for (const total of [200, 300.5]) {
			sandbox.create('bills', { matters: [{ id: matter.id }], total, state: 'awaiting_payment' });
		}
		expect(await owed(matter.client)).toEqual({ total_outstanding_balance: 500.5 });
		sandbox.change('bills', { balance: 0 });
		expect(await owed(matter.client)).toEqual({ total_outstanding_balance: 200 });
	});

	test('name the client, the bills and whether Clio reminds the client', async () => {
		const fields = 'contact{id,name},outstanding_bills{id,state},reminders_enabled';
		const all = await clio.list(path, fields);
		expect(new Set(all.map((each) => each.reminders_enabled))).toEqual(new Set([true, false]));
		const states = all.flatMap((each) => each.outstanding_bills.map((bill: any) => bill.state));
		expect(new Set(states)).toEqual(new Set(['awaiting_payment']));
		const limited = await clio.get(`${path}?limit=1`);
		const next = new URL(limited.meta.paging.next);
		expect((await clio.list(path + next.search))[0]).not.toEqual(limited.data[0]);
	});
});

describe('trust', () => {
	const request = (more: object = {}) => ({
		trust_type: 'client',
		client_id: sandbox.store.all('matters')[0].client,
		issue_date: '2026-03-02',
		due_date: '2026-03-31',
		approved: true,
		trust_amount: 1500,
		...more,
	});

	test('a request can only be made, and is seen among the bills', async () => {
		const made = await clio.create('trust_requests', request());
		expect(made.status).toBe(201);
		expect((await clio.get(`trust_requests/${made.data.id}`)).status).toBe(404);
		const bill = (await clio.list('bills?type=trust', 'kind,total,state,client{id}')).at(-1);
		expect(bill).toMatchObject({ kind: 'trust_kind', total: 1500, state: 'awaiting_payment' });
	});

	test.each([
		[{ trust_type: 'matter' }, 'matter'],
		[{ trust_type: 'Client' }, 'trust_type'],
		[{ trust_amount: 0 }, 'trust_amount'],
		[{ client_id: { id: 1 } }, 'client_id'],
		[{ due_date: '2026-03-01' }, 'due_date'],
		[{ approved: null }, 'approved'],
	])('%j is 422', async (more, word) => {
		const before = await clio.list('bills?type=trust');
		const answer = await clio.create('trust_requests', request(more));
		expect(answer.status).toBe(422);
		expect(answer.message).toContain(word);
		expect(await clio.list('bills?type=trust')).toEqual(before);
	});

	test('some matters are below their minimum, others are not', async () => {
		const fields = 'evergreen_retainer{minimum_threshold},account_balances{type,balance}';
		const matters = (await clio.list('matters?status=open', fields))
			.filter((each) => each.evergreen_retainer)
			.map(({ evergreen_retainer: { minimum_threshold }, account_balances: [trust] }) => {
				expect(trust.type).toBe('Trust');
				return trust.balance < minimum_threshold;
			});
		expect(new Set(matters)).toEqual(new Set([true, false]));
		const { id } = sandbox.store.all('matters')[0];
		sandbox.change('matters', { trust_balance: 75 }, { ids: [id] });
		const shown = await clio.read(`matters/${id}`, 'account_balances{type,balance,name}');
		const expected = { type: 'Trust', balance: 75, name: 'Client trust account' };
		expect(shown.account_balances).toContainEqual(expected);
	});

	test('accounts are filtered by other words than they are told in', async () => {
		const [account] = await clio.list('bank_accounts?type=TrustAccount', 'type');
		expect(account).toEqual({ type: 'Trust' });
		expect((await clio.get('bank_accounts?type=Trust')).status).toBe(400);
	});
});

describe('payment links', () => {
	const account = (type: string) =>
		sandbox.store.all('bank_accounts').find((each) => each.type === type)!.id;
	const link = (more: object = {}) => ({
		currency: 'USD',
		description: 'Invoice',
		destination_account: { id: account('Operating') },
		duration: 86_400,
		subject: { id: sandbox.store.all('bills')[0].id, type: 'Bill' },
		...more,
	});

	test('live as long as they are told to, and can be ended', async () => {
		const fields = 'id,active,url,expires_at,bill{id}';
		const { data } = await clio.create('clio_payments/links', link(), fields);
		expect(data).toMatchObject({ active: true, expires_at: '2026-03-03T12:00:00Z' });
		expect(data.bill.id).toBe(sandbox.store.all('bills')[0].id);
		const path = `clio_payments/links/${data.id}`;
		const ended = await clio.update(
			path,
			{ expired: true, description: 'x' },
			'active,description',
		);
		expect(ended.data).toEqual({ active: false, description: 'Invoice' });
		const second = await clio.create('clio_payments/links', link());
		await sandbox.advance(86_400_000);
		expect(await clio.read(`clio_payments/links/${second.data.id}`, 'active')).toEqual({
			active: false,
		});
	});

	test('are used up by one payment', async () => {
		const { id } = (await clio.create('clio_payments/links', link())).data;
		const payment = { state: 'completed', clio_payments_link: { id } };
		sandbox.create('clio_payments/payments', payment);
		const fields = 'active,clio_payments_payment{state}';
		expect(await clio.read(`clio_payments/links/${id}`, fields)).toEqual({
			active: false,
			clio_payments_payment: { state: 'completed' },
		});
	});

	test.each([
		[() => ({ duration: 7_776_001 }), 'duration'],
		[() => ({ currency: 'CAD' }), 'currency'],
		[() => ({ description: 'x'.repeat(256) }), 'description'],
		[
			() => ({ destination_account: { id: account('Trust') }, is_allocated_as_revenue: true }),
			'revenue',
		],
	])('%p is 422', async (more, word) => {
		const answer = await clio.create('clio_payments/links', link(more()));
		expect(answer.status).toBe(422);
		expect(answer.message).toContain(word);
	});

	test('are at most fifty for each user', async () => {
		const most = 50 * sandbox.store.all('users').length;
		const made = sandbox.store.all('clio_payments/links').length;
		sandbox.create('clio_payments/links', link(), most - made);
		expect((await clio.create('clio_payments/links', link())).status).toBe(422);
	});
});

describe('bills', () => {
	const billIn = (state: string) =>
		sandbox.store.all('bills').find((each) => each.state === state)!.id;

	test.each([
		['draft', 'awaiting_approval', 200],
		['draft', 'paid', 422],
		['awaiting_payment', 'void', 200],
		['awaiting_payment', 'draft', 422],
		['paid', 'awaiting_payment', 422],
	])('from %s to %s is %i', async (before, state, status) => {
		const id = billIn(before);
		expect((await clio.update(`bills/${id}`, { state })).status).toBe(status);
		expect(await clio.read(`bills/${id}`, 'state')).toEqual({
			state: status === 200 ? state : before,
		});
	});

	test.each([
		['draft', 'deleted'],
		['awaiting_payment', 'void'],
	])('one in %s that is deleted is %s', async (before, state) => {
		const id = billIn(before);
		expect((await clio.remove(`bills/${id}`)).status).toBe(204);
		expect(await clio.read(`bills/${id}`, 'state,balance')).toEqual({ state, balance: 0 });
	});

	test('one with a payment stays', async () => {
		const id = billIn('awaiting_payment');
		sandbox.change('bills', { balance: 1 }, { ids: [id] });
		expect((await clio.remove(`bills/${id}`)).status).toBe(422);
		expect((await clio.remove(`bills/${billIn('paid')}`)).status).toBe(422);
	});

	test('are found by the custom fields of their matters', async () => {
		const [bill] = sandbox.store.all('bills');
		const field = sandbox.store.all('custom_fields')[0];
		const matter = sandbox.store.get('matters', bill.matters[0])!;
		const known = matter.custom_field_values.find((each: any) => each.custom_field === field.id);
		const value = { value: 'CV-1' };
		const entry = known ? { id: known.id, ...value } : { custom_field: { id: field.id }, ...value };
		await clio.update(`matters/${matter.id}`, { custom_field_values: [entry] });
		const found = await clio.list(`bills?custom_field_values[${field.id}]=CV-1`, 'id');
		const mine = sandbox.store.all('bills').filter((each) => each.matters.includes(matter.id));
		expect(found.map(({ id }) => id)).toEqual(mine.map(({ id }) => id));
	});
});
