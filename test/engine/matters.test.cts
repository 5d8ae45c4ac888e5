import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Setup } from './engine.cts';

/** Opening a matter with all that belongs to it, and changing it. */
let sandbox: Sandbox;
/** It is the 4th of May in Los Angeles and the 5th in Auckland. */
const later = Date.parse('2026-05-04T18:00:00Z') - Date.now();
beforeEach(async () => {
	const now = Date.now;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + later);
	sandbox = await startSandbox({ matters: 20, now: Date.now });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const named = (resource: string, name: string) =>
	sandbox.store.all(resource).find((one) => one.name === name)!;
const client = () => sandbox.store.all('contacts')[0];
const rows = (...entries: INodeParameters[]) => ({ entries }) as never;
const writes = () => sandbox.requests.filter(({ method }) => method !== 'GET');
const sent = (path: RegExp) =>
	writes()
		.filter((one) => path.test(one.path))
		.map(({ body }) => (body as { data: Record<string, unknown> }).data);
const hints = ({ task }: Awaited<ReturnType<typeof runClio>>) =>
	(task?.hints ?? []).map(({ message }) => message).join();
const opened = () => sandbox.store.all('matters').filter((one) => one.description === 'New lease');

const create = async (
	fields: INodeParameters = {},
	parameters: INodeParameters = {},
	rest: Partial<Setup> = {},
) =>
	runClio({
		sandbox,
		...rest,
		parameters: {
			resource: 'matter',
			operation: 'create',
			client: choose(client().id),
			description: 'New lease',
			fields,
			...parameters,
		},
	});

const update = async (
	fields: INodeParameters,
	{ id = sandbox.store.all('matters')[0].id, ...rest }: Partial<Setup> & { id?: unknown } = {},
	options: INodeParameters = {},
) =>
	runClio({
		sandbox,
		...rest,
		parameters: { resource: 'matter', operation: 'update', matterId: choose(id), fields, options },
	});

const foldersOf = (matter: number) =>
	sandbox.store
		.all('folders')
		.filter((one) => one.home === undefined && pathOf(one.id).startsWith(`${homeOf(matter)}/`))
		.map((one) => pathOf(one.id).slice(`${homeOf(matter)}/`.length))
		.sort();
const homeOf = (matter: number) => {
	const home = sandbox.store
		.all('folders')
		.find((one) => (one.home as { id: number } | undefined)?.id === matter);
	return home ? pathOf(home.id) : 'none';
};
function pathOf(id: number): string {
	const { name, parent } = sandbox.store.get('folders', id)!;
	return parent ? `${pathOf(parent as number)}/${String(name)}` : String(name);
}
const related = (matter: unknown) =>
	sandbox.store
		.all('relationships')
		.filter((one) => one.matter === matter)
		.map(({ contact, description }) => [contact, description]);

describe('a new matter', () => {
	test('is opened today, as the workflow counts days', async () => {
		for (const [timezone, day] of [
			['America/Los_Angeles', '2026-05-04'],
			['Pacific/Auckland', '2026-05-05'],
		]) {
			await create({}, {}, { timezone });
			expect(opened().at(-1)).toMatchObject({ status: 'Open', open_date: day });
		}
	});

	test('that is closed from the start was closed today', async () => {
		await create({}, { status: 'closed', open_date: '2026-01-02' });
		expect(opened()[0]).toMatchObject({ status: 'Closed', close_date: '2026-05-04' });
	});

	test('takes a stage by its name, of the practice area given by its name', async () => {
		const area = named('practice_areas', 'Family');
		const { name, id } = sandbox.store
			.all('matter_stages')
			.find((one) => one.practice_area === area.id)!;
		const { error } = await create(
			{},
			{ practice_area: choose('family', 'name'), matter_stage: choose(name, 'name') },
		);
		expect(error).toBeUndefined();
		expect(opened()[0]).toMatchObject({ practice_area: area.id, matter_stage: id });
	});

	test('gets the practice area of its stage', async () => {
		const { id, practice_area } = sandbox.store.all('matter_stages').at(-1)!;
		await create({}, { matter_stage: choose(id) });
		expect(opened()[0]).toMatchObject({ practice_area, matter_stage: id });
	});

	test('with a stage of another practice area is refused before anything is sent', async () => {
		const { id, practice_area } = sandbox.store.all('matter_stages').at(-1)!;
		const other = sandbox.store.all('practice_areas').find((one) => one.id !== practice_area)!;
		const { error } = await create(
			{},
			{ practice_area: choose(other.id), matter_stage: choose(id) },
		);
		const own = sandbox.store.get('practice_areas', practice_area as number)!.name;
		expect(error?.message).toMatch(
			new RegExp(`belongs to the practice area "${own}", not to "${other.name}"$`),
		);
		expect(error?.description).toMatch(/^The matter's practice area in this node is/);
		expect(writes()).toHaveLength(0);
	});

	test('has a limitation date and a trust minimum', async () => {
		await create({ limitation_date: '2028-03-01', trust_minimum: 1500 });
		expect(sent(/matters/)[0]).toMatchObject({
			statute_of_limitations: { due_at: '2028-03-01' },
			evergreen_retainer: { minimum_threshold: 1500 },
		});
	});

	test.each([-1, 'much'])('with a trust minimum of %s is refused', async (trust_minimum) => {
		const { error } = await create({ trust_minimum });
		expect(error?.message).toMatch(/Trust Minimum/);
		expect(writes()).toHaveLength(0);
	});
});

describe('billing', () => {
	const attorney = () => sandbox.store.all('users')[2].id;
	const billing = (entries: INodeParameters) => ({ billing: { entries } }) as never;
	const rateOf = ({ custom_rate: { type, rates } }: Record<string, any>) => [
		type,
		...rates.map(({ user, rate }: Record<string, unknown>) => [user, rate]),
	];

	test.each([
		['HourlyRate', { hourly_rate: 310 }, 310],
		['FlatRate', { flat_fee: 4500 }, 4500],
		['ContingencyFee', { percentage: 33 }, 33],
	])('%s has its rate, for the responsible attorney', async (type, amount, rate) => {
		const { error } = await create(billing({ type, ...amount }), {
			responsible_attorney: choose(attorney()),
		});
		expect(error).toBeUndefined();
		expect(rateOf(opened()[0])).toEqual([type, [attorney(), rate]]);
	});

	test('without an attorney is for the connected user, without an amount for nobody', async () => {
		await create(billing({ type: 'FlatRate', flat_fee: 900 }));
		await create(billing({ type: 'FlatRate' }));
		expect(rateOf(opened()[0])).toEqual(['FlatRate', [sandbox.store.all('users')[0].id, 900]]);
		expect(rateOf(opened()[1])).toEqual(['FlatRate']);
	});

	test.each([
		[{ type: 'HourlyRate', hourly_rate: -5 }, /Hourly Rate cannot be -5/],
		[{ type: 'ContingencyFee', percentage: 140 }, /Percentage cannot be 140/],
		[{ type: '={{ "Barter" }}' }, /Billing cannot be "Barter"/],
	])('%j is refused before anything is sent', async (entries, message) => {
		const { error } = await create(billing(entries));
		expect(error?.message).toMatch(message);
		expect(writes()).toHaveLength(0);
	});

	test('changed on an update drops the stored rates, and the node says so', async () => {
		await create(billing({ type: 'FlatRate', flat_fee: 900 }));
		const [{ id }] = opened();
		const run = await update(billing({ type: 'ContingencyFee', percentage: 25 }), { id });
		expect(run.error).toBeUndefined();
		expect(hints(run)).toMatch(/dropped the rates/);
		expect(rateOf(opened()[0])).toMatchObject(['ContingencyFee', [expect.anything(), 25]]);
	});

	test('that stays as it is sends nothing and says nothing', async () => {
		await create(billing({ type: 'FlatRate', flat_fee: 900 }));
		const [{ id }] = opened();
		const before = writes().length;
		const run = await update(billing({ type: 'FlatRate' }), { id });
		expect(run.error).toBeUndefined();
		expect(run.json[0]).toMatchObject({ id, description: 'New lease' });
		expect(writes()).toHaveLength(before);
		expect(hints(run)).not.toMatch(/rates/);
	});

	test('of the same kind changes the one amount that is stored', async () => {
		await create(billing({ type: 'FlatRate', flat_fee: 900 }));
		const [{ id }] = opened();
		await update(billing({ type: 'FlatRate', flat_fee: 950 }), { id });
		expect(rateOf(opened()[0])).toMatchObject(['FlatRate', [expect.anything(), 950]]);
	});

	test('does not guess which of the stored hourly rates is meant', async () => {
		await create(billing({ type: 'HourlyRate', hourly_rate: 300 }));
		const [{ id }] = opened();
		const { error } = await update(billing({ type: 'HourlyRate', hourly_rate: 320 }), { id });
		expect(error?.message).toMatch(/has rates of its own already/);
		expect(sent(/matters\/\d+/)).toEqual([]);
	});
});

describe('what belongs to a new matter', () => {
	const parties = () => {
		const [, second, third] = sandbox.store.all('contacts');
		return rows(
			{ contact: choose(second.id), relationship: 'Opposing counsel' },
			{ contact: choose(third.name, 'name'), relationship: 'Witness' },
			{ contact: choose(second.id), relationship: 'opposing  counsel' },
		);
	};
	const folders = 'Correspondence/In\ncorrespondence / Out\n\nPleadings\nCorrespondence/In';

	test('is created after it: related parties and folders, parents first, none twice', async () => {
		const [, second, third] = sandbox.store.all('contacts');
		const { error } = await create({ related_parties: parties(), folders });
		expect(error).toBeUndefined();
		const [{ id }] = opened();
		expect(related(id)).toEqual([
			[second.id, 'Opposing counsel'],
			[third.id, 'Witness'],
		]);
		expect(foldersOf(id)).toEqual([
			'Correspondence',
			'Correspondence/In',
			'Correspondence/Out',
			'Pleadings',
		]);
		expect(sent(/matters/)[0]).not.toHaveProperty('relationships');
		expect(sent(/folders/)[0]).toEqual({ name: 'Correspondence', parent: { id, type: 'Matter' } });
	});

	test('is checked before anything is sent', async () => {
		const cases: Array<[INodeParameters, RegExp]> = [
			[{ related_parties: rows({ relationship: 'Witness' }) }, /entry without a contact/],
			[{ related_parties: rows({ contact: choose('Nobody At All', 'name') }) }, /No contact is/],
			[{ folders: 'Letters/../Secret' }, /line that is no path/],
			[{ folders: '={{ ({ name: "Letters" }) }}' }, /Folders is an object or a list/],
			[{ task_template_list_instances: rows({ due_at: '2026-06-01' }) }, /without a task list/],
		];
		for (const [fields, message] of cases) {
			const { error } = await create(fields);
			expect(error?.message).toMatch(message);
		}
		expect(writes()).toHaveLength(0);
	});

	test('is empty where a mapped value came out empty', async () => {
		const { error } = await create({
			related_parties: rows({ contact: choose(''), relationship: '' }),
			task_template_list_instances: rows({ task_template_list: choose('') }),
			folders: ' \n ',
		});
		expect(error).toBeUndefined();
		expect(writes()).toHaveLength(1);
	});

	test('that cannot be created is named, and a retry goes on where it stopped', async () => {
		sandbox.fail({
			method: 'POST',
			path: /relationships/,
			status: 422,
			times: 1,
			body: { error: { type: 'ArgumentError', message: 'Not today' } },
		});
		const { error, json } = await create(
			{ related_parties: parties(), folders },
			{},
			{
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
			},
		);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		expect(opened()).toHaveLength(1);
		expect(related(opened()[0].id)).toHaveLength(2);
		expect(foldersOf(opened()[0].id)).toHaveLength(4);
	});

	test.each([
		[/relationships/, /ID \d+\), but the related party "Opposing counsel" \(contact \d+\) was not/],
		[/folders/, /ID \d+\), but the folder "Correspondence" was not created: .*Not today/],
	])('says which matter stands when %s fail', async (path, message) => {
		const body = { error: { type: 'ArgumentError', message: 'Not today' } };
		sandbox.fail({ method: 'POST', path, status: 422, body });
		const { error } = await create({ related_parties: parties(), folders });
		expect(`${error?.message}. ${error?.description}`).toMatch(/The matter was created/);
		expect(`${error?.message}. ${error?.description}`).toMatch(message);
		expect(opened()).toHaveLength(1);
	});

	test.each([/relationships/, /folders/])(
		'whose answer got lost is looked up, and not sent again: %s',
		async (path) => {
			sandbox.fail({ method: 'POST', path, when: 'after', drop: true, times: 1 });
			const { error } = await create({ related_parties: parties(), folders });
			expect(error).toBeUndefined();
			expect(related(opened()[0].id)).toHaveLength(2);
			expect(foldersOf(opened()[0].id)).toHaveLength(4);
		},
	);
});

