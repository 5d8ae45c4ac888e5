import { queryString } from '../../clio/address';
import type { Json } from '../../clio/client';
import { allFields } from '../../clio/fields';
import { inBatches, Records } from '../../clio/records';
import { resources } from '../../clio/resources';
import { answer, FakeClio, lost, neverSent, ok, records, refusal } from './fake.cts';

let clio: FakeClio;
beforeEach(() => {
	clio = new FakeClio();
});

const of = (name: string) => new Records(clio.client(), resources[name]);

it('reads, creates, changes and deletes, always saying which fields to answer with', async () => {
	clio.answers(ok({ id: 5 }), ok({ id: 6 }), ok({ id: 5 }), answer(204));
	const matters = of('matter');
	expect(await matters.get('5', 'id')).toEqual({ id: 5 });
	expect(await matters.create({ description: 'Sale' }, 'id,etag')).toEqual({ id: 6 });
	expect(await matters.update('5', { description: 'Sale' }, 'id')).toEqual({ id: 5 });
	expect(await matters.delete('5')).toBeUndefined();
	expect(clio.asked).toEqual([
		'GET matters/5.json?fields=id',
		'POST matters.json?fields=id,etag',
		'PATCH matters/5.json?fields=id',
		'DELETE matters/5.json',
	]);
});

it('names record and permission when Clio refuses', async () => {
	clio.answers(answer(403));
	const { message, advice } = await refusal(of('calendarEntry').get('5', 'id'));
	expect(message).toBe('Clio does not allow this connection to read calendar entry 5');
	expect(advice).toContain('"Calendars"');
});

describe('many records by their ids', () => {
	const ids = records(1_400_000_001, 401).map(({ id }) => String(id));

	it('come in calls of 200', () => {
		const batches = inBatches(ids, 'id,name', {});
		expect(batches.map(({ length }) => length)).toEqual([200, 200, 1]);
		expect(batches.flat()).toEqual(ids);
	});

	it('come in more calls with so many fields that the address would be too long', () => {
		const fields = allFields(resources.matter);
		for (const batch of inBatches(ids, fields, {})) {
			expect(queryString({ 'ids[]': batch, fields }).length).toBeLessThan(8_000);
		}
	});

	it('are asked for in one call', async () => {
		clio.answers(ok([{ id: 401 }]));
		await of('matter').byIds(['401'], 'id');
		expect(clio.asked).toEqual(['GET matters.json?ids[]=401&fields=id&limit=200']);
	});

	it('are found by id in whatever order Clio lists them; those it leaves out are not there', async () => {
		clio.answers(ok([{ id: 9 }, { id: 7 }]));
		const found = await of('matter').byIds(['7', '8', '9'], 'id');
		expect([found.get('7'), found.get('8')]).toEqual([{ id: 7 }, undefined]);
	});

	it('are none without asking Clio, which would list all', async () => {
		expect((await of('matter').byIds([], 'id')).size).toBe(0);
		expect(clio.requests).toEqual([]);
	});
});

describe('a change that adds entries, whose answer is lost', () => {
	const data = {
		title: 'CEO',
		email_addresses: [{ name: 'Work', address: 'new@example.com', default_email: true }],
	};
	const change = async (body: Json = data) => of('contact').update('7', body, 'id,name');
	const reading = 'GET contacts/7.json?fields=id,email_addresses{';

	it('has been carried out if the record has them', async () => {
		const created_at = new Date(clio.clock.now()).toISOString();
		const stored = { id: 3, name: 'Work', address: 'new@example.com', created_at };
		clio.answers(lost, ok({ id: 7, email_addresses: [stored] }), ok({ id: 7, name: 'Kaur' }));
		expect(await change()).toEqual({ id: 7, name: 'Kaur' });
		expect(clio.asked).toEqual([
			'PATCH contacts/7.json?fields=id,name',
			expect.stringContaining(reading),
			'GET contacts/7.json?fields=id,name',
		]);
	});

	it.each<[string, unknown]>([
		['has others', [{ id: 3, name: 'Work', address: 'old@example.com' }]],
		[
			'had it before',
			[{ name: 'Work', address: 'new@example.com', created_at: '2020-01-01T00:00:00Z' }],
		],
		['has none', []],
		['does not tell', undefined],
	])('stays in doubt if the record %s', async (_, email_addresses) => {
		clio.answers(answer(502), ok({ id: 7, email_addresses }));
		const { message, reason } = await refusal(change());
		expect(message).toMatch(/the record was read again and does not show it$/);
		expect(reason).toBe('inDoubt');
	});

	it('asks only for what Clio can answer with', async () => {
		clio.answers(lost, ok({ id: 7 }));
		await refusal(change());
		expect(clio.asked[1]).not.toContain('default_email');
	});

	it('is told apart from the value of another custom field', async () => {
		const value = (field: number) => ({ custom_field: { id: field }, value: true });
		const body = { custom_field_values: [value(2)] };
		clio.answers(lost, ok({ id: 7, custom_field_values: [{ id: 'checkbox-1', ...value(1) }] }));
		expect((await refusal(change(body))).message).toContain('does not show it');
	});

	it.each<[string, Json]>([
		['are further in', { custom_rate: { rates: [{ rate: 100 }] } }],
		['cannot be read', { task_template_list_instances: [{ due_at: '2026-01-31' }] }],
		['are among those of an entry', { relationships: [{ id: 1, parts: [{ description: 'x' }] }] }],
	])('stays in doubt where its entries %s', async (_, body) => {
		clio.answers(lost);
		const { message } = await refusal(of('matter').update('5', body, 'id'));
		expect(message).toMatch(/may or may not have been carried out$/);
		expect(clio.requests).toHaveLength(1);
	});

	it('stays in doubt when the record cannot be read either', async () => {
		clio.answers(lost, answer(403));
		expect((await refusal(change())).message).toMatch(/may or may not have been carried out$/);
	});
});

it('a change that Clio refused is not looked up', async () => {
	clio.answers(answer(422));
	const error = await refusal(of('contact').update('7', { addresses: [{ city: 'X' }] }, 'id'));
	expect(error.reason).toBe('refused');
});

it('a change that never left is sent again and not looked up', async () => {
	clio.answers(neverSent, ok({ id: 7 }));
	await of('contact').update('7', { addresses: [{ city: 'X' }] }, 'id');
	expect(clio.asked.map((one) => one.split(' ')[0])).toEqual(['PATCH', 'PATCH']);
});
