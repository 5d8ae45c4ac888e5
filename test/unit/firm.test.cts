import { Firm } from '../../clio/firm';
import type { Json } from '../../clio/client';
import { answer, FakeClio, ok, refusal } from './fake.cts';

let clio: FakeClio;
beforeEach(() => {
	clio = new FakeClio();
});

const from = (first: number, count: number) =>
	Array.from({ length: count }, (_, n) => String(first + n));
const records = (ids: string[]): Json[] => ids.map((id) => ({ id: Number(id), name: `No. ${id}` }));
const asked = () => clio.asked.map((one) => decodeURIComponent(one));
const idsIn = (request: string) => [...request.matchAll(/ids\[\]=(\d+)/g)].map(([, id]) => id);

describe('records by their ids', () => {
	it('are read 200 at a time, each once, however often its id is given', async () => {
		const ids = from(1, 201);
		clio.answers(ok(records(ids.slice(0, 200))), ok(records(ids.slice(200))));
		const found = await new Firm(clio.client()).readAll('user', [...ids, ...ids], 'id,name');
		expect([...found.keys()]).toEqual(ids);
		expect(found.get('201')).toEqual({ id: 201, name: 'No. 201' });
		expect(asked()).toHaveLength(2);
		expect(asked().flatMap(idsIn)).toEqual(ids);
	});

	it('are not read again: neither together nor alone, only what is new', async () => {
		const firm = new Firm(clio.client());
		clio.answers(ok(records(['1', '2'])), ok(records(['3'])));
		await firm.readAll('user', ['1', '2'], 'id,name');
		const found = await firm.readAll('user', ['2', '3'], 'id,name');
		expect([...found.keys()]).toEqual(['2', '3']);
		expect(await firm.read('user', '1', 'id,name')).toEqual({ id: 1, name: 'No. 1' });
		expect(asked().map(idsIn)).toEqual([['1', '2'], ['3']]);
	});

	it('are read again with other fields', async () => {
		const firm = new Firm(clio.client());
		clio.answers(ok(records(['1'])), ok([{ id: 1, email: 'a@firm.example' }]));
		await firm.readAll('user', ['1'], 'id,name');
		const found = await firm.readAll('user', ['1'], 'id,email');
		expect(found.get('1')).toEqual({ id: 1, email: 'a@firm.example' });
	});

	it('are read again once they were changed, the others not', async () => {
		const client = clio.client();
		const firm = new Firm(client);
		clio.answers(ok(records(['1', '2'])), ok({ id: 1 }), ok([{ id: 1, name: 'New' }]));
		await firm.readAll('user', ['1', '2'], 'id,name');
		const attempt = { did: 'update user 1' };
		await client.call({ method: 'PATCH', path: 'users/1', data: { name: 'New' }, attempt });
		const found = await firm.readAll('user', ['1', '2'], 'id,name');
		expect([...found.values()].map(({ name }) => name)).toEqual(['New', 'No. 2']);
		expect(idsIn(asked()[2])).toEqual(['1']);
	});

	it('of which some cannot be seen: those are missing, and looked for alone when asked for', async () => {
		const firm = new Firm(clio.client());
		clio.answers(ok(records(['1'])), ok({ id: 2, name: 'Hidden from lists' }));
		const found = await firm.readAll('user', ['1', '2'], 'id,name');
		expect([...found.keys()]).toEqual(['1']);
		expect(await firm.read('user', '2', 'id,name')).toEqual({ id: 2, name: 'Hidden from lists' });
	});

	it('without the permission are refused by its name, or left out where that is allowed', async () => {
		const client = clio.client();
		const firm = new Firm(client);
		clio.answers(answer(403), answer(403), ok(records(['1'])));
		const read = async () => firm.readAll('matter', ['1'], 'id,name');
		const { reason, advice } = await refusal(read);
		expect([reason, advice]).toEqual(['permission', expect.stringContaining('"Matters"')]);
		const none = new Map<string, Json>();
		expect(await firm.whereAllowed('matter', read(), none)).toBe(none);
		expect([...client.withheld]).toEqual(['Matters']);
		// The refusal is not kept.
		expect((await read()).size).toBe(1);
	});

	it('of nothing asks nothing, for Clio would list all', async () => {
		expect((await new Firm(clio.client()).readAll('matter', [], 'id')).size).toBe(0);
		expect(asked()).toEqual([]);
	});

	it('of time entries ask for no expenses', async () => {
		clio.answers(ok(records(['1'])));
		await new Firm(clio.client()).readAll('timeEntry', ['1'], 'id');
		expect(asked()[0]).toContain('type=TimeEntry');
	});
});

describe('one record, early', () => {
	const firmOf = (...soon: string[]) =>
		new Firm(clio.client(), new Map(), {
			ids: async (_, id) => (soon.includes(id) ? soon : []),
			names: () => new Set(),
		});

	it('brings those that will be asked for soon, though the fields are without their ids', async () => {
		const firm = firmOf('1', '2', '3');
		clio.answers(ok(records(['1', '2', '3'])));
		const names = [];
		for (const id of ['1', '2', '3']) names.push((await firm.readEarly('user', id, 'name')).name);
		expect(names).toEqual(['No. 1', 'No. 2', 'No. 3']);
		expect(asked()).toEqual([expect.stringMatching(/fields=(name,id|id,name)&/)]);
	});

	it('is read alone when nothing else will be', async () => {
		const firm = firmOf('1', '2');
		clio.answers(ok({ id: 7 }));
		await firm.readEarly('user', '7', 'id');
		expect(asked()).toEqual(['GET users/7.json?fields=id']);
	});

	it('is read alone when Clio refuses the list, and not without the permission', async () => {
		clio.answers(answer(422), ok({ id: 1 }), answer(403));
		expect(await firmOf('1', '2').readEarly('user', '1', 'id')).toEqual({ id: 1 });
		const { reason } = await refusal(firmOf('1', '2').readEarly('user', '1', 'id'));
		expect(reason).toBe('permission');
		expect(asked()).toHaveLength(3);
	});
});
