import { choose } from './engine.cts';
import { numbered, ownFirm } from './kit.cts';

/** People say who and what they mean by name; Clio is sent ids. */
const firm = ownFirm();

const person = (first_name: string, last_name: string, address?: string) =>
	firm().add('contacts', {
		type: 'Person',
		first_name,
		last_name,
		...(address ? { email_addresses: [{ name: 'Work', address }] } : {}),
	});

const newMatter = (parameters: object, items: object[] = [{}]) =>
	firm().run(
		'matter',
		'create',
		{ client: choose(firm().all('contacts')[0].id), description: 'Sale', ...parameters },
		{ items: items as never },
	);

const newTask = (parameters: object) =>
	firm().run('task', 'create', { name: 'File the response', due_at: '', ...parameters });

describe('a client', () => {
	test.each([
		['chosen from the list', 'list', (id: number) => String(id)],
		['by name', 'name', () => 'Asha Kaur'],
		['by name in any casing', 'name', () => 'asha  KAUR'],
		['by last name first', 'name', () => 'Kaur, Asha'],
		['by name, mapped', 'name', () => '={{ $json.who }}'],
		['by name where an ID is asked for', 'id', () => 'Asha Kaur'],
		['by e-mail', 'name', () => 'Asha@Kaur.example'],
		['by e-mail where an ID is asked for', 'id', () => 'asha@kaur.example'],
		['by a second e-mail', 'name', () => 'asha@home.example'],
		['by ID', 'id', (id: number) => id],
		['by link', 'url', (id: number) => `${firm().sandbox.url}/nc/#/contacts/${id}`],
	])('%s', async (_, mode, value) => {
		const { id } = person('Asha', 'Kaur', 'asha@kaur.example');
		firm().change('contacts', id, {
			email_addresses: [{ name: 'Home', address: 'asha@home.example' }],
		});
		const client = choose(value(id), mode);
		const { error } = await newMatter({ client }, [{ who: 'Asha Kaur' }]);
		expect(error).toBeUndefined();
		expect(firm().sent).toEqual([expect.objectContaining({ client: { id } })]);
	});

	test('whom Clio does not have: says what was searched, and writes nothing', async () => {
		const { error } = await newMatter({ client: choose('Nobody Atall', 'name') });
		expect(error?.message).toBe('No contact is called "Nobody Atall"');
		expect(error?.description).toMatch(/contacts in Clio were searched .* name or e-mail address/);
		expect(firm().writes).toEqual([]);
	});

	test('of whom there are two: lists both with what tells them apart', async () => {
		const ids = ['one@kaur.example', 'two@kaur.example'].map((at) => person('Asha', 'Kaur', at).id);
		const { error } = await newMatter({ client: choose('Asha Kaur', 'name') });
		expect(error?.message).toBe('2 contacts are called "Asha Kaur"');
		for (const text of [...ids, 'one@kaur.example', 'two@kaur.example'])
			expect(error?.description).toContain(String(text));
		expect(firm().writes).toEqual([]);
	});

	test('whose name is only part of another is not taken for that', async () => {
		person('Asha', 'Kaurson');
		const { id } = person('Asha', 'Kaur');
		await newMatter({ client: choose('Asha Kaur', 'name') });
		expect(firm().sent[0].client).toEqual({ id });
	});
});

test.each(['https://crm.example/contacts/', 'https://eu.app.clio.com/nc/#/contacts/'])(
	'a link of another site or region deletes nobody: %s',
	async (before) => {
		const { id } = person('Asha', 'Kaur');
		const contactId = choose(`${before}${id}`, 'url');
		const { error } = await firm().run('contact', 'delete', { contactId });
		expect(error?.message).toMatch(/^The link leads to \S+, not to the Clio of this credential$/);
		expect(firm().writes).toEqual([]);
	},
);

test('digits typed as a name are a name, digits in an ID are an ID', async () => {
	const { id } = firm().add('practice_areas', { name: '2026' });
	const { error } = await newMatter({ practice_area: choose('2026', 'name') });
	expect(error).toBeUndefined();
	expect(firm().sent[0].practice_area).toEqual({ id });
	await newMatter({ practice_area: choose('2026', 'id') });
	expect(firm().sent[1].practice_area).toEqual({ id: 2026 });
});

test('a matter is known by its number and by its description, also as the record to change', async () => {
	const { id, display_number } = firm().all('matters')[3];
	firm().change('matters', id, { description: 'Sale of 12 Harbour Street' });
	for (const text of [display_number, 'sale of 12 harbour street']) {
		const fields = { location: `Halifax, ${text}` };
		const { error } = await firm().run('matter', 'update', {
			matterId: choose(text, 'name'),
			fields,
		});
		expect(error).toBeUndefined();
		expect(firm().get('matters', id).location).toBe(fields.location);
	}
});

