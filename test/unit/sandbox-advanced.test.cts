import type { Sandbox } from '../../dev/sandbox/server.cts';
import { clientOf, startFirm, type Client } from './sandbox-client.cts';

/** Injury files, legal aid, settings and what a user saw last. */
let sandbox: Sandbox;
let clio: Client;
beforeEach(async () => ({ sandbox, clio } = await startFirm(20)));
afterEach(() => sandbox.close());

const matter = () => sandbox.store.all('matters').at(-1)!.id;

describe('medical records', () => {
	const document_id = () => sandbox.store.all('documents')[0].id;
	const bill = (more: object = {}) => ({
		name: 'Surgery',
		amount: 900,
		adjustment: 0,
		balance: 900,
		mark_balance_type_as: 'lien',
		...more,
	});
	const details = (more: object = {}) => ({
		matter_id: matter(),
		medical_provider_id: sandbox.store.all('contacts')[0].id,
		in_treatment: false,
		bills_status: 'requested',
		records_status: 'certified',
		...more,
	});
	const path = 'medical_records_details';
	const fields = 'id,matter{id},medical_bills{id,name},medical_records{document_id}';

	test('are made with their details, and changed by themselves', async () => {
		const payers = [{ amount: 100, holder_id: matterClient(), mark_as_lien: true }];
		const body = details({
			medical_bills: [bill({ payers })],
			medical_records: [{ document_id: document_id() }],
		});
		const { data } = await clio.create(path, body, fields);
		expect(data).toMatchObject({
			matter: { id: matter() },
			medical_bills: [{ name: 'Surgery' }],
			medical_records: [{ document_id: document_id() }],
		});
		const below = `medical_bills/${data.medical_bills[0].id}`;
		const changed = await clio.update(below, { name: 'X-ray' }, 'name,liens{amount,lien_type}');
		expect(changed.data).toEqual({
			name: 'X-ray',
			liens: [{ amount: 100, lien_type: 'medical_payer' }],
		});
		expect((await clio.get(below)).status).toBe(404);
		// What an update has is new, too.
		const added = await clio.update(`${path}/${data.id}`, { medical_bills: [bill()] }, fields);
		expect(added.data.medical_bills.map(({ name }: any) => name)).toEqual(['X-ray', 'Surgery']);
		await clio.remove(below);
		expect((await clio.read(`${path}/${data.id}`, fields)).medical_bills).toHaveLength(1);
	});

	const matterClient = () => sandbox.store.all('matters')[0].client;

	test('go with their details', async () => {
		const { data } = await clio.create(path, details({ medical_bills: [bill()] }), fields);
		await clio.remove(`${path}/${data.id}`);
		const { status } = await clio.update(`medical_bills/${data.medical_bills[0].id}`, {});
		expect(status).toBe(404);
	});

	test.each([
		[{ in_treatment: undefined }, 'in_treatment'],
		[{ bills_status: 'lost' }, 'bills_status'],
		[{ medical_bills: [{ name: 'Surgery' }] }, 'medical_bills.adjustment'],
		[{ medical_records: [{ document_id: 1 }] }, 'document_id'],
	])('%j is 422, and nothing of it is kept', async (more, word) => {
		const before = (await clio.list(path)).length;
		const { status, message } = await clio.create(path, details(more));
		expect([status, message]).toEqual([422, expect.stringContaining(word)]);
		expect(await clio.list(path)).toHaveLength(before);
	});
});

test('a damage stays with its matter', async () => {
	const body = { amount: 10, damage_type: 'other', description: 'Taxi', matter_id: matter() };
	const { data } = await clio.create('damages', body);
	const other = { matter_id: sandbox.store.all('matters')[0].id, amount: 12 };
	const changed = await clio.update(`damages/${data.id}`, other, 'amount,matter{id}');
	expect(changed.data).toEqual({ amount: 12, matter: { id: matter() } });
	sandbox.withhold('Personal Injury');
	expect((await clio.get('damages')).status).toBe(403);
});

describe('legal aid', () => {
	test('costs have another rate in London, and are asked for by region', async () => {
		const path = 'lauk_expense_categories';
		expect((await clio.get(path)).status).toBe(400);
		const rates = async (region: string) =>
			(await clio.list(`${path}?region=${region}&practice_area=criminal`, 'key,rate')).map(
				({ key, rate }) => [key, rate],
			);
		expect(await rates('London')).toEqual([['travel', 0.6]]);
		expect(await rates('Leeds')).toEqual([['travel', 0.5]]);
	});

	test('rates are narrowed by what they show', async () => {
		const path = 'lauk_civil_certificated_rates';
		const keys = async (query: string) =>
			(await clio.list(`${path}?${query}`, 'key')).map(({ key }) => key);
		expect(await keys('category_of_law=Family&region=london')).toEqual(['invented-cert-1']);
		expect(await keys('eligible_for_sqm=false')).toEqual(['invented-cert-2']);
		const controlled = 'lauk_civil_controlled_rates?matter_type_1=3';
		expect(await clio.list(controlled)).toHaveLength(1);
	});
});

