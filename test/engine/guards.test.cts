import type { Row } from '../../dev/sandbox/store.cts';
import type { Setup } from './engine.cts';
import { choose } from './engine.cts';
import { ownFirm } from './kit.cts';

/** Records that are read together for their changes are not read again one by one. */
const firm = ownFirm(220);

const name = 'Case number';
const some = (count: number): Row[] => firm().all('matters').slice(0, count);
const reads = () => firm().asked('matters').length;
/** What was answered to the changes of a record, or to all. */
const answers = (id?: number) =>
	firm()
		.writes.filter(({ path }) => id === undefined || path.includes(`/${id}.`))
		.map(({ status }) => status);

const valuesAt = (id: number): Row[] => {
	const field = firm().field(name).id;
	const values = (firm().get('matters', id).custom_field_values ?? []) as Row[];
	return values.filter((one) => one.custom_field === field);
};

/** What a matter has in the custom field: nothing, a value, or more than it should. */
const storedAt = (id: number): unknown[] => valuesAt(id).map(({ value }) => value);

/** Somebody does it in Clio. */
function enter({ id }: Row, value: string): void {
	const [known] = valuesAt(id);
	const entry = known ? { id: known.id } : { custom_field: { id: firm().field(name).id } };
	firm().change('matters', id, { custom_field_values: [{ ...entry, value }] });
}

/** Each gets the name of its item. */
const change = (matters: Array<{ id: number }>, more: object = {}, rest: Partial<Setup> = {}) =>
	firm().run(
		'matter',
		'update',
		{
			matterId: choose('={{ $json.id }}'),
			matterCustomFieldChanges: firm().mapped({ [name]: '={{ "No. " + $json.id }}' }),
			...more,
		},
		{ items: matters.map(({ id, etag }: any) => ({ id, etag })), ...rest },
	);

const areChanged = (matters: Row[]): void => {
	for (const { id } of matters) expect([id, storedAt(id)]).toEqual([id, [`No. ${id}`]]);
};

/** Once the first record is changed, something else happens at Clio. */
function afterTheFirst(happens: () => void): void {
	let isFirst = true;
	firm().sandbox.store.onChange((_, what) => {
		if (!isFirst || what !== 'updated') return;
		isFirst = false;
		happens();
	});
}

/** Every other matter has a value. */
beforeEach(() => {
	for (const [n, one] of some(220).entries()) {
		one.custom_field_values = [];
		if (n % 2) enter(one, 'Old');
	}
	firm().sandbox.requests.length = 0;
});

test('200 matters are changed with three requests more than there are', async () => {
	const matters = some(200);
	const { json, error } = await change(matters, { options: { fieldList: 'id,description' } });
	expect(error).toBeUndefined();
	areChanged(matters);
	expect(json).toEqual(matters.map(({ id, description }) => ({ id, description })));
	expect(answers()).toEqual(matters.map(() => 200));
	expect(firm().sandbox.requests.length).toBeLessThanOrEqual(200 + 3);
});

test('one that somebody changes in between is read alone, and keeps what they entered', async () => {
	const matters = some(20);
	const [, second, third] = matters;
	afterTheFirst(() => {
		enter(third, 'Entered meanwhile');
		firm().change('matters', second.id, { location: 'Halifax' });
	});
	const { error } = await change(matters);
	expect(error).toBeUndefined();
	areChanged(matters);
	expect(firm().get('matters', second.id).location).toBe('Halifax');
	expect([second, third].map(({ id }) => answers(id))).toEqual([
		[412, 200],
		[412, 200],
	]);
	expect([reads(), answers().length]).toEqual([1 + 2, 20 + 2]);
});

test('one to which somebody gives the very value is left as it is', async () => {
	const matters = some(3);
	const [, , third] = matters;
	afterTheFirst(() => enter(third, `No. ${third.id}`));
	const { json, error } = await change(matters);
	expect(error).toBeUndefined();
	areChanged(matters);
	expect(json[2]).toMatchObject({ id: third.id });
	expect(answers(third.id)).toEqual([412]);
});

