import { buildBody } from '../../clio/body';
import { changesFor, fieldsToCompare } from '../../clio/changes';
import { alike } from '../../clio/find/alike';
import { Firm } from '../../clio/firm';
import { resources } from '../../clio/resources';
import { FakeClio, ok } from './fake.cts';

const { timeEntry } = resources;

describe('an entry is known by its timekeeper and what the time was spent on', () => {
	const link = { calendar_entry: { id: 7 } };

	const known = async (data: object) =>
		alike(new Firm(new FakeClio().client()), timeEntry, { user: { id: 5 }, ...data });

	it('a task and an event with the same ID are two things', async () => {
		const [event, task] = [await known(link), await known({ task: { id: 7 } })];
		expect(event.query).toEqual({ user_id: '5', calendar_entry_id: '7' });
		expect(task.query).toEqual({ user_id: '5', task_id: '7' });
		expect(event.said).not.toBe(task.said);
	});

	it('the list is not trusted alone', async () => {
		const { is } = await known(link);
		expect(is({ user: { id: 5 }, ...link })).toBe(true);
		expect(is({ user: { id: 6 }, ...link })).toBe(false);
		expect(is({ user: { id: 5 }, calendar_entry: null })).toBe(false);
	});
});

describe('a rate goes along with what would reset it', () => {
	const before = {
		price: 123,
		flat_rate: false,
		user: { id: 5 },
		matter: { id: 8 },
		activity_description: { id: 3 },
	};
	const changes = async (data: object, stored: object = {}, clio = new FakeClio()) =>
		changesFor(
			timeEntry,
			{ data: data as never, before: { ...before, ...stored }, firm: new Firm(clio.client()) },
			{},
		);
	const hourly = () => new FakeClio().answers(ok({ id: 4, rate: { type: 'User' } }));
	const flat = () => new FakeClio().answers(ok({ id: 4, rate: { type: 'FlatRate' } }));
	const category = { activity_description: { id: 4 } };

	it.each([
		['of another user', { user: { id: 6 } }, {}],
		['of no user', { user: null }, {}],
		['of another matter', { matter: { id: 9 } }, {}],
		['of a first category', category, { activity_description: null }],
	])('%s', async (_, data, stored) => {
		expect(await changes(data, stored, hourly())).toEqual({ ...data, price: 123 });
	});

	it.each([
		['the same user', { user: { id: 5 } }, {}],
		['a rate that is given', { user: { id: 6 }, price: 90 }, {}],
		['a rate that the connected user may not see', { user: { id: 6 } }, { price: null }],
		['an entry that was a flat fee', category, { flat_rate: true }],
	])('but not with %s', async (_, data, stored) => {
		expect(await changes(data, stored)).toEqual(data);
	});

	it('but not to a category with a flat fee', async () => {
		expect(await changes(category, {}, flat())).toEqual(category);
	});

	it('a cleared rate is left to Clio', async () => {
		expect(await changes({ user: { id: 6 }, price: null })).toEqual({ user: { id: 6 } });
	});

	it('the record is read for it only where that matters', () => {
		const read = (data: object) => fieldsToCompare(timeEntry, data as never, {});
		expect(read({ note: 'Call' })).toBeUndefined();
		expect(read({ user: { id: 6 }, price: 90 })).toBeUndefined();
		expect(read({ user: { id: 6 } })).toContain('price');
	});
});

it('the words for what becomes of it on the bill are those of the menu, too', async () => {
	const { data } = await buildBody(
		{ values: { billing: 'No charge' } },
		{
			resource: timeEntry,
			operation: 'update',
			zone: 'UTC',
			now: 0,
			firm: new Firm(new FakeClio().client()),
		},
	);
	expect(data).toEqual({ non_billable: true, no_charge: true });
});
