import type { Json } from '../../clio/client';
import type { Records } from '../../clio/records';
import { nextSeries, removeOccurrences, type Occurrences } from '../../clio/terms/series';

/** What becomes of the records of a series, whose occurrences have ids with text in them (facts, trap 15). */
const occurrence = '41-20260715';

async function removed(id: string, which: Occurrences, record: Json): Promise<string[]> {
	const calls: string[] = [];
	const records = {
		get: async () => record,
		remove: async (one: string, data: Json) => {
			calls.push(`change ${one} ${JSON.stringify(data)}`);
		},
		delete: async (one: string) => {
			calls.push(`delete ${one}`);
		},
	} as unknown as Records;
	await removeOccurrences(id, which, records);
	return calls;
}

test('an occurrence is known by its id', async () => {
	expect(await removed(occurrence, 'single', { id: occurrence })).toEqual([
		`change ${occurrence} {"_deleted":"single"}`,
	]);
});

test('all of the series are deleted with the series, also by the id of an occurrence', async () => {
	const record = { id: occurrence, parent_calendar_entry_id: 41 };
	expect(await removed(occurrence, 'all', record)).toEqual(['delete 41']);
	expect(await removed('41', 'all', {})).toEqual(['delete 41']);
	expect(await removed('57', 'all', { id: '57', parent_calendar_entry_id: 41 })).toEqual([
		'delete 41',
	]);
});

describe('the series that takes the place of an occurrence and all that follow', () => {
	const people = [
		{ id: 1, type: 'Contact' },
		{ id: 2, type: 'Calendar' },
	];
	const record = {
		id: occurrence,
		summary: 'Stand-up',
		location: 'Room 1',
		recurrence_rule: null,
		matter: { id: 7 },
		attendees: people,
		parent_calendar_entry: { recurrence_rule: 'FREQ=DAILY' },
	};

	test('is as the old one was, but for the changes', () => {
		const going = [
			{ id: 1, type: 'Contact', _destroy: true },
			{ id: 3, type: 'Contact' },
		];
		expect(nextSeries(occurrence, record, { matter: null, attendees: going })).toEqual({
			summary: 'Stand-up',
			location: 'Room 1',
			attendees: [people[1], going[1]],
			recurrence_rule: 'FREQ=DAILY',
		});
	});

	test('is a single event, if it is said to repeat no more', () => {
		expect(nextSeries(occurrence, record, { recurrence_rule: '' })).not.toHaveProperty(
			'recurrence_rule',
		);
	});

	test('is none where nothing repeats', () => {
		expect(() => nextSeries('41', { id: '41' }, {})).toThrow('does not repeat');
	});
});
