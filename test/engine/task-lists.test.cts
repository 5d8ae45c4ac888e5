import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, loadOptions, runClio, type Setup } from './engine.cts';

/** A list of tasks is given to a matter that is there already. */
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ matters: 10 });
});
afterEach(async () => sandbox.close());

const matter = () => sandbox.store.all('matters').find((one) => one.responsible_attorney)!;
const added = () =>
	sandbox.store.all('tasks').filter((one) => one.matter === matter().id && isOfList(one.name));
const isOfList = (name: unknown) =>
	['Order the title search', 'Review the survey', 'Prepare the closing documents'].includes(
		String(name),
	);
const writes = () => sandbox.requests.filter(({ method }) => method !== 'GET');

const assign = async (parameters: INodeParameters = {}, rest: Partial<Setup> = {}) =>
	runClio({
		sandbox,
		...rest,
		parameters: {
			resource: 'taskTemplateList',
			operation: 'assign',
			taskTemplateListId: choose('House purchase', 'name'),
			matter: choose(matter().display_number, 'name'),
			...parameters,
		},
	});

test('a list is assigned by its name to a matter by its number', async () => {
	const { json, error } = await assign();
	expect(error).toBeUndefined();
	expect(added()).toHaveLength(3);
	expect(json).toEqual([
		{
			assigned: true,
			taskListId: expect.any(Number),
			matter: matter().display_number,
			matterId: matter().id,
			matterDescription: matter().description,
			url: expect.stringMatching(/matters\/\d+$/),
		},
	]);
});

test("for the matter's attorney, from a day on, as the workflow counts days", async () => {
	const due_at = '2026-05-04T18:00:00Z';
	const assignee = choose('responsibleAttorney', 'list');
	await assign({ assignee, due_at, notify_assignees: true }, { timezone: 'Pacific/Auckland' });
	const [{ body }] = writes();
	expect(body).toMatchObject({
		data: {
			task_template_list_instances: [
				{
					assignee_id: matter().responsible_attorney,
					due_at: '2026-05-05',
					notify_assignees: true,
				},
			],
		},
	});
	expect(added()[0]).toMatchObject({ assignee: { id: matter().responsible_attorney } });
});

test.each([
	[{ taskTemplateListId: choose('No such list', 'name') }, /No task list is called/],
	[{ matter: choose('99999-Nobody', 'name') }, /No matter is called/],
	[{ due_at: 'soon' }, /Due Date is not a date/],
])('%j is refused before anything is sent', async (parameters, message) => {
	const { error } = await assign(parameters);
	expect(error?.message).toMatch(message);
	expect(writes()).toHaveLength(0);
});

test('a matter without an attorney says so', async () => {
	const { id } = matter();
	sandbox.store.get('matters', id)!.responsible_attorney = null;
	const { error } = await assign({ matter: choose(id), assignee: choose('responsibleAttorney') });
	expect(error?.message).toBe('The matter has no responsible attorney');
	expect(writes()).toHaveLength(0);
});

test('an assignment whose answer got lost is not sent again: that could give all tasks twice', async () => {
	sandbox.fail({ method: 'PATCH', when: 'after', drop: true, times: 1 });
	const { error } = await assign({}, { node: { retryOnFail: true, maxTries: 3 } });
	expect(error?.message).toMatch(/may or may not have been carried out/);
	expect(added()).toHaveLength(3);
});

test('a second item that fails leaves the first as it is when the node is tried again', async () => {
	sandbox.fail({
		method: 'PATCH',
		status: 422,
		times: 1,
		body: { error: { type: 'A', message: 'B' } },
	});
	const { error } = await assign(
		{},
		{ items: [{ n: 1 }, { n: 2 }], node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } },
	);
	expect(error).toBeUndefined();
	expect(added()).toHaveLength(6);
});

describe('stages in a list', () => {
	const search = async (parameters: INodeParameters, filter?: string) => {
		const { results } = (await loadOptions(sandbox, parameters, (methods, context) =>
			methods.listSearch!.search_matterStage.call(context, filter),
		)) as { results: Array<{ name: string; value: string }> };
		return results;
	};

	test('stand beside their practice area, which can be searched for, too', async () => {
		const results = await search({ resource: 'matter', operation: 'update' });
		expect(results).toHaveLength(sandbox.store.all('matter_stages').length);
		const [stage] = sandbox.store.all('matter_stages');
		const area = sandbox.store.get('practice_areas', stage.practice_area as number)!;
		expect(results[0].name).toBe(`${String(stage.name)} – ${String(area.name)}`);
		const some = await search({ resource: 'matter', operation: 'update' }, 'family');
		expect(some.length).toBeGreaterThan(0);
		expect(some.every(({ name }) => /Family/.test(name))).toBe(true);
	});

	test('are there without it where practice areas cannot be read', async () => {
		sandbox.fail({ path: /practice_areas/, status: 403, times: Infinity });
		const [first] = await search({ resource: 'matter', operation: 'update' });
		expect(first.name).toBe(sandbox.store.all('matter_stages')[0].name);
	});

	test('are told with it where several have the name', async () => {
		const areas = sandbox.store.all('practice_areas').slice(0, 2);
		for (const { id } of areas)
			sandbox.store.insert('matter_stages', { name: 'Waiting', practice_area: id, order: 9 }, '');
		const { error } = await runClio({
			sandbox,
			parameters: {
				resource: 'matter',
				operation: 'getAll',
				filters: { stage: choose('Waiting', 'name') },
			},
		});
		expect(error?.message).toBe('2 matter stages are called "Waiting"');
		for (const { name } of areas) expect(error?.description).toContain(`Waiting, ${String(name)}`);
	});

	test('get many has the name of the practice area', async () => {
		const { json } = await runClio({
			sandbox,
			parameters: { resource: 'matterStage', operation: 'getAll', returnAll: true },
		});
		const names = sandbox.store.all('practice_areas').map(({ name }) => name);
		expect(json.every(({ practiceArea }) => names.includes(practiceArea))).toBe(true);
		expect(sandbox.requests.filter(({ path }) => /practice_areas/.test(path))).toHaveLength(1);
	});
});