describe('if it exists', () => {
	const fields = (if_exists?: string): INodeParameters => ({
		...(if_exists ? { if_exists } : {}),
		location: 'Halifax',
		folders: 'Letters',
		task_template_list_instances: rows({ task_template_list: choose('House purchase', 'name') }),
		related_parties: rows({ contact: choose(sandbox.store.all('contacts')[3].id) }),
	});
	const tasks = () =>
		sandbox.store.all('tasks').filter(({ matter }) => opened().some(({ id }) => id === matter));

	beforeEach(async () => {
		await create({ ...fields(), location: 'Truro' });
		expect(tasks()).toHaveLength(3);
	});

	test('another one is created', async () => {
		await create(fields());
		expect(opened().map(({ location }) => location)).toEqual(['Truro', 'Halifax']);
	});

	test('it is used as it is', async () => {
		const { json } = await create(fields('leave'));
		expect(json[0]).toMatchObject({ id: opened()[0].id, wasCreated: false });
		expect(opened().map(({ location }) => location)).toEqual(['Truro']);
	});

	test('it is updated, and nothing that it has is added again', async () => {
		const { json, error } = await create(fields('update'));
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ id: opened()[0].id, wasCreated: false });
		expect(opened().map(({ location }) => location)).toEqual(['Halifax']);
		expect(tasks()).toHaveLength(3);
		expect(related(opened()[0].id)).toHaveLength(1);
		expect(foldersOf(opened()[0].id)).toEqual(['Letters']);
	});

	describe('and is closed, it stays so when it is updated', () => {
		const closed = { status: 'Closed', open_date: '2025-02-03', close_date: '2025-06-07' };
		const stored = () => sandbox.store.get('matters', opened()[0].id);
		beforeEach(() => {
			Object.assign(opened()[0], closed);
			sandbox.requests.length = 0;
		});

		test.each<[string, INodeParameters]>([
			['by the form as it opens', {}],
			['by a status that is an expression', { status: '={{ "Open" }}' }],
			['by what new matters are given', { status: 'pending', open_date: '2026-05-01' }],
		])('%s', async (_, parameters) => {
			const { error } = await create(fields('update'), parameters);
			expect(error).toBeUndefined();
			expect(sent(/matters/)).toEqual([{ location: 'Halifax' }]);
			expect(stored()).toMatchObject({ ...closed, location: 'Halifax' });
		});

		test('but for the days that were added in Fields', async () => {
			await create({ if_exists: 'update', close_date: '2025-06-09' });
			expect(sent(/matters/)).toEqual([{ close_date: '2025-06-09' }]);
		});

		test('and for what Additional JSON says', async () => {
			const additionalJson = '{"status": "open"}';
			await create({ if_exists: 'update', additionalJson }, { status: '={{ "" }}' });
			expect(sent(/matters/)).toEqual([{ status: 'open' }]);
		});
	});

	test('it stops with an error', async () => {
		const { error } = await create(fields('stop'));
		expect(error?.message).toMatch(/there already/);
		expect(opened()).toHaveLength(1);
	});
});