test('the names of 100 items are asked for once each', async () => {
	person('Asha', 'Kaur');
	const { json, error } = await newMatter(
		{
			client: choose('Asha Kaur', 'name'),
			practice_area: choose('Personal Injury', 'name'),
			responsible_attorney: choose('Jonah Finch', 'name'),
		},
		numbered(100),
	);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(100);
	expect(firm().asked('contacts')).toHaveLength(1);
	expect(firm().asked('practice_areas')).toHaveLength(1);
	expect(firm().asked('users')).toHaveLength(1);
});

test('a name on the second page of a list is found', async () => {
	firm().sandbox.create('practice_areas', (n) => ({ name: `Area ${n}` }), 250);
	const { id } = firm().add('practice_areas', { name: 'Zoning' });
	const { error } = await newMatter({ practice_area: choose('zoning', 'name') });
	expect(error).toBeUndefined();
	expect(firm().sent[0].practice_area).toEqual({ id });
	expect(firm().asked('practice_areas')).toHaveLength(2);
});

describe('a stage of which several areas have one', () => {
	const stages = () => {
		const areas = ['Sales', 'Leases'].map((name) => firm().add('practice_areas', { name }).id);
		const at = '2026-01-01T00:00:00Z';
		return areas.map((practice_area) => ({
			area: practice_area as number,
			stage: firm().sandbox.store.insert(
				'matter_stages',
				{ practice_area, name: 'Drafting', order: 1 },
				at,
			).id as number,
		}));
	};

	test('is that of the area in the form', async () => {
		for (const { area, stage } of stages()) {
			const { error } = await newMatter({
				practice_area: choose(area),
				matter_stage: choose('Drafting', 'name'),
			});
			expect(error).toBeUndefined();
			expect(firm().sent.at(-1)!.matter_stage).toEqual({ id: stage });
		}
	});

	test('is that of the area that the form has by name', async () => {
		const [, { stage }] = stages();
		await newMatter({
			practice_area: choose('Leases', 'name'),
			matter_stage: choose('drafting', 'name'),
		});
		expect(firm().sent[0].matter_stage).toEqual({ id: stage });
	});

	test('is, in a change, that of the area the matter has', async () => {
		const [, { area, stage }] = stages();
		const { id } = firm().all('matters')[0];
		firm().change('matters', id, { practice_area: { id: area } });
		const { error } = await firm().run('matter', 'update', {
			matterId: choose(id),
			fields: { matter_stage: choose('Drafting', 'name') },
		});
		expect(error).toBeUndefined();
		expect(firm().sent).toEqual([{ matter_stage: { id: stage } }]);
	});
});

describe('people by their part', () => {
	const withPeople = () => {
		const [, attorney, staff] = firm().all('users');
		const matter = firm().all('matters')[0];
		const [responsible_attorney, responsible_staff] = [{ id: attorney.id }, { id: staff.id }];
		firm().change('matters', matter.id, { responsible_attorney, responsible_staff });
		return { me: firm().all('users')[0].id, attorney: attorney.id, staff: staff.id, matter };
	};

	test('me, the attorney, the staff and the client of the matter', async () => {
		const { me, attorney, staff, matter } = withPeople();
		const expected = {
			me: { id: me, type: 'User' },
			responsibleAttorney: { id: attorney, type: 'User' },
			responsibleStaff: { id: staff, type: 'User' },
			client: { id: matter.client, type: 'Contact' },
		};
		for (const [part, assignee] of Object.entries(expected)) {
			const { error } = await newTask({
				matter: choose(matter.display_number, 'name'),
				assignee: choose(part, 'list'),
			});
			expect(error).toBeUndefined();
			expect(firm().sent.at(-1)!.assignee).toEqual(assignee);
		}
	});

	test('are, in a change, those of the matter the task is of', async () => {
		const { attorney, matter } = withPeople();
		const task = firm().add('tasks', {
			name: 'File',
			description: 'File',
			matter: { id: matter.id },
			assignee: { id: firm().all('users')[0].id, type: 'User' },
		});
		await firm().run('task', 'update', {
			taskId: choose(task.id),
			fields: { assignee: choose('responsibleAttorney', 'list') },
		});
		expect(firm().sent).toEqual([{ assignee: { id: attorney, type: 'User' } }]);
	});

	test.each(['me', 'ME', ' Me ', 'Me (the Connected User)'])(
		'%p typed as a name is the connected user',
		async (typed) => {
			const { me } = withPeople();
			const { error } = await newTask({ assignee: choose(typed, 'name') });
			expect(error).toBeUndefined();
			expect(firm().sent[0].assignee).toEqual({ id: me, type: 'User' });
		},
	);

	test('there is no matter: told before anything is written', async () => {
		const { error } = await newTask({ assignee: choose('responsibleStaff', 'list') });
		expect(error?.message).toBe(
			"Assign To is the matter's responsible staff, but there is no matter",
		);
		expect(firm().writes).toEqual([]);
	});

	test('a new task without a matter is for me, as the form stands from the start', async () => {
		const { me } = withPeople();
		const { error } = await newTask({ assignee: choose('responsibleAttorney', 'list') });
		expect(error).toBeUndefined();
		expect(firm().sent).toEqual([expect.objectContaining({ assignee: { id: me, type: 'User' } })]);
	});

	test('the matter has none: told before anything is written', async () => {
		const matter = firm()
			.all('matters')
			.find((one) => !one.responsible_staff)!;
		const { error } = await newTask({
			matter: choose(matter.id),
			assignee: choose('responsibleStaff', 'list'),
		});
		expect(error?.message).toBe('The matter has no responsible staff');
		expect(firm().writes).toEqual([]);
	});
});

