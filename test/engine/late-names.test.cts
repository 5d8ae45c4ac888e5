import type { IDataObject } from 'n8n-workflow';
import { choose } from './engine.cts';
import { ownFirm } from './kit.cts';

/**
 * Custom fields refer to contacts and matters by their ids. What these are called is known where they pass by
 * in any case; the others are read together, when all items had their turn.
 */
const firm = ownFirm(450);

const referring = { 'Opposing Party': 'contacts', 'Earlier Matter': 'matters' };
const called = { contacts: 'name', matters: 'display_number' };

/** The custom fields of a record as they are to be shown, of those that refer to records. */
function names(id: unknown): Record<string, unknown> {
	const stored = firm().stored('matters', id);
	return Object.fromEntries(
		Object.entries(referring)
			.filter(([field]) => stored[field])
			.map(([field, path]) => [field, firm().get(path, stored[field])[called[path as 'contacts']]]),
	);
}

const shown = ({ customFields }: IDataObject) =>
	Object.fromEntries(
		Object.entries(customFields as IDataObject).filter(
			([field, value]) => field in referring && value !== null,
		),
	);

const down = { path: /contacts/, status: 422, body: { error: { message: 'No.' } } };
/** People who are no clients. */
const parties = (count: number) =>
	firm().sandbox.create(
		'contacts',
		(n) => ({ type: 'Person', first_name: 'Noor', last_name: `Lind ${n}` }),
		count,
	);

describe('a list', () => {
	test('names all, for a request that reads those it does not come by', async () => {
		const { json, error } = await firm().run('matter', 'getAll', { returnAll: true });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(450);
		expect(json.filter((one) => Object.keys(shown(one)).length).length).toBeGreaterThan(100);
		for (const one of json) expect(shown(one)).toEqual(names(one.id));

		// A matter stands in the list itself, and a client in the matter.
		const clients = new Set(
			firm()
				.all('matters')
				.map(({ client }) => client),
		);
		const others = firm()
			.all('matters')
			.map(({ id }) => firm().stored('matters', id)['Opposing Party'])
			.filter((id) => id && !clients.has(id));
		const read = Math.ceil(new Set(others).size / 200);
		expect(firm().asked('matters')).toHaveLength(3);
		expect(firm().asked('custom_fields')).toHaveLength(1);
		expect(firm().asked('contacts')).toHaveLength(read);
	});

	test('without the permission has ids, asks once, and a hint says why', async () => {
		const [party] = parties(1);
		for (const { id } of firm().all('matters').slice(-2)) change(id, party.id);
		firm().sandbox.withhold('Contacts');
		const { json, error, task } = await firm().run('matter', 'getAll', { returnAll: true });
		expect(error).toBeUndefined();
		expect(shown(json.at(-1)!)['Opposing Party']).toBe(party.id);
		expect(firm().asked('contacts')).toHaveLength(1);
		expect(JSON.stringify(task?.hints)).toMatch(/may not read them: Contacts/);
	});
});

/** As somebody in the firm does it. */
function change(id: unknown, value: unknown): void {
	const { id: field } = firm().field('Opposing Party');
	const all = firm().get('matters', id).custom_field_values as any[];
	const known = all.find((one) => one.custom_field === field);
	const entry = known ? { id: known.id } : { custom_field: { id: field } };
	firm().change('matters', id, { custom_field_values: [{ ...entry, value }] });
}

describe('where names cannot be read', () => {
	const read = async (rest: object = {}) => {
		const [party] = parties(1);
		const [first, second] = firm().all('matters');
		change(first.id, first.client);
		change(second.id, party.id);
		const items = [first, second].map(({ display_number }) => ({ display_number }));
		firm().sandbox.fail(down);
		const filters = { query: '={{ $json.display_number }}' };
		return firm().run('matter', 'getAll', { returnAll: true, filters }, { items, ...rest });
	};

	test('a list fails, at the item whose names they are', async () => {
		const { error, json } = await read();
		expect(error?.message).toMatch(/list contacts/);
		expect(error?.context.itemIndex).toBe(1);
		expect(json).toEqual([]);
	});

	test('a list that is to go on keeps what came, and an error of that item stands beside it', async () => {
		const { items, failed } = await read({ node: { onError: 'continueErrorOutput' } });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(failed).toHaveLength(1);
		expect(failed[0]).toMatchObject({
			json: { error: expect.stringMatching(/list contacts/) },
			pairedItem: { item: 1 },
		});
	});
});

describe('new records', () => {
	const create = (people: Array<{ id: unknown }>, rest: object = {}) =>
		firm().run(
			'matter',
			'create',
			{
				client: choose(firm().all('contacts')[0].id),
				description: '={{ $json.description }}',
				matterCustomFields: firm().mapped({
					'Referral Source': (firm().field('Referral Source').picklist_options as any[])[0].option,
					'Opposing Party': '={{ $json.party }}',
				}),
			},
			{
				items: people.map(({ id }, n) => ({ party: String(id), description: `Sale ${n}` })),
				...rest,
			},
		);
	const named = (json: IDataObject[]) => json.map((one) => shown(one)['Opposing Party']);

	test('are named together', async () => {
		const people = parties(20);
		const { json, error } = await create(people);
		expect(error).toBeUndefined();
		expect(named(json)).toEqual(people.map(({ name }) => name));
		expect(firm().writes).toHaveLength(20);
		expect(firm().asked('contacts')).toHaveLength(1);
	});

	test('have been made, though they cannot be named: a hint says so', async () => {
		const people = parties(2);
		firm().sandbox.fail(down);
		const { json, error, task } = await create(people);
		expect(error).toBeUndefined();
		expect(named(json)).toEqual(people.map(({ id }) => id));
		expect(JSON.stringify(task?.hints)).toMatch(/has carried out the change, but not all/);
	});

	test('that a retry gives as they were made before have their names', async () => {
		const people = parties(3);
		firm().sandbox.fail({ method: 'POST', path: /matters/, skip: 2, times: 1, status: 422 });
		const { json, error } = await create(people, {
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(error).toBeUndefined();
		expect(named(json)).toEqual(people.map(({ name }) => name));
		expect(firm().writes).toHaveLength(4);
	});
});

test('Get names the records of all items together', async () => {
	const some = firm().all('matters').slice(0, 30);
	const { json, error } = await firm().run(
		'matter',
		'get',
		{ matterId: choose('={{ $json.id }}') },
		{ items: some.map(({ id }) => ({ id })) },
	);
	expect(error).toBeUndefined();
	for (const one of json) expect(shown(one)).toEqual(names(one.id));
	expect(firm().asked('contacts').length).toBeLessThanOrEqual(1);
});
