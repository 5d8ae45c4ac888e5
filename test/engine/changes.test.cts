import { choose } from './engine.cts';
import { numbered, ownFirm } from './kit.cts';

/** An update changes what it was told to, and can tell that nothing changes. */
const firm = ownFirm();

const update = (
	resource: string,
	id: unknown,
	fields: object,
	rest: object = {},
	setup: Parameters<ReturnType<typeof firm>['run']>[3] = {},
) => firm().run(resource, 'update', { [`${resource}Id`]: choose(id), fields, ...rest }, setup);

const skip = { options: { skipUnchanged: true } };
const aMatter = () => firm().all('matters')[0];

describe('Skip If Nothing Changes', () => {
	/** As it is at Clio, in the words of the form. */
	const same = () => {
		const matter = aMatter();
		return {
			description: matter.description,
			status: String(matter.status).toLowerCase(),
			open_date: `${matter.open_date}T00:00:00`,
			practice_area: choose(firm().get('practice_areas', matter.practice_area).name, 'name'),
			responsible_attorney: choose(matter.responsible_attorney),
			client: choose(firm().get('contacts', matter.client).name, 'name'),
			billable: matter.billable,
			location: matter.location,
		};
	};

	test('sends nothing that is the same already, in whatever casing and form, and gives the record', async () => {
		const { id, display_number } = aMatter();
		const { json, error } = await update('matter', id, same(), skip);
		expect(error).toBeUndefined();
		expect(firm().writes).toEqual([]);
		expect(json[0]).toMatchObject({ id, number: display_number });
	});

	test('sends of several fields only what is new', async () => {
		const { error } = await update(
			'matter',
			aMatter().id,
			{ ...same(), location: 'Halifax' },
			skip,
		);
		expect(error).toBeUndefined();
		expect(firm().sent).toEqual([{ location: 'Halifax' }]);
	});

	test('off, everything is sent as it was entered', async () => {
		await update('matter', aMatter().id, { description: aMatter().description });
		expect(firm().sent).toEqual([{ description: aMatter().description }]);
	});

	test('knows times, durations and money', async () => {
		const { id } = firm().add('activities', {
			type: 'TimeEntry',
			date: '2026-05-04',
			quantity: 5400,
			price: 250,
			note: 'Call',
			matter: { id: aMatter().id },
		});
		const fields = { date: '2026-05-04', duration: '1:30', price: '250.00', note: 'Call' };
		const { error } = await update('timeEntry', id, fields, skip);
		expect(error).toBeUndefined();
		expect(firm().writes).toEqual([]);
	});

	test('knows e-mail addresses and custom fields', async () => {
		const { id } = firm().all('contacts')[0];
		const [{ name, address }] = firm().get('contacts', id).email_addresses as any[];
		const referredBy = { 'Referred by': 'Osei' };
		await update('contact', id, {}, { contactCustomFieldChanges: firm().mapped(referredBy) });
		const { error } = await update(
			'contact',
			id,
			{ email_addresses: { entries: [{ name, address: String(address).toUpperCase() }] } },
			{ contactCustomFieldChanges: firm().mapped(referredBy), ...skip },
		);
		expect(error).toBeUndefined();
		expect(firm().writes).toHaveLength(1);
		expect((firm().get('contacts', id).email_addresses as any[])[0].primary).toBe(true);
	});

	test('an emptied field that is empty already is no change', async () => {
		const { id } = aMatter();
		firm().change('matters', id, { location: '', pending_date: null });
		const fields = { clearFields: ['location', 'pending_date'] };
		await update('matter', id, fields, skip);
		expect(firm().writes).toEqual([]);
	});

	test('sends no notice when there is nothing to tell', async () => {
		const { id, name } = firm().add('tasks', {
			name: 'File',
			description: 'File',
			assignee: { id: firm().all('users')[0].id, type: 'User' },
		});
		await update('task', id, { name, notify_assignee: true }, skip);
		expect(firm().writes).toEqual([]);
	});
});

