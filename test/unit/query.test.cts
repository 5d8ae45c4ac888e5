import { buildQuery, checkFilled } from '../../clio/query';
import { resources } from '../../clio/resources';
import { refusal } from './fake.cts';

const { activity, matter, note, reminder, task } = resources;
const zone = 'America/Los_Angeles';

it.each([
	['nothing set', matter, { query: '', status: [], billable: undefined }, {}],
	['text', matter, { query: 'Harbour' }, { query: 'Harbour' }],
	['false, which is not empty', matter, { billable: false }, { billable: false }],
	['a choice in any casing or words', activity, { type: 'time entry' }, { type: 'TimeEntry' }],
	['choices joined by commas', matter, { status: ['Open', 'pending'] }, { status: 'open,pending' }],
	['one joined choice', matter, { status: 'open' }, { status: 'open' }],
	[
		'choices as a list',
		task,
		{ statuses: ['pending', 'In Review'] },
		{ 'statuses[]': ['pending', 'in_review'] },
	],
	['ids as typed', matter, { ids: ' 12, 34 56' }, { 'ids[]': ['12', '34', '56'] }],
	['ids as a list', matter, { ids: [12, '34'] }, { 'ids[]': ['12', '34'] }],
	[
		'the beginning of a range',
		matter,
		{ open_date_from: '2026-01-31' },
		{ 'open_date[]': ['>=2026-01-31'] },
	],
	[
		'a range',
		matter,
		{ open_date_to: '2026-02-28', open_date_from: '2026-01-31' },
		{ 'open_date[]': ['>=2026-01-31', '<=2026-02-28'] },
	],
	[
		'a day in the zone of the workflow',
		activity,
		{ start_date: '2026-01-31T02:00:00Z' },
		{ start_date: '2026-01-30' },
	],
	[
		'a moment',
		matter,
		{ updated_since: '2026-01-31T00:00' },
		{ updated_since: '2026-01-31T08:00:00.000Z' },
	],
	['a reference', activity, { matter: 'https://app.clio.com/nc/#/matters/12' }, { matter_id: 12 }],
	['a reference to none', activity, { matter: 'none' }, { matter_id: 'null' }],
	['a reference to null', activity, { matter: ' NULL ' }, { matter_id: 'null' }],
	[
		'a reference with its type in lower case',
		task,
		{ assignee: 'Contact:34' },
		{ assignee_id: 34, assignee_type: 'contact' },
	],
	[
		'a reference with its type in several words',
		reminder,
		{ subject: 'CalendarEntry:34' },
		{ subject_id: 34, subject_type: 'calendar_entry' },
	],
	['a required filter', note, { type: 'contact' }, { type: 'Contact' }],
])('asks for %s', (_, resource, values, query) => {
	expect(buildQuery(resource, values, zone)).toEqual(query);
});

it.each([
	['a required filter left empty', note, { type: '' }, 'Notes On is missing'],
	['a name that is no filter', matter, { matter_ids: '1' }, 'Matters have no filter "matter_ids"'],
	['an unknown choice', activity, { type: 'Time' }, 'Type cannot be "Time"'],
	[
		'none where Clio knows no such filter',
		matter,
		{ client: 'none' },
		'"none" is not the ID of a contact',
	],
	['ids that are not', matter, { ids: '12, 3x' }, 'IDs has something that is not an ID: "3x"'],
	[
		'ids that come to nothing',
		matter,
		{ ids: ' , ' },
		'IDs has something that is not an ID: " , "',
	],
	[
		'a date with slashes',
		matter,
		{ open_date_to: '1/2/26' },
		'Open Date To is not a date: "1/2/26"',
	],
	[
		'neither yes nor no',
		matter,
		{ billable: 'perhaps' },
		'Billable is neither true nor false: "perhaps"',
	],
	[
		'an object as text',
		matter,
		{ query: { name: 'x' } },
		'Search is an object or a list, not text',
	],
])('refuses %s rather than list the whole account', async (_, resource, values, message) => {
	expect((await refusal(() => buildQuery(resource, values, zone))).message).toBe(message);
});

it.each([
	['a record', matter, { client: null }, 'Client'],
	['IDs', matter, { ids: [] }, 'IDs'],
	['a search', matter, { query: ' ' }, 'Search'],
	['a menu', task, { priority: '' }, 'Priority'],
	['a day', task, { due_at_from: undefined }, 'Due From'],
])('refuses %s that came out empty', async (_, resource, values, name) => {
	const { message } = await refusal(() => checkFilled(resource, values));
	expect(message).toBe(`The filter ${name} is empty`);
});

it('lets filters of the form itself be empty, and switches be off', () => {
	expect(() => checkFilled(task, { show: '', days: '', complete: false })).not.toThrow();
});