test.each([
	['chosen from the list', choose('none', 'list')],
	['typed as a name', choose('None', 'name')],
])('a filter for none takes it %s', async (_, none) => {
	const filters = { responsible_staff: none };
	const { json, error } = await firm().run('matter', 'getAll', { returnAll: true, filters });
	expect(error).toBeUndefined();
	const without = firm()
		.all('matters')
		.filter((one) => !one.responsible_staff);
	expect(json).toHaveLength(without.length);
});

test('a filter takes names and "me" like any other field', async () => {
	const me = firm().all('users')[0];
	const [matter] = firm().all('matters');
	firm().change('matters', matter.id, { responsible_attorney: { id: me.id } });
	const client = firm().get('contacts', matter.client).name;
	const { json, error } = await firm().run('matter', 'getAll', {
		returnAll: true,
		filters: {
			client: choose(client, 'name'),
			responsible_attorney: choose('me', 'list'),
		},
	});
	expect(error).toBeUndefined();
	expect(json.map(({ id }) => id)).toContain(matter.id);
	expect(new Set(json.map((one) => one.responsibleAttorney))).toEqual(new Set([me.name]));
});

test('somebody who has left the firm is found by name', async () => {
	const user = firm().all('users').at(-1)!;
	user.enabled = false;
	const { error } = await firm().run('timeEntry', 'getAll', {
		filters: { user: choose(user.name, 'name') },
	});
	expect(error).toBeUndefined();
	expect(firm().sandbox.requests.at(-1)?.query).toContain(`user_id=${user.id}`);
});

describe('a user', () => {
	test('whom nobody is called: says that disabled ones were searched, too, and what helps', async () => {
		const { error } = await newMatter({ responsible_attorney: choose('Jonah', 'name') });
		expect(error?.message).toBe('No user is called "Jonah"');
		expect(error?.description).toMatch(
			/^The users \(disabled ones, too\) in Clio were searched for exactly this name, e-mail address or initials/,
		);
		expect(error?.description).toMatch(/in full as it stands in Clio, such as Ada Marlow/);
		expect(firm().writes).toEqual([]);
	});

	test.each([
		['by name', (user: any) => choose(user.name, 'name')],
		['by ID', (user: any) => choose(user.id)],
	])('who is disabled, %s: sent, and named if Clio refuses', async (_, chosen) => {
		const user = firm().all('users').at(-1)!;
		user.enabled = false;
		const taken = await newTask({ assignee: chosen(user) });
		expect(taken.error).toBeUndefined();
		expect(firm().sent[0].assignee).toEqual({ id: user.id, type: 'User' });
		for (const refused of ['create', 'update']) {
			firm().sandbox.fail({
				method: refused === 'create' ? 'POST' : 'PATCH',
				status: 422,
				body: { error: { type: 'ArgumentError', message: 'assignee is invalid' } },
			});
			const { error } = await (refused === 'create'
				? newTask({ assignee: chosen(user) })
				: firm().run('task', 'update', {
						taskId: choose(taken.json[0].id),
						fields: { assignee: chosen(user) },
					}));
			expect(error?.message).toMatch(/^Clio refused to (create|update) task/);
			expect(error?.description).toContain('assignee is invalid');
			expect(error?.description).toContain(`${user.name} is disabled in Clio`);
		}
	});
});
