import { api, fieldsOf, patch, post, sandbox } from './sandbox-api.cts';

describe('bills and payments', () => {
	const count = async (query: string) => (await api.get(`/${query}`)).data.data.length;
	const billOf = (id: number) =>
		fieldsOf(`/bills/${id}`, 'state,balance,paid,paid_at,last_sent_at,updated_at,client{id}');

	test('a bill is made and paid by people, not by the API', async () => {
		const [matter] = sandbox.store.all('matters');
		const values = { matters: [{ id: matter.id }], total: 800 };
		expect((await post('/bills', values)).status).toBe(404);
		const [{ id }] = sandbox.create('bills', values);
		expect((await patch(`/bills/${id}`, { total: 1, memo: 'x' })).status).toBe(200);
		expect(await billOf(id)).toMatchObject({
			...{ state: 'draft', balance: 800, paid: 0, paid_at: null, last_sent_at: null },
			client: { id: matter.client },
		});
		const last_sent_at = '2026-03-02T10:00:00Z';
		sandbox.change('bills', { state: 'awaiting_payment', last_sent_at }, { ids: [id] });
		sandbox.change('bills', { balance: 300 }, { ids: [id] });
		expect(await billOf(id)).toMatchObject({ last_sent_at, paid: 500, paid_at: null });
		await sandbox.advance(5000);
		sandbox.change('bills', { balance: 0 }, { ids: [id] });
		const paid = await billOf(id);
		expect(paid).toMatchObject({ state: 'paid', balance: 0, paid: 800 });
		expect(paid.paid_at).toBe(paid.updated_at);
		sandbox.change('bills', { state: 'awaiting_payment' }, { ids: [id] });
		expect(await billOf(id)).toMatchObject({ balance: 800, paid_at: null });
		sandbox.remove('bills', { ids: [id] });
		expect((await api.get(`/bills/${id}`)).status).toBe(404);
	});

	test('lists are filtered', async () => {
		const all = sandbox.store.all('bills');
		const [paid] = all.filter(({ state }) => state === 'paid');
		expect(await count('bills')).toBe(all.length);
		expect(await count('bills?state=draft')).toBe(1);
		expect(await count(`bills?matter_id=${paid.matters[0]}`)).toBe(1);
		expect(await count('bills?overdue_only=true')).toBe(4);
		expect(await count('bills?status=overdue')).toBe(4);
		expect(await count(`bills?ids[]=${paid.id}&updated_since=2000-01-01T00:00:00Z`)).toBe(1);
		expect(await count('bills?created_since=2100-01-01T00:00:00Z')).toBe(0);
		expect(await count(`activities?status=billed`)).toBeGreaterThan(0);
		const [work] = await fieldsOf('/activities?status=billed', 'bill{number,state}');
		expect(work.bill).toEqual({ number: expect.any(String), state: 'paid' });
		const numbers = await fieldsOf('/bills?order=number(desc)', 'number');
		expect(numbers[0].number > numbers[1].number).toBe(true);
	});

	test('payments have no etag, no order and no times to list by', async () => {
		const path = 'clio_payments/payments';
		const all = await count(path);
		expect(all).toBe(3);
		expect(await count(`${path}?updated_since=2100-01-01T00:00:00Z&order=nonsense`)).toBe(all);
		const { data } = await api.get(`/${path}?limit=1`);
		expect(Object.keys(data.data[0])).toEqual(['id']);
		expect((await api.get(`/${path}?fields=etag`)).status).toBe(400);
		const [{ id }] = sandbox.create(path, { amount: 90, state: 'pending' });
		sandbox.change(path, { state: 'completed' }, { ids: [id] });
		const shown = await fieldsOf(`/${path}/${id}`, 'amount,state,bills');
		expect(shown).toEqual({ amount: 90, state: 'completed', bills: [] });
		expect(await count(`${path}?state=completed`)).toBe(4);
		expect(() => sandbox.remove(path)).toThrow('cannot be changed');
	});
});
