import type { Sandbox } from '../../dev/sandbox/server.cts';
import { startFirm, type Client } from './sandbox-client.cts';

let sandbox: Sandbox;
let clio: Client;
beforeEach(async () => ({ sandbox, clio } = await startFirm(40)));
afterEach(() => sandbox.close());

const matter = () => sandbox.store.all('matters').at(-1)!;

const work = async (more: object = {}) => {
	const entry = { type: 'TimeEntry', date: '2026-03-01', quantity: 7200, price: 100 };
	const { data } = await clio.create('activities', {
		...entry,
		matter: { id: matter().id },
		...more,
	});
	return data.id as number;
};

describe('what can be billed', () => {
	const path = () => `billable_matters?matter_id=${matter().id}`;
	const fields = 'unbilled_hours,unbilled_amount,currency_code,client{id}';

	test('is the work on no bill yet, matter by matter', async () => {
		for (const { id } of [...sandbox.store.all('activities')])
			sandbox.store.remove('activities', id);
		expect(await clio.list('billable_matters')).toEqual([]);
		const id = await work();
		await work({ non_billable: true });
		await work({ type: 'ExpenseEntry', quantity: 3, price: 5 });
		expect(await clio.list(path(), fields)).toEqual([
			{
				unbilled_hours: 2,
				unbilled_amount: 215,
				currency_code: 'USD',
				client: { id: matter().client },
			},
		]);
		expect(await clio.list('billable_matters/ids', 'id')).toEqual([{ id: matter().id }]);
		sandbox.store.get('activities', id)!.on_bill = true;
		expect((await clio.list(path(), fields))[0].unbilled_amount).toBe(15);
	});

	test('is seen client by client, 25 at a time', async () => {
		await work();
		const rows = await clio.list(
			`billable_clients?client_id=${matter().client}`,
			'id,name,unbilled_amount,billable_matters_count,billable_matters{id,unbilled_amount}',
		);
		const amounts = rows[0].billable_matters.map((each: any) => each.unbilled_amount);
		expect(rows[0]).toMatchObject({ id: matter().client, billable_matters_count: amounts.length });
		expect(rows[0].unbilled_amount).toBeCloseTo(amounts.reduce((a: number, b: number) => a + b));
		expect((await clio.get('billable_clients?limit=26')).status).toBe(400);
	});

	test('is narrowed by the days of the work', async () => {
		const { id } = sandbox.create('matters', {
			client: { id: matter().client },
			description: 'x',
		})[0];
		await work({ matter: { id } });
		const found = async (days: string) =>
			(await clio.list(`billable_matters?matter_id=${id}&${days}`)).length;
		expect(await found('start_date=2026-03-01&end_date=2026-03-01')).toBe(1);
		expect(await found('start_date=2026-03-02')).toBe(0);
		expect(await found('end_date=2026-02-28')).toBe(0);
	});
});

describe('the lines of a bill', () => {
	const draft = () =>
		sandbox.create('bills', { matters: [{ id: matter().id }], total: 0, state: 'draft' })[0].id;
	const totalOf = async (bill: number) => clio.read(`bills/${bill}`, 'total,balance');
	const put = (bill: number, values: object) =>
		sandbox.create('line_items', { bill: { id: bill }, ...values })[0].id;

	test('come to its total', async () => {
		const bill = draft();
		const line = put(bill, { price: 100, quantity: 2 });
		expect(await totalOf(bill)).toEqual({ total: 200, balance: 200 });
		const discount = { rate: 10, type: 'percentage' };
		const changed = await clio.update(
			`line_items/${line}`,
			{ price: 50, discount },
			'sub_total,total,type',
		);
		expect(changed.data).toEqual({ sub_total: 100, total: 90, type: 'LineItem' });
		expect(await totalOf(bill)).toEqual({ total: 90, balance: 90 });
		expect((await clio.remove(`line_items/${line}`)).status).toBe(204);
		expect(await totalOf(bill)).toEqual({ total: 0, balance: 0 });
	});

	test('show hours for an activity, and keep them', async () => {
		const [bill, activity] = [draft(), await work()];
		const line = put(bill, { activity: { id: activity } });
		const fields = 'type,quantity,total,matter{id}';
		const shown = (await clio.list(`line_items?activity_id=${activity}`, fields))[0];
		expect(shown).toEqual({
			type: 'ActivityLineItem',
			quantity: 2,
			total: 200,
			matter: { id: matter().id },
		});
		const body = { quantity: 5, note: 'Shorter', price: 90, update_original_record: true };
		expect((await clio.update(`line_items/${line}`, body, 'total')).data.total).toBe(180);
		const read = () => clio.read(`activities/${activity}`, 'price,note,on_bill');
		expect(await read()).toEqual({ price: 90, note: 'Shorter', on_bill: true });
		await clio.remove(`line_items/${line}`);
		expect((await read()).on_bill).toBe(false);
	});

	test('stay as they are once the bill is out', async () => {
		const [paid] = await clio.list('bills?state=paid', 'id');
		const [line] = await clio.list(`line_items?bill_id=${paid.id}`, 'id');
		expect((await clio.update(`line_items/${line.id}`, { price: 1 })).status).toBe(422);
		expect((await clio.remove(`line_items/${line.id}`)).status).toBe(422);
	});

	test('of a trust request are its matters', async () => {
		const { id, client } = matter();
		const request = {
			trust_type: 'matter',
			client_id: client,
			issue_date: '2026-03-02',
			due_date: '2026-03-31',
			approved: true,
			trust_amount: 500,
			matter: [{ id, trust_amount: 500, note: 'Retainer' }],
		};
		expect((await clio.create('trust_requests', request)).status).toBe(201);
		const fields = 'id,total,note,bill{id},client{id}';
		const line = (await clio.list(`trust_line_items?matter_id=${id}`, fields)).at(-1);
		expect(line).toMatchObject({ total: 500, note: 'Retainer', client: { id: client } });
		await clio.update(`trust_line_items/${line.id}`, { total: 650 });
		expect(await totalOf(line.bill.id)).toEqual({ total: 650, balance: 650 });
	});
});