test('codes are of a set', async () => {
	const [set] = await clio.list('utbms/sets?order=name(desc)', 'id,name');
	expect(set.name).toBe('Litigation');
	const codes = await clio.list(
		`utbms/codes?utbms_set_id=${set.id}&type=UtbmsTask`,
		'id,code,utbms_set_id',
	);
	expect(codes).toEqual([{ id: expect.any(Number), code: 'L110', utbms_set_id: set.id }]);
	const category = { name: 'Printing', utbms_code: { id: codes[0].id } };
	const { data } = await clio.create('expense_categories', category, 'utbms_code{code}');
	expect(data).toEqual({ utbms_code: { code: 'L110' } });
});

describe('settings', () => {
	test('a custom action stands where Clio has room for one', async () => {
		const action = { label: 'Sign', target_url: 'https://a.example', ui_reference: 'bills/show' };
		expect((await clio.create('custom_actions', action)).status).toBe(422);
		const made = await clio.create('custom_actions', { ...action, ui_reference: 'folders/show' });
		expect(made.status).toBe(201);
	});

	test('a bill theme is changed, never made', async () => {
		const [{ id }] = await clio.list('bill_themes');
		const changed = await clio.update(`bill_themes/${id}`, { name: 'Plain' }, 'name,default');
		expect(changed.data).toEqual({ name: 'Plain', default: true });
		expect((await clio.create('bill_themes', { name: 'x' })).status).toBe(404);
		expect((await clio.get(`bill_themes/${id}`)).status).toBe(404);
	});

	test('tasks have a colour among the calendars', async () => {
		const [{ id }] = await clio.list('task_calendars');
		const body = { color: '#FFA5A4', visible: 'false' };
		const { data } = await clio.update(`task_calendars/${id}`, body, 'light_color,visible');
		expect(data).toEqual({ light_color: '#F95957', visible: false });
		expect((await clio.update(`task_calendars/${id}`, { color: 'red' })).status).toBe(422);
	});

	test('text is found by what it is short for', async () => {
		const path = 'settings/text_snippets';
		await clio.create(path, { snippet: 'brb', phrase: 'Back in a moment' });
		const found = await clio.list(`${path}?query=moment`, 'snippet,whole_word');
		expect(found).toEqual([{ snippet: 'brb', whole_word: false }]);
	});

	test('a set has its custom fields', async () => {
		const ids = sandbox.store
			.all('custom_fields')
			.slice(0, 2)
			.map(({ id }) => id);
		const body = { name: 'Two', parent_type: 'Matter', custom_field_ids: ids };
		const { data } = await clio.create('custom_field_sets', body, 'custom_fields{id}');
		expect(data).toEqual({ custom_fields: ids.map((id) => ({ id })) });
		const wrong = { name: 'Three', custom_field_ids: [1] };
		expect((await clio.create('custom_field_sets', wrong)).status).toBe(422);
	});
});

test('a grant shows who pays it', async () => {
	const [grant] = await clio.list(
		'grants?name=tenants in need',
		'funding_code_and_name,funding_source_name,grant_funding_source{id}',
	);
	expect(grant).toMatchObject({
		funding_code_and_name: 'TN-26 - Tenants in need',
		funding_source_name: 'Brookhaven Foundation',
	});
	const [source] = await clio.list('grant_funding_sources', 'id,grants{name}');
	expect(source).toMatchObject({ id: grant.grant_funding_source.id });
	expect(source.grants).toHaveLength(2);
});

describe('what a user saw', () => {
	test('is their own', async () => {
		const entries = await clio.list('log_entries', 'type,item{id,type,identifier}');
		expect(entries[0]).toMatchObject({ type: 'MatterLogEntry', item: { id: matter() } });
		const other = clientOf(sandbox, sandbox.store.all('users')[2].id);
		expect(await other.list('log_entries')).toEqual([]);
		expect(await other.list('internal_notifications/my_events')).toEqual([]);
	});

	test('of the firm is marked as read and put away by the id of its event', async () => {
		const path = 'internal_notifications/my_events';
		const [{ event }] = await clio.list(path, 'event{id,title,subject_id}');
		expect(event).toMatchObject({ subject_id: matter() });
		expect((await clio.update(`${path}/${event.id}`, { marked_as_read: true }, '')).status).toBe(
			200,
		);
		expect((await clio.remove(`${path}/${event.id}`)).status).toBe(204);
		const left = await clio.list(path, 'event{id}');
		expect(left.map((each) => each.event.id)).not.toContain(event.id);
	});
});

test('a transfer is seen by those who know its id', async () => {
	const { id } = sandbox.store.all('bank_transfers')[0];
	const fields = 'amount,source_account{type},destination_account{type}';
	expect(await clio.read(`bank_transfers/${id}`, fields)).toEqual({
		amount: 450,
		source_account: { type: 'Trust' },
		destination_account: { type: 'Operating' },
	});
	expect((await clio.get('bank_transfers')).status).toBe(404);
});