describe('an update', () => {
	const open = () =>
		sandbox.store.all('matters').find(({ status }) => status === 'Open') as { id: number };

	test('that closes the matter sets the day, as the workflow counts days', async () => {
		const { id } = open();
		const { error } = await update({ status: 'closed' }, { id, timezone: 'Pacific/Auckland' });
		expect(error).toBeUndefined();
		expect(sent(/matters/)).toEqual([{ status: 'closed', close_date: '2026-05-05' }]);
	});

	test('keeps the day that is given, and the one of a matter that is closed already', async () => {
		const { id } = open();
		await update({ status: 'closed', close_date: '2026-03-01' }, { id });
		await update({ status: 'Closed', location: 'Halifax' }, { id });
		expect(sandbox.store.get('matters', id)).toMatchObject({
			close_date: '2026-03-01',
			location: 'Halifax',
		});
		expect(sent(/matters/)[1]).toEqual({ status: 'closed', location: 'Halifax' });
	});

	test('to pending sets the pending date', async () => {
		const { id } = open();
		await update({ status: 'pending' }, { id, timezone: 'America/Los_Angeles' });
		expect(sent(/matters/)).toEqual([{ status: 'pending', pending_date: '2026-05-04' }]);
	});

	test('moves to a stage by its name', async () => {
		const matter = sandbox.store.all('matters')[0];
		const { id, name } = sandbox.store
			.all('matter_stages')
			.find((one) => one.practice_area === matter.practice_area && one.id !== matter.matter_stage)!;
		await update({ matter_stage: choose(name, 'name') });
		expect(sandbox.store.get('matters', matter.id)).toMatchObject({ matter_stage: id });
	});

	describe('moves to no stage of another practice area', () => {
		const foreign = () => {
			const matter = sandbox.store.all('matters').find((one) => one.practice_area)!;
			const stages = sandbox.store.all('matter_stages');
			const own = stages.filter((one) => one.practice_area === matter.practice_area);
			const stage = stages.find(
				(one) =>
					one.practice_area !== matter.practice_area && !own.some(({ name }) => name === one.name),
			)!;
			const nameOf = (id: unknown) =>
				String(sandbox.store.get('practice_areas', id as number)!.name);
			const areas = { of: nameOf(stage.practice_area), here: nameOf(matter.practice_area) };
			return { matter, stage, own, areas };
		};
		const reads = (path: RegExp) =>
			sandbox.requests.filter((one) => one.method === 'GET' && path.test(one.path));

		test('given by its ID: told with both areas, after one read of the matter', async () => {
			const { matter, stage, areas } = foreign();
			const { error } = await update({ matter_stage: choose(stage.id) }, { id: matter.id });
			expect(error?.message).toBe(
				`The stage "${stage.name}" belongs to the practice area "${areas.of}", not to "${areas.here}"`,
			);
			expect(error?.description).toContain(`practice area in Clio is "${areas.here}"`);
			expect(writes()).toHaveLength(0);
			expect(reads(/\/matters\/\d+/)).toHaveLength(1);
		});

		test('given by its name: told with the area and the stages that it has', async () => {
			const { matter, stage, own, areas } = foreign();
			const given = choose(stage.name, 'name');
			const { error } = await update({ matter_stage: given, status: 'pending' }, { id: matter.id });
			expect(error?.message).toBe(
				`No matter stage of the practice area "${areas.here}" is called "${stage.name}"`,
			);
			for (const { name } of own) expect(error?.description).toContain(String(name));
			expect(writes()).toHaveLength(0);
			expect(reads(/\/matters\/\d+/)).toHaveLength(1);
		});

		test('unless the area goes along', async () => {
			const { matter, stage, areas } = foreign();
			const { error } = await update(
				{ practice_area: choose(areas.of, 'name'), matter_stage: choose(stage.name, 'name') },
				{ id: matter.id },
			);
			expect(error).toBeUndefined();
			expect(sandbox.store.get('matters', matter.id)).toMatchObject({
				practice_area: stage.practice_area,
				matter_stage: stage.id,
			});
			expect(reads(/\/matters\/\d+/)).toHaveLength(0);
		});

		test('and one of its own by name, with a new status: the matter is read once', async () => {
			const { matter, own } = foreign();
			const matter_stage = choose(own.at(-1)!.name, 'name');
			const { error } = await update({ matter_stage, status: 'closed' }, { id: matter.id });
			expect(error).toBeUndefined();
			expect(reads(/\/matters\/\d+/)).toHaveLength(1);
		});

		test('without a stage, the matter is not read for it', async () => {
			const { matter } = foreign();
			await update({ location: 'Halifax' }, { id: matter.id });
			expect(reads(/\/(matters\/\d+|matter_stages)/)).toHaveLength(0);
		});
	});

	test('changes the limitation date', async () => {
		const { id } = sandbox.store.all('matters').find((one) => one.statute_of_limitations)!;
		await update({ limitation_date: '2029-01-31' }, { id });
		const { statute_of_limitations: task } = sandbox.store.get('matters', id)!;
		expect(sandbox.store.get('tasks', task as number)).toMatchObject({ due_at: '2029-01-31' });
	});

	test('adds related parties and folders once, and sends no empty change', async () => {
		const { id } = open();
		const fields = {
			folders: 'Letters/In',
			related_parties: rows({
				contact: choose(sandbox.store.all('contacts')[3].id),
				relationship: 'Expert',
			}),
		};
		const before = related(id).length;
		for (const _ of [1, 2]) {
			const { error, json } = await update(fields, { id, items: [{}, {}] });
			expect(error).toBeUndefined();
			expect(json[0]).toMatchObject({ id });
		}
		expect(related(id)).toHaveLength(before + 1);
		expect(foldersOf(id)).toEqual(['Letters', 'Letters/In']);
		expect(sent(/matters/)).toEqual([]);
	});

	test('assigns a task list each time it is said', async () => {
		const { id } = open();
		const list = { task_template_list: choose('House purchase', 'name') };
		const tasks = () => sandbox.store.all('tasks').filter(({ matter }) => matter === id).length;
		const before = tasks();
		for (const _ of [1, 2]) {
			const { error } = await update({ task_template_list_instances: rows(list) }, { id });
			expect(error).toBeUndefined();
		}
		expect(tasks()).toBe(before + 6);
	});
});