test('payments and credits are spread over bills, the oldest first', async () => {
	const rows = await clio.list('allocations', 'id,date,amount,parent{id,type},bill{id}');
	expect(rows.map(({ date }) => date)).toEqual(rows.map(({ date }) => date).sort());
	const [memo] = await clio.list('credit_memos', 'id,amount,allocations{amount}');
	expect(memo.allocations).toEqual([{ amount: memo.amount }]);
	const credits = 'allocations?parent_type=CreditMemo&status=valid';
	const [{ bill }] = await clio.list(credits, 'bill');
	expect((await clio.read(`bills/${bill.id}`, 'credits_issued')).credits_issued).toBe(memo.amount);
	expect(await clio.list('allocations?status=invalid')).toEqual([]);
	const [paid] = await clio.list('clio_payments/payments', 'amount,allocations{amount}');
	expect(paid.allocations).toEqual([{ amount: paid.amount }]);
});

describe('bank transactions', () => {
	const account = (type: string) =>
		sandbox.store.all('bank_accounts').find((each) => each.type === type)!.id;
	const balanceOf = async (id: number) =>
		(await clio.read(`bank_accounts/${id}`, 'balance')).balance;
	const transaction = (id: number, amount: number) => ({
		bank_account: { id },
		amount,
		date: '2026-03-02',
	});

	test('move the balance of their account', async () => {
		const id = account('Operating');
		const before = await balanceOf(id);
		const fields = 'id,funds_in,funds_out,current_account_balance,type,bank_account_id';
		const made = await clio.create('bank_transactions', transaction(id, -200), fields);
		expect(made.data).toMatchObject({
			funds_in: 0,
			funds_out: 200,
			current_account_balance: before - 200,
			type: 'asset',
			bank_account_id: id,
		});
		const path = `bank_transactions/${made.data.id}`;
		await clio.update(path, { amount: 50 });
		expect(await balanceOf(id)).toBe(before + 50);
		await clio.update(path, { bank_account: { id: account('Trust') } });
		expect(await balanceOf(id)).toBe(before);
		expect((await clio.read(path, 'type')).type).toBe('liability');
		await clio.remove(path);
		expect((await clio.get(path)).status).toBe(404);
	});

	test('are needed with an amount, an account and a day', async () => {
		const id = account('Trust');
		for (const missing of ['amount', 'bank_account', 'date']) {
			const body = { ...transaction(id, 1), [missing]: undefined };
			const { status, message } = await clio.create('bank_transactions', body);
			expect([status, message]).toEqual([422, expect.stringContaining(missing)]);
		}
		const open = await clio.list('bank_transactions?unreconciled_only=true', 'id');
		expect(open.length).toBeLessThan((await clio.list('bank_transactions')).length);
	});

	test('keep their account', async () => {
		expect((await clio.remove(`bank_accounts/${account('Trust')}`)).status).toBe(422);
		const fresh = await clio.create('bank_accounts', { currency: 'USD', type: 'Trust' });
		expect((await clio.remove(`bank_accounts/${fresh.data.id}`)).status).toBe(204);
	});
});

test('a rate is that of a contact', async () => {
	const { client } = matter();
	const rate = { contact_id: client, rate: 275.5, flat_rate: true };
	expect((await clio.create('activity_rates', rate)).status).toBe(201);
	const [shown] = (
		await clio.read(`contacts/${client}`, 'activity_rates{rate,flat_rate}')
	).activity_rates.slice(-1);
	expect(shown).toEqual({ rate: 275.5, flat_rate: true });
	expect((await clio.create('activity_rates', { contact_id: 1 })).status).toBe(422);
});
