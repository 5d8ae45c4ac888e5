import type { INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import type { Row } from '../../dev/sandbox/store.cts';
import { choose, loadedDescription, loadOptions, type Outcome } from './engine.cts';
import { ownFirm } from './kit.cts';

/**
 * Wherever a record can be chosen it can be chosen in the same ways: from the list, by what people call it,
 * by its ID or its link; and what cannot be meant is told before anything is written.
 */
const firm = ownFirm();

interface Reference {
	/** Where its records are at Clio, and what they are called by. */
	path: string;
	by?: string;
	/** Two of them that the connected user may choose. */
	two: () => Row[];
	/** The form in which it stands, and under which name. */
	resource: string;
	name: string;
	run: (value: unknown, two: Row[]) => Promise<Outcome>;
	/** What Clio was sent for it. */
	sent: () => unknown;
	/** Its type, where Clio wants to be told. */
	type?: string;
}

const aMatter = () => choose(firm().all('matters')[0].id);
const client = () => choose(firm().all('contacts')[0].id);
const body = () => firm().sent.at(-1)!;
const lastTwo = (path: string, fits: (row: Row) => boolean = () => true) =>
	firm().all(path).filter(fits).slice(-2);

const twoOfOneArea = () => {
	const { practice_area } = firm().all('matter_stages')[0];
	return lastTwo('matter_stages', (one) => one.practice_area === practice_area);
};

const twoFolders = () =>
	['Letters', 'Court'].map((name) =>
		firm().add('folders', { name, parent: { id: firm().all('matters')[0].id, type: 'Matter' } }),
	);

const newMatter = (field: string) => (value: unknown) =>
	firm().run('matter', 'create', { client: client(), description: 'Sale', [field]: value });

const references: Record<string, Reference> = {
	'a practice area': {
		path: 'practice_areas',
		two: () => lastTwo('practice_areas'),
		resource: 'matter',
		name: 'practice_area',
		run: newMatter('practice_area'),
		sent: () => body().practice_area,
	},
	'a stage': {
		path: 'matter_stages',
		two: twoOfOneArea,
		resource: 'matter',
		name: 'matter_stage',
		run: async (matter_stage, [{ practice_area }]) =>
			firm().run('matter', 'create', {
				client: client(),
				description: 'Sale',
				practice_area: choose(practice_area),
				matter_stage,
			}),
		sent: () => body().matter_stage,
	},
	'a responsible attorney': {
		path: 'users',
		two: () => lastTwo('users', ({ enabled }) => enabled !== false),
		resource: 'matter',
		name: 'responsible_attorney',
		run: newMatter('responsible_attorney'),
		sent: () => body().responsible_attorney,
	},
	'an assignee': {
		path: 'users',
		two: () => lastTwo('users', ({ enabled }) => enabled !== false),
		resource: 'task',
		name: 'assignee',
		run: async (assignee) => firm().run('task', 'create', { name: 'File', due_at: '', assignee }),
		sent: () => body().assignee,
		type: 'User',
	},
	'a task list': {
		path: 'task_template_lists',
		two: () => lastTwo('task_template_lists'),
		resource: 'matter',
		name: 'task_template_list',
		run: async (task_template_list) =>
			firm().run('matter', 'update', {
				matterId: aMatter(),
				fields: { task_template_list_instances: { entries: [{ task_template_list }] } },
			}),
		sent: () => body().task_template_list_instances[0].task_template_list,
	},
	'a folder': {
		path: 'folders',
		two: twoFolders,
		resource: 'document',
		name: 'parent',
		run: async (parent) =>
			firm().run('document', 'update', {
				documentId: choose(firm().all('documents')[0].id),
				fields: { parent },
			}),
		sent: () => body().parent,
		type: 'Folder',
	},
	'a calendar': {
		path: 'calendars',
		two: () => lastTwo('calendars', ({ permission }) => permission === 'editor'),
		resource: 'calendarEntry',
		name: 'calendar_owner',
		run: async (calendar_owner) =>
			firm().run('calendarEntry', 'create', {
				summary: 'Call',
				start_at: '2026-07-01T09:30',
				calendar_owner,
			}),
		sent: () => body().calendar_owner,
	},
	'a bill': {
		path: 'bills',
		by: 'number',
		two: () => lastTwo('bills'),
		resource: 'bill',
		name: 'billId',
		run: async (billId) => firm().run('bill', 'update', { billId, fields: { subject: 'May' } }),
		sent: () => ({ id: Number(firm().writes.at(-1)!.path.split('/').pop()!.split('.')[0]) }),
	},
	'an activity category': {
		path: 'activity_descriptions',
		two: () => lastTwo('activity_descriptions'),
		resource: 'timeEntry',
		name: 'activity_description',
		run: async (activity_description) =>
			firm().run('timeEntry', 'create', {
				matter: aMatter(),
				duration: '1:00',
				fields: { activity_description },
			}),
		sent: () => body().activity_description,
	},
	'an expense category': {
		path: 'expense_categories',
		two: () => lastTwo('expense_categories'),
		resource: 'expense',
		name: 'expense_category',
		run: async (expense_category) =>
			firm().run('expense', 'create', { matter: aMatter(), price: 80, expense_category }),
		sent: () => body().expense_category,
	},
};

/** The property of a name that chooses a record, wherever it stands in the form of a resource. */
function locatorIn(properties: INodeProperties[], name: string): INodeProperties | undefined {
	for (const one of properties) {
		if (one.name === name && one.type === 'resourceLocator') return one;
		const inner = ((one.options ?? []) as Array<INodeProperties & { values?: INodeProperties[] }>)
			.flatMap((option) => option.values ?? [option])
			.filter((option) => option.type);
		const found = locatorIn(inner, name);
		if (found) return found;
	}
	return undefined;
}

/** What the list of the form gives for what a person types into it. */
async function fromList({ resource, name }: Reference, typed: string): Promise<unknown> {
	const { properties } = await loadedDescription();
	const ofResource = properties.filter(({ displayOptions }) =>
		displayOptions?.show?.resource?.includes(resource),
	);
	const { modes } = locatorIn(ofResource, name)!;
	const method = modes!.find((mode) => mode.name === 'list')!.typeOptions!.searchListMethod!;
	const { results } = (await loadOptions(firm().sandbox, {}, (methods, context) =>
		methods.listSearch![method].call(context, typed),
	)) as INodeListSearchResult;
	return results.find((one) => one.name.includes(typed))?.value;
}

const unlikely = { name: 'Zephyr Quill', number: '90417' };

describe.each(Object.entries(references))('%s', (_, reference) => {
	const { path, by = 'name', two, run, sent, type } = reference;
	const called = unlikely[by as keyof typeof unlikely];
	/** Two records of which the first, or both, have a name that no other has. */
	const records = (count: 1 | 2) => {
		const both = two();
		for (const row of both.slice(0, count)) row[by] = called;
		return both;
	};
	const link = (id: unknown, site = firm().sandbox.url, place = path) =>
		`${site}/nc/#/${place}/${String(id)}`;

	test.each<[string, string, (id: number) => unknown]>([
		['by name', 'name', () => called],
		['by name in any casing, among blanks', 'name', () => `  ${called.toUpperCase()} `],
		['by name with blanks within', 'name', () => called.replace(' ', '   ')],
		['by name where an ID is asked for', 'id', (id) => (by === 'number' ? id : called)],
		['by ID', 'id', (id) => id],
		['by ID as text, among blanks', 'id', (id) => ` ${id} `],
		['by link', 'url', (id) => link(id)],
		['by link where an ID is asked for', 'id', (id) => link(id)],
	])('%s', async (__, mode, value) => {
		const both = records(1);
		const { error } = await run(choose(value(both[0].id), mode), both);
		expect(error).toBeUndefined();
		expect(sent()).toEqual({ id: both[0].id, ...(type ? { type } : {}) });
	});

	test('from the list', async () => {
		const both = records(1);
		const value = await fromList(reference, called);
		const { error } = await run(choose(value, 'list'), both);
		expect(error).toBeUndefined();
		expect(sent()).toEqual({ id: both[0].id, ...(type ? { type } : {}) });
	});

	test.each<[string, string, (both: Row[]) => unknown, RegExp]>([
		['a name that none has', 'name', () => 'Nobody Atall', /^No .+ is called "Nobody Atall"$/],
		['a part of a name', 'name', () => called.slice(0, -1), /^No .+ is called "/],
		[
			'a link of another region',
			'url',
			([{ id }]) => link(id, 'https://eu.app.clio.com'),
			/^The link leads to eu\.app\.clio\.com, not to the Clio of this credential$/,
		],
		[
			'a link of another kind of record',
			'url',
			([{ id }]) => link(id, undefined, 'trust_requests'),
			/is not the ID of an? /,
		],
	])('%s is refused, and nothing is written', async (__, mode, value, message) => {
		const both = records(1);
		const { error } = await run(choose(value(both), mode), both);
		expect(error?.message).toMatch(message);
		expect(firm().writes).toEqual([]);
	});

	test('a name that several have is refused with all of them, and nothing is written', async () => {
		const both = records(2);
		const { error } = await run(choose(called.toLowerCase(), 'name'), both);
		expect(error?.message).toMatch(/^2 .+ are called "/);
		for (const { id } of both) expect(error?.description).toContain(`(ID ${id})`);
		expect(firm().writes).toEqual([]);
	});

	test('the ID of another kind of record is told as such', async () => {
		const both = records(1);
		const { id } = firm().all('activities')[0];
		const all = JSON.stringify(firm().all(path));
		// UNKNOWN how Clio answers: refused by name, or as if nothing was there.
		const refused = await run(choose(id), both);
		// Of records that have nothing in common Clio is asked which it is.
		if (path === 'folders') {
			expect(refused.error?.message).toMatch(/: no (\w+, no )*\w+ has the ID/);
			expect(JSON.stringify(firm().all(path))).toBe(all);
			return;
		}
		expect(refused.error?.message).toMatch(/^Clio (refused to|could not) /);
		expect(refused.error?.description).toMatch(
			new RegExp(`${id}|the ID may be of another record type`),
		);
		firm().sandbox.fail({ method: 'POST', status: 404, body: {} });
		firm().sandbox.fail({ method: 'PATCH', status: 404, body: {} });
		const missing = await run(choose(id), both);
		expect(missing.error?.message).toMatch(/^Clio could not .+: there is no such record$/);
		expect(missing.error?.description).toContain('the ID may be of another record type');
		expect(JSON.stringify(firm().all(path))).toBe(all);
	});
});
