import axios from 'axios';
import type { Sandbox } from '../../dev/sandbox/server.cts';
import { clientOf, startFirm, type Client } from './sandbox-client.cts';

let sandbox: Sandbox;
let clio: Client;
beforeEach(async () => ({ sandbox, clio } = await startFirm(20)));
afterEach(() => sandbox.close());

describe('the timer', () => {
	const timeEntry = async (more: object = {}) => {
		const body = { type: 'TimeEntry', date: '2026-03-02', quantity: 600, ...more };
		return (await clio.create('activities', body)).data.id as number;
	};
	const quantityOf = async (id: number) =>
		(await clio.read(`activities/${id}`, 'quantity')).quantity;
	const start = (id: number) => clio.create('timer', { activity: { id } }, 'id,activity{id}');

	test('runs for one user, and its time is added to its time entry', async () => {
		expect((await clio.get('timer')).status).toBe(404);
		const id = await timeEntry();
		expect(await start(id)).toMatchObject({ status: 201, data: { activity: { id } } });
		await sandbox.advance(90_000);
		expect(await clio.read('timer.json', 'elapsed_time')).toEqual({ elapsed_time: 90 });
		const colleague = clientOf(sandbox, sandbox.store.all('users')[1].id);
		expect((await colleague.get('timer')).status).toBe(404);
		expect((await clio.remove('timer')).status).toBe(204);
		expect((await clio.get('timer')).status).toBe(404);
		expect(await quantityOf(id)).toBe(690);
	});

	test('stops when another one starts', async () => {
		const first = await timeEntry({ start_timer: true });
		await sandbox.advance(60_000);
		const second = await timeEntry();
		await start(second);
		expect(await quantityOf(first)).toBe(660);
		expect((await clio.read('timer', 'activity{id}')).activity).toEqual({ id: second });
		expect((await clio.read(`activities/${second}`, 'timer{id}')).timer).not.toBeNull();
	});

	test('is of a time entry', async () => {
		const type = 'ExpenseEntry';
		const { data } = await clio.create('activities', { type, date: '2026-03-02', price: 5 });
		expect((await start(data.id)).status).toBe(422);
		expect((await clio.create('timer', {})).status).toBe(422);
	});
});

test('how the firm bills, and how much is unread, have no id', async () => {
	expect(await clio.read('settings/billing', 'currency,rounding')).toEqual({
		...{ currency: 'USD', rounding: 6 },
	});
	expect((await clio.get('settings/billing/1')).status).toBe(404);
	const metrics = await clio.read('internal_notifications/event_metrics');
	expect(Object.keys(metrics)).toContain('unread_web_events');
	expect((await clio.update('settings/billing', {})).status).toBe(404);
});

describe('court rules', () => {
	const fields = 'id,status,calendar_entries{id,summary,start_at,court_rule}';

	async function court() {
		const [jurisdiction] = await clio.list('court_rules/jurisdictions?for_current_account=true');
		const path = `court_rules/jurisdictions/${jurisdiction.id}/triggers`;
		const [served] = await clio.list(`${path}?is_served=true`, 'id,description');
		const [trial] = await clio.list(`${path}?is_served=false`, 'id');
		return { jurisdiction, path, served, trial };
	}
	const docket = { name: 'Roe', start_date: '2026-03-02' };

	test('a trigger is one of its jurisdiction', async () => {
		const { path, served } = await court();
		expect(await clio.read(`${path}/${served.id}`, 'description')).toEqual({
			description: 'Complaint is served',
		});
		const other = sandbox.store.all('court_rules/jurisdictions').at(-1)!;
		const elsewhere = `court_rules/jurisdictions/${other.id}/triggers/${served.id}`;
		expect((await clio.get(elsewhere)).status).toBe(404);
	});

	test('a docket puts its deadlines into the calendar, and takes them with it', async () => {
		const { jurisdiction, served, trial } = await court();
		const body = { ...docket, jurisdiction: { id: jurisdiction.id } };
		const path = 'court_rules/matter_dockets';
		const made = await clio.create(path, { ...body, trigger: { id: served.id } }, fields);
		expect(made).toMatchObject({
			status: 201,
			data: {
				status: 'completed',
				calendar_entries: [
					{ summary: 'Roe: Answer is due', start_at: '2026-03-23T00:00:00Z', court_rule: true },
					{ summary: 'Roe: Motion to dismiss is due' },
				],
			},
		});
		expect((await clio.list(`${path}?status=completed&order=date(desc)`)).length).toBe(2);
		expect((await clio.create(path, { ...body, trigger: { id: trial.id } })).status).toBe(422);
		await clio.remove(`${path}/${made.data.id}`);
		const [entry] = made.data.calendar_entries;
		expect((await clio.get(`calendar_entries/${entry.id}`)).status).toBe(404);
	});

	test('a docket is previewed without being made', async () => {
		const { jurisdiction, served } = await court();
		const service = sandbox.store.all('court_rules/service_types')[0].id;
		const query = new URLSearchParams({
			'jurisdiction[id]': jurisdiction.id,
			'service_type[id]': String(service),
			'trigger[id]': served.id,
			...{ start_date: '2026-03-02', start_time: '2026-03-02T09:00:00Z', event_prefix: 'Roe ' },
		});
		const { status, location } = await clio.get(`court_rules/matter_dockets/preview?${query}`);
		expect(status).toBe(303);
		expect((await axios.get(location!)).data.data[0]).toEqual({
			...{ summary: 'Roe Answer is due', date: '2026-03-23' },
		});
		expect(sandbox.store.all('court_rules/matter_dockets')).toHaveLength(1);
		query.delete('start_time');
		const refused = await clio.get(`court_rules/matter_dockets/preview?${query}`);
		expect(refused).toMatchObject({ status: 400, message: 'start_time is required' });
	});
});