test('one that somebody deletes in between fails its own item', async () => {
	const matters = some(4);
	const [, , third] = matters;
	afterTheFirst(() => firm().sandbox.remove('matters', { ids: [third.id] }));
	const { json } = await change(matters, {}, { node: { onError: 'continueRegularOutput' } });
	expect(json.map(({ error }) => Boolean(error))).toEqual([false, false, true, false]);
	areChanged([matters[0], matters[1], matters[3]]);
});

test.each(['before', 'after'] as const)(
	'a lost answer, %s the change was carried out, adds nothing twice',
	async (when) => {
		const matters = some(4);
		// The second has a value, so its change may be sent again.
		firm().sandbox.fail({ method: 'PATCH', when, drop: true, skip: 1 });
		const { error } = await change(matters);
		expect(error).toBeUndefined();
		areChanged(matters);
		expect(answers(matters[1].id)).toEqual(when === 'after' ? [0, 412] : [0, 200]);
	},
);

test('a lost answer to an addition leads to a look, not to a second sending', async () => {
	const matters = some(5);
	firm().sandbox.fail({ method: 'PATCH', when: 'after', drop: true, skip: 2 });
	const { error } = await change(matters);
	expect(error).toBeUndefined();
	areChanged(matters);
	expect(answers(matters[2].id)).toEqual([0]);
});

test('going on after a failure costs the others nothing', async () => {
	const matters = some(20);
	const refusal = { error: { type: 'ArgumentError', message: 'Not now' } };
	firm().sandbox.fail({ method: 'PATCH', status: 422, body: refusal, skip: 4 });
	const given = [...matters.slice(0, 10), { id: 99 }, ...matters.slice(10)];
	const { json } = await change(given as Row[], {}, { node: { onError: 'continueRegularOutput' } });
	const failed = json.flatMap(({ error }, item) => (error ? [item] : []));
	expect(failed).toEqual([4, 10]);
	areChanged(matters.filter((_, n) => n !== 4));
	// The list, and the matter that is not there.
	expect([reads(), answers().length]).toEqual([1 + 1, 20]);
});

describe('What an update goes by', () => {
	const set = (matters: Row[], fields: object) =>
		firm().run(
			'matter',
			'update',
			{ matterId: choose('={{ $json.id }}'), fields, options: { fieldList: 'id' } },
			{ items: matters.map(({ id }) => ({ id })) },
		);

	test('is read for all: the day on which they are closed', async () => {
		const matters = some(20);
		for (const [n, one] of matters.entries())
			Object.assign(one, { status: n % 2 ? 'Closed' : 'Open', close_date: null });
		const [, , third] = matters;
		const closed = { status: 'closed', close_date: '2025-06-07' };
		afterTheFirst(() => firm().change('matters', third.id, closed));
		const { error } = await set(matters, { status: 'closed' });
		expect(error).toBeUndefined();
		for (const [n, { id }] of matters.entries()) {
			const { status, close_date: day } = firm().get('matters', id);
			expect(status).toBe('Closed');
			if (id === third.id) expect(day).toBe(closed.close_date);
			else expect(Boolean(day)).toBe(n % 2 === 0);
		}
		expect([reads(), answers().length]).toEqual([1 + 1, 20 + 1]);
	});

	test('is read again before a change is called impossible', async () => {
		const matters = some(3);
		const stage = firm().all('matter_stages')[0];
		const others = firm()
			.all('practice_areas')
			.filter(({ id }) => id !== stage.practice_area);
		for (const [n, { id }] of matters.entries()) {
			const area = n === 2 ? others[0].id : stage.practice_area;
			firm().change('matters', id, { practice_area: { id: area } });
		}
		const area = { practice_area: { id: stage.practice_area } };
		afterTheFirst(() => firm().change('matters', matters[2].id, area));
		const { error } = await set(matters, { matter_stage: choose(stage.id) });
		expect(error).toBeUndefined();
		for (const { id } of matters) expect(firm().get('matters', id).matter_stage).toBe(stage.id);
	});
});

