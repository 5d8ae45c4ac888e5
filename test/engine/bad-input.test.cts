import { choose } from './engine.cts';
import { ownFirm } from './kit.cts';

/** What must not reach Clio: it would drop it without a word, or do something else than was meant. */
const firm = ownFirm(4);

const advanced = { node: { type: 'n8n-nodes-clio.clioAdvanced' } };
const first = (path: string) => firm().all(path)[0];
const template = (additionalJson: unknown) =>
	firm().run(
		'taskTemplate',
		'update',
		{
			taskTemplateId: choose(first('task_templates').id),
			fields: { additionalJson: JSON.stringify(additionalJson) },
		},
		advanced,
	);

describe('Additional JSON of a hidden field', () => {
	test("gets Clio's casing", async () => {
		await template({ description_text_type: 'Rich Text' });
		expect(firm().sent).toEqual([{ description_text_type: 'rich_text' }]);
	});

	test.each([
		['description_text_type cannot be "html"', { description_text_type: 'html' }],
		['id is not an ID: "Filing"', { cascading_source: { id: 'Filing' } }],
		['cascading_source has no field "name"', { cascading_source: { name: 'Filing' } }],
		[
			'reminder_templates has no field "days"',
			{ reminder_templates: [{ duration_value: 2, days: true }] },
		],
	])('is refused before anything is sent: %s', async (message, json) => {
		const { error } = await template(json);
		expect(error?.message).toBe(message);
		expect(firm().writes).toEqual([]);
	});
});

describe('Skip If Nothing Changes', () => {
	const source = (name: string) =>
		firm().run(
			'grantFundingSource',
			'update',
			{
				grantFundingSourceId: choose(first('grant_funding_sources').id),
				fields: { name },
				options: { skipUnchanged: true },
			},
			advanced,
		);

	test('compares with the list, where Clio has no address for one record', async () => {
		const { name } = first('grant_funding_sources');
		expect((await source(String(name))).error).toBeUndefined();
		expect(firm().writes).toEqual([]);
		expect((await source('Harbour Foundation')).error).toBeUndefined();
		expect(firm().sent).toEqual([{ name: 'Harbour Foundation' }]);
	});

	test('says where nothing can be compared', async () => {
		const { error } = await firm().run(
			'medicalBill',
			'update',
			{
				medicalBillId: choose(first('medical_bills').id),
				fields: { name: 'X-ray' },
				options: { skipUnchanged: true },
			},
			advanced,
		);
		expect(error?.message).toBe('Clio shows no single medical bill');
		expect(firm().sandbox.requests).toEqual([]);
	});
});

describe('Money in a bank account of the firm', () => {
	const pay = (rest: object) =>
		firm().run(
			'bankTransaction',
			'create',
			{ bank_account: choose(first('bank_accounts').id), amount: '={{ $json.amount }}' },
			{ items: [{ amount: 10 }, { amount: 20 }, { amount: 30 }], ...rest },
		);
	const retried = {
		...advanced.node,
		retryOnFail: true,
		maxTries: 3,
		waitBetweenTries: 0,
	};
	const amounts = () => firm().sent.map(({ amount }) => amount);

	test.each([
		['no answer came', { when: 'after' as const, drop: true }],
		['a proxy answered in its place', { when: 'after' as const, status: 502 }],
	])('is booked once, though %s', async (_, fault) => {
		firm().sandbox.fail({ method: 'POST', skip: 1, ...fault });
		const { error } = await pay({ node: retried });
		expect(error?.message).toMatch(/may or may not have been carried out/);
		expect(amounts()).toEqual([10, 20, 30]);
	});

	test('is booked once, though an item after it fails and all are run again', async () => {
		const before = firm().all('bank_transactions').length;
		firm().sandbox.fail({ method: 'POST', skip: 1, status: 422 });
		const { error } = await pay({ node: retried });
		expect(error).toBeUndefined();
		expect(amounts()).toEqual([10, 20, 20, 30]);
		expect(firm().all('bank_transactions')).toHaveLength(before + 3);
	});
});

describe('A webhook', () => {
	test('never shows the secret that signs what it sends in Simplified', async () => {
		const { id } = firm().add('webhooks', {
			url: 'https://hooks.example.com/clio',
			model: 'matter',
			events: ['created'],
			fields: 'id',
		});
		for (const operation of ['get', 'getAll', 'update']) {
			const { json, error } = await firm().run(
				'webhook',
				operation,
				{ webhookId: choose(id), fields: { events: ['updated'] } },
				advanced,
			);
			expect(error).toBeUndefined();
			expect(json).toHaveLength(1);
			expect(JSON.stringify(json)).not.toMatch(/secret/i);
		}
	});
});
