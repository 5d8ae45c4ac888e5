import { Firm } from '../../clio/firm';
import type { Client, Json } from '../../clio/client';
import { normal } from '../../clio/names';
import { Records } from '../../clio/records';
import { resources } from '../../clio/resources';
import { answer, FakeClio, lost, ok, refusal } from './fake.cts';

/** Many names of one list: read whole, given up where it is long, and what is not in it searched alone. */
let clio: FakeClio;
let client: Client;
beforeEach(() => {
	clio = new FakeClio();
	client = clio.client();
});

const contact = (n: number): Json => ({ id: n, name: `No. ${n}` });
const all = (count: number): Json[] => Array.from({ length: count }, (_, n) => contact(n + 1));
/** A page of a list that goes on. */
const page = (records: Json[], number: number) =>
	answer(200, {
		data: records,
		meta: {
			paging: {
				next: `https://app.clio.com/api/v4/contacts.json?limit=200&page_token=${number}`,
			},
		},
	});
const firmOf = (count: number) => {
	const names = new Set(all(count).map(({ name }) => normal(String(name))));
	return new Firm(client, new Map(), { ids: async () => [], names: () => names });
};
const idOf = async (firm: Firm, text: string) => (await firm.named('contact', text))?.id;
const searches = () => clio.asked.filter((one) => one.includes('query='));
const idsIn = (request: string) => [...request.matchAll(/ids\[\]=(\d+)/g)].map(([, id]) => id);
const change = async (path: string) =>
	client.call({ method: 'PATCH', path, data: {}, attempt: { did: 'update' } });

it('a list is read once for six names, not for five', async () => {
	clio.answers(ok([contact(1)]), ok(all(6)));
	expect(await idOf(firmOf(5), 'no. 1')).toBe(1);
	expect(searches()).toHaveLength(1);
	const firm = firmOf(6);
	for (const n of [6, 1, 3]) expect(await idOf(firm, `NO.  ${n}`)).toBe(n);
	expect(clio.asked).toHaveLength(2);
});

it('is read up to half as many pages as there are names, then each name is searched', async () => {
	const firm = firmOf(7);
	clio.answers(page(all(2), 1), page(all(2), 2), page(all(2), 3));
	clio.answers(...all(7).map((one) => ok([one])));
	for (const { id, name } of all(7)) expect(await idOf(firm, String(name))).toBe(id);
	expect(searches()).toHaveLength(7);
	expect(clio.asked).toHaveLength(3 + 7);
});

it('that ends with the last page it is worth is used', async () => {
	const firm = firmOf(6);
	clio.answers(page(all(2), 1), page([contact(3), contact(4)], 2), ok([contact(5), contact(6)]));
	for (const n of [6, 1]) expect(await idOf(firm, `No. ${n}`)).toBe(n);
	expect(clio.asked).toHaveLength(3);
});

it('a name that is not in it is searched: somebody may have added the record since', async () => {
	const firm = firmOf(6);
	clio.answers(ok(all(5)), ok([contact(6)]), ok([]));
	expect(await idOf(firm, 'No. 6')).toBe(6);
	expect(await idOf(firm, 'No. 6')).toBe(6);
	expect(await idOf(firm, 'No. 7')).toBeUndefined();
	expect(clio.asked).toHaveLength(3);
});

it('several of one name are told as ever', async () => {
	clio.answers(ok([...all(6), { ...contact(3), id: 30 }]));
	const { message, advice } = await refusal(firmOf(6).named('contact', 'No. 3'));
	expect(message).toBe('2 contacts are called "No. 3"');
	expect(advice).toMatch(/\(ID 3\).*\(ID 30\)/);
});

it('of other records stays when some are changed', async () => {
	const firm = firmOf(6);
	clio.answers(ok(all(6)), ok({ id: 9 }));
	await firm.named('contact', 'No. 1');
	await change('contact_notes/9');
	expect(await idOf(firm, 'No. 2')).toBe(2);
});

it('is left when the connection breaks, and what is asked next is searched', async () => {
	const firm = firmOf(6);
	clio.answers(...Array(4).fill(lost), ok([contact(2)]));
	const { reason } = await refusal(firm.named('contact', 'No. 1'));
	expect(reason).toBe('unavailable');
	expect(await idOf(firm, 'No. 2')).toBe(2);
	expect(searches()).toHaveLength(1);
});

