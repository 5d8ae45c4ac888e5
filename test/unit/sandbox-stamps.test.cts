import { firstId, patch, post, restart, sandbox } from './sandbox-api.cts';

describe('stamps', () => {
	const start = Date.parse('2026-03-02T10:00:00.750Z');
	const at = (seconds: number) => `2026-03-02T10:00:0${seconds}Z`;
	let time = start;
	const next = () => (time += 1000);

	beforeEach(async () => {
		time = start;
		await restart({ matters: 5, now: () => time });
	});

	test('of a record and of the stage of a matter, in whole seconds', async () => {
		const [stage, other] = sandbox.store.all('matter_stages');
		const client = { id: await firstId('/contacts') };
		const fields = 'id,created_at,updated_at,matter_stage_updated_at';
		const values = { client, description: 'x' };
		const plain = (await post('/matters', { ...values, matter_stage: null }, fields)).data.data;
		expect(plain.matter_stage_updated_at).toBeNull();
		const staged = { ...values, matter_stage: { id: stage.id } };
		const { id, ...stamps } = (await post('/matters', staged, fields)).data.data;
		const all = { created_at: at(0), updated_at: at(0), matter_stage_updated_at: at(0) };
		expect(stamps).toEqual(all);
		const change = async (data: object) => {
			next();
			return (await patch(`/matters/${id}`, data, fields)).data.data;
		};
		const path = { matter_stage: { id: stage.id }, location: 'x' };
		expect(await change(path)).toEqual({ id, ...all, updated_at: at(1) });
		expect(await change({ matter_stage: { id: other.id } })).toEqual({
			...{ id, created_at: at(0), updated_at: at(2), matter_stage_updated_at: at(2) },
		});
	});

	test('of a task that is completed and reopened', async () => {
		const assignee = { id: await firstId('/users'), type: 'User' };
		const task = { name: 'x', description: 'x', assignee };
		const made = await post('/tasks', { ...task, status: 'complete' }, 'id,completed_at');
		expect(made.data.data.completed_at).toBe(at(0));
		const change = async (data: object) => {
			next();
			const path = `/tasks/${made.data.data.id}`;
			return (await patch(path, data, 'completed_at')).data.data.completed_at;
		};
		expect(await change({ name: 'y' })).toBe(at(0));
		expect(await change({ status: 'pending' })).toBeNull();
		expect(await change({ status: 'complete' })).toBe(at(3));
	});

	test('of a limitation date, which is a task', async () => {
		const [{ id }] = sandbox.store.all('matters');
		const statute = async (data: object) => {
			const fields = 'statute_of_limitations{status,completed_at}';
			const changed = await patch(`/matters/${id}`, { statute_of_limitations: data }, fields);
			return changed.data.data.statute_of_limitations.completed_at;
		};
		expect(await statute({ due_at: '2026-05-01' })).toBeNull();
		expect(await statute({ status: 'complete' })).toBe(at(0));
		expect(await statute({ status: 'pending' })).toBeNull();
	});

	test('days of a matter follow its status', async () => {
		const day = 86_400_000;
		const client = { id: await firstId('/contacts') };
		const fields = 'id,open_date,pending_date,close_date';
		const made = await post('/matters', { client, description: 'x', status: 'pending' }, fields);
		const { id, ...days } = made.data.data;
		expect(days).toEqual({ open_date: null, pending_date: '2026-03-02', close_date: null });
		const change = async (data: object) => {
			time += day;
			return (await patch(`/matters/${id}`, data, fields)).data.data;
		};
		expect(await change({ status: 'open' })).toMatchObject({ open_date: '2026-03-03' });
		expect(await change({ status: 'closed' })).toMatchObject({ close_date: '2026-03-04' });
		expect(await change({ status: 'open' })).toMatchObject({
			...{ open_date: '2026-03-03', close_date: null },
		});
		expect(await change({ status: 'pending' })).toMatchObject({ pending_date: '2026-03-06' });
		const closed = await change({ status: 'closed', close_date: '2026-03-05' });
		expect(closed).toMatchObject({ pending_date: '2026-03-06', close_date: '2026-03-05' });
	});
});
