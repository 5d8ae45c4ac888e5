import { api, fieldsOf, restart, sandbox } from './sandbox-api.cts';

describe('lists', () => {
	test('a cursor gives every matter once', async () => {
		await restart({ matters: 1000 });
		const ids: number[] = [];
		let next: string | undefined = '/matters.json?limit=170&order=id(asc)&fields=id';
		while (next) {
			const { data }: { data: any } = await api.get(next);
			ids.push(...data.data.map(({ id }: { id: number }) => id));
			next = data.meta.paging.next;
			if (next) expect(next).toMatch(`${sandbox.url}/api/v4/matters.json?limit=170`);
		}
		expect(ids).toEqual(sandbox.store.all('matters').map(({ id }) => id));
		expect(new Set(ids).size).toBe(1000);
	});

	test('another order and offset end at 10,000', async () => {
		const wrong = await api.get('/matters?order=description(asc)');
		expect(wrong.status).toBe(400);
		const { data } = await api.get('/matters?order=client.name(asc)&limit=20&fields=client{name}');
		const names = data.data.map(({ client }: any) => client.name);
		expect(names).toEqual([...names].sort());
		expect((await api.get(data.meta.paging.next)).data.data).toHaveLength(10);
		const page = await api.get('/matters?offset=10&limit=10');
		expect(Object.keys(page.data.meta.paging)).toEqual(['next', 'previous']);
		const far = await api.get('/matters?offset=10000');
		expect([far.status, far.data.error.type]).toEqual([422, 'ArgumentError']);
	});

	test('bad tokens and limits are refused, `page` is not known', async () => {
		expect((await api.get('/matters?page_token=x')).data.error.message).toMatch('page_token');
		for (const limit of [0, 201, 'x']) {
			expect((await api.get(`/matters?limit=${limit}`)).status).toBe(400);
		}
		const [first, second] = await Promise.all([
			api.get('/matters?limit=2&page=1'),
			api.get('/matters?limit=2&page=2'),
		]);
		expect(first.data.data).toEqual(second.data.data);
	});

	test('filters', async () => {
		const count = async (query: string) => (await api.get(`/${query}`)).data.data.length;
		const all = sandbox.store.all('matters');
		expect(await count('matters?mater_id=1')).toBe(all.length);
		const open = all.filter(({ status }) => status !== 'Closed');
		expect(await count('matters?status=open,pending')).toBe(open.length);
		const dated = all.filter(({ open_date: day }) => day >= '2024-01-01' && day < '2026-01-01');
		const days = 'open_date[]=>=2024-01-01&open_date[]=<2026-01-01';
		expect(await count(`matters?${days}`)).toBe(dated.length);
		const [one, , three] = all;
		expect(await count(`matters?ids[]=${one.id}&ids[]=${three.id}`)).toBe(2);
		const without = all.filter((each) => !each.responsible_attorney);
		expect(await count('matters?responsible_attorney_id=null')).toBe(without.length);
		expect(await count('tasks?priority=high&statuses[]=pending')).toBeGreaterThan(0);
	});

	test.each([
		'notes',
		'tasks?assignee_id=1',
		'tasks?priority=High',
		'matters?client_id=null',
		'matters?status=opened',
		'matters?open_date=2024-01-01',
		'matters?updated_since=yesterday',
	])('%s is 400', async (path) => expect((await api.get(`/${path}`)).status).toBe(400));

	test('communications come by date, calendar entries ignore an order', async () => {
		const rows = await fieldsOf('/communications', 'date');
		const dates = rows.map(({ date }: { date: string }) => date);
		expect(dates).toEqual([...dates].sort());
		expect((await api.get('/calendar_entries?order=nonsense')).status).toBe(200);
	});
});
