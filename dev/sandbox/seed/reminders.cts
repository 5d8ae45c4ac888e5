import { keepMethodsOfContact, methodsOfUser } from '../notification-methods.cts';
import { World } from '../world.cts';
import type { Seeding } from './firm.cts';

/** Where reminders go, and some reminders: by e-mail a day before, as a pop-up an hour before. */
export function seedReminders(seeding: Seeding): void {
	const { store, now, ago } = seeding;
	const at = ago(1900);
	for (const user of store.all('users')) methodsOfUser(user, { store }, at);
	const world = new World(store, () => now, store.all('users')[0]);
	// Nobody has a method yet: grouped once for all contacts.
	for (const contact of store.all('contacts')) keepMethodsOfContact(contact, world);
	const [email, popup] = store.all('notification_methods').map(({ id }) => id);
	const subjects = (path: string, type: string) =>
		store
			.all(path)
			.slice(-5)
			.map(({ id }) => ({ id, type }));
	for (const subject of subjects('tasks', 'Task')) remind(seeding, subject, email, 1, 'days');
	for (const subject of subjects('calendar_entries', 'CalendarEntry')) {
		remind(seeding, subject, popup, 1, 'hours');
	}
}

const MINUTES = { days: 1440, hours: 60 };

function remind(
	{ store, ago }: Seeding,
	subject: { id: number; type: string },
	notification_method: number,
	duration_value: number,
	duration_unit: keyof typeof MINUTES,
): void {
	const duration = duration_value * MINUTES[duration_unit];
	const fields = { subject, notification_method, duration_value, duration_unit, duration };
	const [task, calendar_entry] = subject.type === 'Task' ? [subject.id, null] : [null, subject.id];
	store.insert('reminders', { ...fields, task, calendar_entry }, ago(1));
}