describe('Clear Fields', () => {
	test('empties a text, a day and a record', async () => {
		const { id } = aMatter();
		firm().change('matters', id, { location: 'Halifax', pending_date: '2026-01-05' });
		const { error } = await update('matter', id, {
			clearFields: ['location', 'pending_date', 'practice_area'],
		});
		expect(error).toBeUndefined();
		const { location, pending_date, practice_area } = firm().get('matters', id);
		expect(location || null).toBeNull();
		expect([pending_date, practice_area]).toEqual([null, null]);
	});

	test.each([
		['responsible_attorney', /^Responsible Attorney cannot be cleared$/],
		['client', /^Client cannot be cleared$/],
		['nonsense', /^Matter has no field "nonsense" to clear$/],
	])('refuses %s, and then changes nothing at all', async (name, message) => {
		const { error } = await update('matter', aMatter().id, {
			description: 'Changed',
			clearFields: ['location', name],
		});
		expect(error?.message).toMatch(message);
		expect(firm().writes).toEqual([]);
	});

	test('refuses a field that is set at once', async () => {
		const fields = { location: 'Halifax', clearFields: ['location'] };
		const { error } = await update('matter', aMatter().id, fields);
		expect(error?.message).toBe('Location is set twice');
		expect(firm().writes).toEqual([]);
	});
});

