import type { Row } from '../store.cts';
import type { Seeding } from './firm.cts';
import { EVENTS, NOTE_SUBJECTS, TASKS, TIME_NOTES } from './words.cts';

/** What people do on matters: enough of it to be believable, never so much that it is slow. */
export function seedWork(seeding: Seeding): void {
	const { matters } = seeding;
	series(seeding, Math.min(matters, 2500), 200, (days) => task(seeding, days));
	series(seeding, Math.min(matters * 2, 4000), 300, (days) => activity(seeding, days));
	series(seeding, Math.min(Math.ceil(matters / 2), 800), 90, (days) => event(seeding, days));
	series(seeding, Math.min(Math.ceil(matters / 2), 800), 250, (days) =>
		communication(seeding, days),
	);
	series(seeding, Math.min(Math.ceil(matters / 2), 800), 250, (days) => note(seeding, days));
}

/** Oldest first; the last one was made today or yesterday. */
function series({ matters }: Seeding, count: number, days: number, make: (days: number) => void) {
	if (matters === 0) return;
	for (let index = 0; index < count; index++)
		make(Math.floor(days * (1 - (index + 1) / count)) + 1);
}

/** A matter that may have been worked on then: they are in the order of their age. */
function matterOf({ store, random }: Seeding): Row {
	const matters = store.all('matters');
	const newest = Math.floor(matters.length * 0.9);
	return matters[random.between(Math.floor(matters.length * 0.4), newest)];
}

const staff = ({ store, random }: Seeding) => store.all('users')[random.between(0, 6)];

function task(seeding: Seeding, days: number): void {
	const { store, random, ago, day } = seeding;
	const name = random.pick(TASKS);
	const isDone = random.chance(0.55);
	store.insert(
		'tasks',
		{
			name,
			description: `${name}, then tell the responsible attorney.`,
			description_text_type: 'plain_text',
			status: isDone ? 'complete' : random.pick(['pending', 'pending', 'in_progress', 'in_review']),
			completed_at: isDone ? ago(Math.max(0, days - 3)) : null,
			priority: random.pick(['High', 'Normal', 'Normal', 'Low']),
			permission: 'public',
			// Some are overdue, some still have time.
			due_at: random.chance(0.85) ? day(days - random.between(2, 60)) : null,
			matter: matterOf(seeding).id,
			assignee: { type: 'User', id: staff(seeding).id },
			assigner: staff(seeding).id,
			task_type: random.pick(store.all('task_types')).id,
			notify_completion: false,
			statute_of_limitations: false,
		},
		ago(days),
	);
}

function activity(seeding: Seeding, days: number): void {
	const { store, random, ago, day } = seeding;
	const user = staff(seeding);
	const isTime = random.chance(0.85);
	const isBilled = days > 40 && random.chance(0.5);
	store.insert(
		'activities',
		{
			...(isTime ? timeEntry(seeding, user) : expense(seeding)),
			date: day(days),
			matter: matterOf(seeding).id,
			user: user.id,
			billed: isBilled,
			on_bill: isBilled,
			non_billable: !isBilled && random.chance(0.08),
			no_charge: false,
			tax_setting: 'no_tax',
			flat_rate: false,
			currency: store.all('currencies')[0].id,
		},
		ago(days),
	);
}

const timeEntry = ({ store, random }: Seeding, user: Row) => ({
	type: 'TimeEntry',
	quantity: random.between(1, 40) * 360,
	price: user.rate,
	note: random.pick(TIME_NOTES),
	activity_description: random.pick(store.all('activity_descriptions')).id,
});

const expense = ({ store, random }: Seeding) => ({
	type: random.pick(['ExpenseEntry', 'ExpenseEntry', 'SoftCostEntry']),
	quantity: random.between(1, 20),
	price: random.between(1, 40),
	note: random.pick(['Copies', 'Court filing fee', 'Courier', 'Parking at the court']),
	expense_category: random.pick(store.all('expense_categories')).id,
});

function event(seeding: Seeding, days: number): void {
	const { store, random, now, ago } = seeding;
	const matter = matterOf(seeding);
	const midnight = Math.floor(now / 86_400_000) * 86_400_000;
	const start = midnight + (random.between(-days, 45) * 24 + random.between(8, 17)) * 3_600_000;
	const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
	store.insert(
		'calendar_entries',
		{
			summary: `${random.pick(EVENTS)}: ${matter.display_number}`,
			description: null,
			location: random.pick(['Office, room 2', 'Brookhaven County Court', 'Video call']),
			start_at: iso(start),
			end_at: iso(start + random.between(1, 3) * 1_800_000),
			all_day: false,
			calendar_owner: store.all('calendars')[random.between(0, 5)].id,
			matter: matter.id,
			attendees: [{ type: 'Contact', id: matter.client }],
			calendar_entry_event_type: random.pick(store.all('calendar_entry_event_types')).id,
		},
		ago(days),
	);
}

function communication(seeding: Seeding, days: number): void {
	const { store, random, ago } = seeding;
	const matter = matterOf(seeding);
	const user = staff(seeding);
	const at = ago(days);
	store.insert(
		'communications',
		{
			type: random.pick(['EmailCommunication', 'PhoneCommunication']),
			subject: random.pick(['Your documents', 'Date of the hearing', 'Question about the invoice']),
			body: `About ${matter.description.toLowerCase()}: we spoke about what happens next.`,
			received_at: at,
			matter: matter.id,
			user: user.id,
			senders: [{ type: 'Contact', id: matter.client }],
			receivers: [{ type: 'User', id: user.id }],
		},
		at,
	);
}

function note(seeding: Seeding, days: number): void {
	const { store, random, ago, day } = seeding;
	const matter = matterOf(seeding);
	const isMatter = random.chance(0.7);
	store.insert(
		'notes',
		{
			type: isMatter ? 'Matter' : 'Contact',
			matter: isMatter ? matter.id : null,
			contact: isMatter ? null : matter.client,
			subject: random.pick(NOTE_SUBJECTS),
			detail: 'The client would rather be called in the morning.',
			detail_text_type: 'plain_text',
			date: day(days),
			author: staff(seeding).id,
		},
		ago(days),
	);
}