describe('a change by this run', () => {
	const contacts = resources.contact;
	const rename = async (firm: Firm, id: number, name: string) =>
		firm.change(contacts, 'id', async (fields) =>
			new Records(client, contacts).update(String(id), { name }, fields),
		);
	let firm: Firm;
	beforeEach(async () => {
		firm = firmOf(6);
		clio.answers(ok(all(6)));
		await firm.named('contact', 'No. 1');
		clio.requests.length = 0;
	});

	it('leaves the names of the others, and is told only what was asked for', async () => {
		clio.answers(ok({ id: 1, name: 'New' }));
		expect(await rename(firm, 1, 'New')).toEqual({ id: 1 });
		expect(await idOf(firm, 'No. 2')).toBe(2);
		expect(await idOf(firm, 'new')).toBe(1);
		expect(clio.asked).toEqual([
			expect.stringMatching(/^PATCH contacts\/1\.json\?fields=id,name,/),
		]);
	});

	it('takes the old name from a record: it is searched', async () => {
		clio.answers(ok({ id: 1, name: 'New' }), ok([]));
		await rename(firm, 1, 'New');
		expect(await idOf(firm, 'No. 1')).toBeUndefined();
		expect(searches()).toHaveLength(1);
	});

	it('gives two records one name: both are told', async () => {
		clio.answers(ok({ id: 1, name: 'No. 2' }));
		await rename(firm, 1, 'No. 2');
		const { message } = await refusal(firm.named('contact', 'No. 2'));
		expect(message).toBe('2 contacts are called "No. 2"');
	});

	it('gives a record the name that another had: that is the one', async () => {
		clio.answers(ok({ id: 1, name: 'No. 2' }), ok({ id: 2, name: 'Other' }));
		await rename(firm, 1, 'No. 2');
		await rename(firm, 2, 'Other');
		expect(await idOf(firm, 'No. 2')).toBe(1);
	});

	it('creates a record with the name of another: both are told', async () => {
		clio.answers(ok({ id: 7, name: 'No. 2' }));
		await firm.change(contacts, 'id', async (fields) =>
			new Records(client, contacts).create({ name: 'No. 2' }, fields),
		);
		const { message } = await refusal(firm.named('contact', 'No. 2'));
		expect(message).toBe('2 contacts are called "No. 2"');
	});

	it('that does not say what came of it: the record is read for its names', async () => {
		clio.answers(answer(422), ok([{ id: 1, name: 'No. 2' }]));
		await refusal(rename(firm, 1, 'No. 2'));
		const { message } = await refusal(firm.named('contact', 'No. 2'));
		expect(message).toBe('2 contacts are called "No. 2"');
		expect(idsIn(clio.asked[1])).toEqual(['1']);
		expect(await idOf(firm, 'No. 3')).toBe(3);
		expect(clio.asked).toHaveLength(2);
	});

	it('that created nobody knows what: each name is searched from then on, and the list not read again', async () => {
		clio.answers(answer(422), ok([contact(2), { id: 7, name: 'No. 2' }]), ok([contact(3)]));
		const call = {
			method: 'POST',
			path: 'contacts',
			data: {},
			attempt: { did: 'create' },
		} as const;
		await refusal(client.call(call));
		await refusal(firm.named('contact', 'No. 2'));
		expect(await idOf(firm, 'No. 3')).toBe(3);
		expect(searches()).toHaveLength(2);
	});

	it('was to remove a record but was refused: its name, though searched before, is searched again', async () => {
		const few = firmOf(2);
		clio.answers(ok([contact(1)]), ok([contact(2)]), answer(403), ok([contact(1)]));
		for (const n of [1, 2]) await few.named('contact', `No. ${n}`);
		await refusal(new Records(client, contacts).delete('1'));
		expect(await idOf(few, 'No. 1')).toBe(1);
		expect(await idOf(few, 'No. 2')).toBe(2);
		expect(searches()).toHaveLength(3);
	});

	it('removes a record: its name is searched, the others are known', async () => {
		clio.answers(answer(204), ok([]));
		await new Records(client, contacts).delete('1');
		expect(await idOf(firm, 'No. 2')).toBe(2);
		expect(await idOf(firm, 'No. 1')).toBeUndefined();
		expect(clio.asked).toHaveLength(2);
	});
});
