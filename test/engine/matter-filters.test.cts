import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio } from './engine.cts';

/** Matters that wait for somebody: what Clio's list cannot be asked for, in days as the workflow counts them. */
let sandbox: Sandbox;
/** It is the 4th of May in Los Angeles and the 5th in Auckland. */
const later = Date.parse('2026-05-04T18:00:00Z') - Date.now();
const [losAngeles, auckland] = ['America/Los_Angeles', 'Pacific/Auckland'];

beforeEach(async () => {
	const now = Date.now;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + later);
	sandbox = await startSandbox({ matters: 0, now: Date.now });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

/** A matter as it stands in the firm. */
function add(description: string, fields: IDataObject = {}): number {
	const [area] = sandbox.store.all('practice_areas');
	const stage = sandbox.store.all('matter_stages').find((one) => one.practice_area === area.id)!;
	const row = {
		client: sandbox.store.all('contacts')[0].id,
		description,
		display_number: description,
		status: 'Open',
		practice_area: area.id,
		matter_stage: stage.id,
		matter_stage_updated_at: '2026-05-01T12:00:00Z',
		open_date: '2026-05-01',
		...fields,
	};
	return sandbox.store.insert('matters', row, '2026-01-01T12:00:00Z').id;
}

const work = (matter: number, date: string) =>
	sandbox.store.insert('activities', { type: 'TimeEntry', matter, date }, `${date}T12:00:00Z`);

function limit(description: string, due_at: string, status = 'pending', fields: IDataObject = {}) {
	const task = { name: 'Limitation', due_at, status, statute_of_limitations: true };
	const { id } = sandbox.store.insert('tasks', task, '2026-01-01T12:00:00Z');
	return add(description, { statute_of_limitations: id, ...fields });
}

function hold(description: string, trust_balance: number, minimum?: number, fields = {}) {
	const evergreen_retainer = minimum === undefined ? null : { id: 1, minimum_threshold: minimum };
	return add(description, { trust_balance, evergreen_retainer, ...fields });
}

const list = async (filters: INodeParameters, rest: INodeParameters = {}, timezone = losAngeles) =>
	runClio({
		sandbox,
		timezone,
		parameters: { resource: 'matter', operation: 'getAll', returnAll: true, filters, ...rest },
	});
const found = async (filters: INodeParameters, timezone?: string) => {
	const { json, error } = await list(filters, {}, timezone);
	expect(error).toBeUndefined();
	return json.map(({ description }) => description);
};

describe('Without Activity for N Days', () => {
	beforeEach(() => {
		work(add('idle 30', { open_date: '2025-01-01' }), '2026-04-04');
		work(add('idle 29', { open_date: '2025-01-01' }), '2026-04-05');
		add('never worked on, opened long ago', { open_date: '2026-03-01' });
		add('never worked on, opened lately');
		add('pending since January', { status: 'Pending', open_date: null });
		work(add('closed', { status: 'Closed', open_date: '2025-01-01' }), '2025-02-01');
	});

	test('counts from the last activity, else from the opening or the entry; closed ones are left out', async () => {
		expect(await found({ inactive_days: 30 })).toEqual([
			'idle 30',
			'never worked on, opened long ago',
			'pending since January',
		]);
		expect(await found({ inactive_days: 30 }, auckland)).toContain('idle 29');
	});

	test('tells since when, and that the node chose', async () => {
		const { json, task } = await list({ inactive_days: '={{ "30" }}' });
		expect(json[0]).toMatchObject({ lastActivity: '2026-04-04', daysWithoutActivity: 30 });
		expect(json[1]).toMatchObject({ lastActivity: null, daysWithoutActivity: 64 });
		expect(task?.hints?.map(({ message }) => message).join()).toMatch(/the node read it and chose/);
	});

	test('takes closed ones if Status names them', async () => {
		expect(await found({ inactive_days: 30, status: ['closed'] })).toEqual(['closed']);
	});

	test('asks Clio for those that are not closed', async () => {
		await found({ inactive_days: 30 });
		expect(sandbox.requests.at(-1)?.query).toMatch(/status=open(%2C|,)pending/);
	});

	test('ends at the limit', async () => {
		const { json } = await list({ inactive_days: 30 }, { returnAll: false, limit: 1 });
		expect(json).toHaveLength(1);
	});

	test.each([-1, 2.5, 1e9, '={{ "a month" }}', '={{ "" }}', '={{ null }}'])(
		'%s days are refused, and nothing is asked',
		async (inactive_days) => {
			const { error } = await list({ inactive_days });
			expect(error?.message).toMatch(/Without Activity for N Days/);
			expect(sandbox.requests).toHaveLength(0);
		},
	);
});

describe('In Stage for N Days', () => {
	beforeEach(() => {
		add('since the evening of April 24', { matter_stage_updated_at: '2026-04-25T03:00:00Z' });
		add('since April 25', { matter_stage_updated_at: '2026-04-25T18:00:00Z' });
		add('since it was entered', { matter_stage_updated_at: null });
		add('in no stage', { matter_stage: null, matter_stage_updated_at: '2026-01-01T00:00:00Z' });
	});

	test('counts days as the workflow does, and tells them', async () => {
		expect(await found({ in_stage_days: 10 })).toEqual([
			'since the evening of April 24',
			'since it was entered',
		]);
		// In Auckland the first began on the 25th, the second on the 26th; today is the 5th.
		expect(await found({ in_stage_days: 10 }, auckland)).toHaveLength(2);
		expect(await found({ in_stage_days: 9 }, auckland)).toHaveLength(3);
		const { json } = await list({ in_stage_days: 10 });
		expect(json[0]).toMatchObject({ inStageSince: '2026-04-24', daysInStage: 10 });
	});
});

describe('Limitation Date Within N Days', () => {
	beforeEach(() => {
		limit('today', '2026-05-04');
		limit('in 60 days', '2026-07-03');
		limit('in 61 days', '2026-07-04');
		limit('overdue', '2026-04-30', 'in_progress');
		limit('done', '2026-05-10', 'complete');
		limit('of a closed matter', '2026-05-10', 'pending', { status: 'Closed' });
		limit('of a pending matter', '2026-05-10', 'pending', { status: 'Pending' });
		add('none');
	});

	test('has those to come and those that passed, not those that are complete', async () => {
		expect(await found({ limitation_days: 60 })).toEqual([
			'today',
			'in 60 days',
			'overdue',
			'of a pending matter',
		]);
		expect(await found({ limitation_days: 60 }, auckland)).toContain('in 61 days');
		expect(await found({ limitation_days: 0 })).toEqual(['today', 'overdue']);
	});

	test('says how many days are left, and what is overdue', async () => {
		const { json } = await list({ limitation_days: 60 });
		expect(json).toMatchObject([
			{ limitationDate: '2026-05-04', daysLeft: 0, isOverdue: false },
			{ limitationDate: '2026-07-03', daysLeft: 60, isOverdue: false },
			{ limitationDate: '2026-04-30', daysLeft: -4, isOverdue: true },
			{ daysLeft: 6 },
		]);
	});
});

describe('Trust Below Minimum', () => {
	beforeEach(() => {
		hold('low', 100.1, 500.3);
		hold('empty', 0, 200);
		hold('exact', 500, 500);
		hold('enough', 501, 500);
		hold('without a minimum', 0);
		hold('closed', 0, 200, { status: 'Closed' });
	});

	test('has what is there, what should be there, and what is missing', async () => {
		const { json } = await list({ trust_below_minimum: true });
		expect(json).toMatchObject([
			{ description: 'low', trustBalance: 100.1, trustMinimum: 500.3, shortfall: 400.2 },
			{ description: 'empty', trustBalance: 0, trustMinimum: 200, shortfall: 200 },
		]);
	});

	test('switched off is no filter', async () => {
		expect(await found({ trust_below_minimum: false, status: ['open'] })).toHaveLength(5);
	});

	test('goes together with other filters', async () => {
		const [, , , attorney] = sandbox.store.all('users');
		limit('low and due', '2026-05-10', 'pending', {
			trust_balance: 1,
			evergreen_retainer: { id: 2, minimum_threshold: 10 },
			responsible_attorney: attorney.id,
		});
		const filters = { trust_below_minimum: true, limitation_days: 30 };
		const { json } = await list({ ...filters, responsible_attorney: choose(attorney.id) });
		expect(json).toMatchObject([{ description: 'low and due', shortfall: 9, daysLeft: 6 }]);
		expect(sandbox.requests.at(-1)?.query).toMatch(/responsible_attorney_id=/);
	});
});

test('Stage keeps the matters of a stage, named as in the firm; closed ones, too', async () => {
	const [area, other] = sandbox.store.all('practice_areas');
	const stages = sandbox.store.all('matter_stages').filter((one) => one.practice_area === area.id);
	add('there', { matter_stage: stages[1].id, status: 'Closed' });
	add('elsewhere', { matter_stage: stages[0].id });
	add('of another area', { practice_area: other.id, matter_stage: stages[0].id });
	const stage = choose(stages[1].name, 'name');
	expect(await found({ practice_area: choose(area.name, 'name'), stage })).toEqual(['there']);
	const { error } = await list({ stage: choose('') });
	expect(error?.message).toMatch(/filter Stage is empty/);
});

test('a list that is cut exactly at the end of a page says so', async () => {
	for (let count = 0; count < 201; count++) add(`idle ${count}`, { open_date: '2026-01-01' });
	const { json, task } = await list({ inactive_days: 30 }, { returnAll: false, limit: 200 });
	expect(json).toHaveLength(200);
	expect(task?.hints?.map(({ message }) => message).join()).toMatch(/more records than the limit/);
});
