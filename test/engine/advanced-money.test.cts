import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Outcome } from './engine.cts';

/** What the firm's money needs beyond every list and record: other pages, conditions, a single record that is asked. */
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ matters: 3 });
});
afterEach(async () => sandbox.close());

const run = async (resource: string, operation: string, more: object = {}): Promise<Outcome> =>
	runClio({
		sandbox,
		parameters: { resource, operation, ...more } as INodeParameters,
		node: { type: `n8n-nodes-clio.${resource === 'bill' ? 'clio' : 'clioAdvanced'}` },
	});

const asked = () =>
	sandbox.requests.map(({ path, query }) =>
		decodeURIComponent(`${path}?${query.replace(/^\?/, '')}`),
	);

test('billable clients come on pages of 25', async () => {
	await run('billableClient', 'getAll', { returnAll: true });
	expect(asked().at(-1)).toMatch(/\/billable_clients\.json\?.*limit=25\b/);
});

test('the ids of billable matters are those of their list', async () => {
	const { json: matters } = await run('billableMatter', 'getAll', { returnAll: true });
	const { json: ids } = await run('billableMatter', 'getIds', { returnAll: true });
	expect(ids.length).toBeGreaterThan(0);
	expect(ids).toEqual(matters.map(({ id }) => ({ id })));
});

test('the billing settings round a time', async () => {
	const { error } = await run('billingSetting', 'get', { duration: '2:15' });
	expect(error).toBeUndefined();
	expect(asked().at(-1)).toMatch(/\/settings\/billing\.json\?.*duration=2:15\b/);
});

test.each(['bill', 'billableMatter', 'billableClient'])(
	'%s: the list is narrowed by a custom field of matters',
	async (resource) => {
		const field = sandbox.store
			.all('custom_fields')
			.find((one) => one.parent_type === 'Matter' && one.field_type === 'text_line')!;
		const entries = [{ field: field.name, operator: 'is', value: 'Nobody has this' }];
		const filters = { customFieldConditions: { entries } };
		const { error, json } = await run(resource, 'getAll', { show: 'all', filters });
		expect(error).toBeUndefined();
		expect(asked().at(-1)).toContain(`custom_field_values[${field.id}]=Nobody`);
		expect(json).toEqual([]);
	},
);

test('a medical bill is changed with its payers, by name', async () => {
	const [bill] = sandbox.store.all('medical_bills');
	const [payer] = sandbox.store.all('contacts');
	const payers = {
		entries: [{ holder: choose(payer.name, 'name'), amount: 80, mark_as_lien: true }],
	};
	await run('medicalBill', 'update', { medicalBillId: String(bill.id), fields: { payers } });
	const { body } = sandbox.requests.find(({ method }) => method === 'PATCH')!;
	expect(body).toEqual({
		data: { payers: [{ holder_id: payer.id, amount: 80, mark_as_lien: true }] },
	});
});