describe('Guards are given up', () => {
	const matters = () => some(20);
	const isDone = async () => {
		const { error } = await change(matters());
		expect(error).toBeUndefined();
		areChanged(matters());
	};

	test('where Clio refuses the etag that it gave', async () => {
		firm().sandbox.fail({ method: 'PATCH', status: 412, skip: 1 });
		await isDone();
		// The list, the one that was refused, and each of those after it.
		expect([reads(), answers().length]).toEqual([1 + 1 + 18, 20 + 1]);
	});

	test('where the etag does not tell that the record has changed', async () => {
		const [, second, third] = matters();
		firm().sandbox.store.onChange((_, what, row, before) => {
			if (what === 'updated') row.version = before!.version;
			if (row.id === second.id && !storedAt(third.id).length) enter(third, 'Entered meanwhile');
		});
		await isDone();
		expect([reads(), answers().length]).toEqual([1 + 18, 20]);
	});

	test('where records change faster than they can be changed', async () => {
		const all = matters();
		firm().sandbox.store.onChange((_, what, { id, description }) => {
			const next = all[all.findIndex((one) => one.id === id) + 1];
			if (what === 'updated' && next && description !== 'Touched')
				firm().get('matters', next.id).version++;
		});
		await isDone();
		expect([reads(), answers().length]).toEqual([1 + 19, 20 + 3]);
	});
});

describe('Only If Unchanged', () => {
	const withEtag = { options: { ifMatch: '={{ $json.etag }}', fieldList: 'id,etag' } };
	const read = async (count: number) => {
		const list = { limit: count, options: { fieldList: 'id,etag' } };
		const { json } = await firm().run('matter', 'getAll', list);
		firm().sandbox.requests.length = 0;
		return json as Array<{ id: number; etag: string }>;
	};

	test('is guard enough: no record is read again', async () => {
		const matters = await read(20);
		const { json, error } = await change(matters, withEtag);
		expect(error).toBeUndefined();
		areChanged(some(20));
		expect(json.every(({ etag }, n) => etag && etag !== matters[n].etag)).toBe(true);
		expect([reads(), answers().length]).toEqual([1, 20]);
	});

	test('still refuses a record that somebody changes in between', async () => {
		const matters = await read(4);
		const [, , third] = some(4);
		afterTheFirst(() => enter(third, 'Entered meanwhile'));
		const onError = 'continueRegularOutput';
		const { json } = await change(matters, withEtag, { node: { onError } });
		expect(json.map(({ error }) => error)).toMatchObject([
			undefined,
			undefined,
			expect.stringMatching(/changed/),
			undefined,
		]);
		expect(storedAt(third.id)).toEqual(['Entered meanwhile']);
		expect(answers(third.id)).toEqual([412]);
	});
});

describe('Create or Update', () => {
	const upsert = (titles: string[]) =>
		firm().run(
			'contact',
			'upsert',
			{
				type: 'Person',
				email: 'asha@kaur.example',
				first_name: 'Asha',
				last_name: 'Kaur',
				fields: { title: '={{ $json.title }}' },
				options: { fieldList: 'id,title' },
			},
			{ items: titles.map((title) => ({ title })) },
		);

	test('changes one contact for several items without reading it again', async () => {
		const { json, error } = await upsert(['Judge', 'Clerk', 'Clerk', 'Counsel']);
		expect(error).toBeUndefined();
		expect(json.map(({ title }) => title)).toEqual(['Judge', 'Clerk', 'Clerk', 'Counsel']);
		expect(firm().sent.slice(1)).toEqual([{ title: 'Clerk' }, { title: 'Counsel' }]);
		expect(firm().asked('contacts')).toHaveLength(1);
	});

	test('goes by what somebody has changed in between', async () => {
		const added = firm().all('contacts').length;
		firm().sandbox.store.onChange((resource, what, row) => {
			if (resource !== 'contacts' || what !== 'created') return;
			setTimeout(() => firm().change('contacts', row.id, { title: 'Clerk' }), 0);
		});
		firm().sandbox.fail({ method: 'POST', when: 'after', delayMs: 100 });
		const { json, error } = await upsert(['Judge', 'Clerk']);
		expect(error).toBeUndefined();
		expect(firm().all('contacts')).toHaveLength(added + 1);
		expect(json.map(({ title }) => title)).toEqual(['Judge', 'Clerk']);
		expect(firm().writes.map(({ status }) => status)).toEqual([201, 412]);
	});
});