describe('many items', () => {
	const large = ownFirm(450);
	const items = () => {
		const ids = large()
			.all('matters')
			.map(({ id }) => id);
		return numbered(5_000).map(({ n }) => ({ n, id: ids[n % ids.length] }));
	};

	test('5,000 are read by id in a call for each 200 records', async () => {
		const all = items();
		const { json, error } = await large().run(
			'matter',
			'get',
			{ matterId: choose('={{ $json.id }}'), options: { fieldList: 'id,description' } },
			{ items: all },
		);
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
		expect(large().sandbox.requests).toHaveLength(3);
	}, 60_000);

	test('5,000 that change nothing send nothing, and are read in a call for each 200 records, too', async () => {
		const fields = { description: '={{ $json.text }}' };
		const options = { skipUnchanged: true, fieldList: 'id' };
		const { json, error } = await large().run(
			'matter',
			'update',
			{ matterId: choose('={{ $json.id }}'), fields, options },
			{
				items: items().map((one) => ({ ...one, text: large().get('matters', one.id).description })),
			},
		);
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual(items().map(({ id }) => id));
		expect(large().writes).toEqual([]);
		expect(large().asked('matters').length).toBeLessThanOrEqual(26);
	}, 60_000);

	test('about one record: each sees what the one before it has changed', async () => {
		const { id } = large().all('matters')[0];
		const locations = ['A', 'A', 'B', 'B', 'A'];
		const { error } = await large().run(
			'matter',
			'update',
			{ matterId: choose(id), fields: { location: '={{ $json.location }}' }, ...skip },
			{ items: locations.map((location) => ({ location })) as never },
		);
		expect(error).toBeUndefined();
		expect(large().sent).toEqual(['A', 'B', 'A'].map((location) => ({ location })));
	});

	test('of which one is gone: it is told on its item, the others are changed', async () => {
		const [first, second] = large().all('matters');
		const { json } = await large().run(
			'matter',
			'update',
			{ matterId: choose('={{ $json.id }}'), fields: { location: 'Halifax' }, ...skip },
			{
				items: [{ id: first.id }, { id: 99 }, { id: 'nobody' }, { id: second.id }],
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(json).toMatchObject([
			{ id: first.id },
			{ error: expect.stringMatching(/no such record/) },
			{ error: expect.stringMatching(/No matter is called "nobody"/) },
			{ id: second.id },
		]);
		expect(large().sent).toHaveLength(2);
	});
});

describe('Two items that change the same record', () => {
	test('the second goes by what the first has left', async () => {
		const { id } = firm().sandbox.store.insert(
			'calendar_entries',
			{
				summary: 'Hearing',
				calendar_owner: firm().all('users')[0].default_calendar_id,
				start_at: '2026-12-01T15:00:00Z',
				end_at: '2026-12-01T16:00:00Z',
				all_day: false,
				attendees: [],
			},
			'2026-01-02T10:00:00Z',
		);
		const { error } = await update(
			'calendarEntry',
			id,
			{
				start_at: '={{ $json.n === 0 ? "2026-12-05T15:00:00Z" : "" }}',
				length: '={{ $json.n === 1 ? "2:00" : "" }}',
			},
			{},
			{ items: numbered(2) as never },
		);
		expect(error).toBeUndefined();
		const { start_at, end_at } = firm().get('calendar_entries', id);
		expect([start_at, end_at].map((one) => new Date(String(one)).toISOString())).toEqual([
			'2026-12-05T15:00:00.000Z',
			'2026-12-05T17:00:00.000Z',
		]);
	});

	test('store one flat fee, though each is told of it', async () => {
		const { id } = aMatter();
		const billing = { entries: { type: 'FlatRate', flat_fee: '={{ 900 + $json.n }}' } };
		const items = { items: numbered(2) as never };
		const { error } = await update('matter', id, { billing }, {}, items);
		expect(error).toBeUndefined();
		const { type, rates } = firm().get('matters', id).custom_rate;
		expect([type, rates.map(({ rate }: any) => rate)]).toEqual(['FlatRate', [901]]);
	});
});

test('what somebody enters while other items are changed is changed by its own id', async () => {
	const { id } = firm().field('Case number');
	const empty = firm()
		.all('matters')
		.filter((one) => !one.custom_field_values?.some((value: any) => value.custom_field === id));
	const [first, second] = empty;
	const values = [{ custom_field: { id }, value: 'Entered meanwhile' }];
	firm().sandbox.fail({ method: 'PATCH', delayMs: 600 });
	setTimeout(() => firm().change('matters', second.id, { custom_field_values: values }), 300);
	const { error } = await firm().run(
		'matter',
		'update',
		{
			matterId: choose('={{ $json.id }}'),
			matterCustomFieldChanges: firm().mapped({ 'Case number': 'By the node' }),
		},
		{ items: [{ id: first.id }, { id: second.id }] },
	);
	expect(error).toBeUndefined();
	const [{ id: valueId }] = firm().sent.at(-1)!.custom_field_values;
	expect(valueId).toMatch(/^text_line-/);
});

describe('Records that were read with others more than a minute ago', () => {
	afterEach(() => jest.restoreAllMocks());

	/** A minute passes at the first change, and somebody is at work in Clio meanwhile. */
	const meanwhile = (work: () => void) => {
		const { now } = Date;
		let isFirst = true;
		firm().sandbox.store.onChange((_, change) => {
			if (!isFirst || change !== 'updated') return;
			isFirst = false;
			jest.spyOn(Date, 'now').mockImplementation(() => now() + 61_000);
			work();
		});
	};
	const updateAll = (matters: object[], parameters: object) =>
		firm().run(
			'matter',
			'update',
			{ matterId: choose('={{ $json.id }}'), ...parameters },
			{ items: matters.map(({ id }: any) => ({ id })) },
		);

	test('are read again before they pass for unchanged', async () => {
		const [first, second, third] = firm().all('matters');
		for (const one of [second, third]) firm().change('matters', one.id, { location: 'Halifax' });
		meanwhile(() => firm().change('matters', second.id, { location: 'Boston' }));
		const { error } = await updateAll([first, second, third], {
			fields: { location: 'Halifax' },
			...skip,
		});
		expect(error).toBeUndefined();
		expect(firm().writes.map(({ path }) => path)).toEqual([
			expect.stringContaining(String(first.id)),
			expect.stringContaining(String(second.id)),
		]);
		expect(firm().get('matters', second.id).location).toBe('Halifax');
	});

	test('are read again before custom fields are sent, those further on alone', async () => {
		const { id } = firm().field('Case number');
		const matters = firm()
			.all('matters')
			.filter((one) => !one.custom_field_values?.some((value: any) => value.custom_field === id))
			.slice(0, 3);
		meanwhile(() => {
			const values = [{ custom_field: { id }, value: 'Entered meanwhile' }];
			for (const one of matters.slice(1))
				firm().change('matters', one.id, { custom_field_values: values });
		});
		const { error } = await updateAll(matters, {
			matterCustomFieldChanges: firm().mapped({ 'Case number': 'By the node' }),
		});
		expect(error).toBeUndefined();
		for (const one of matters) {
			const stored = firm().get('matters', one.id).custom_field_values as any[];
			expect(stored.filter((value) => value.custom_field === id)).toHaveLength(1);
			expect(firm().stored('matters', one.id)['Case number']).toBe('By the node');
		}
	});
});
