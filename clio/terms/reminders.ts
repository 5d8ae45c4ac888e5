import type { Body } from '../body';
import type { Json } from '../client';
import { isEmpty } from '../convert';
import { refuse } from '../errors';
import type { Firm } from '../firm';
import { recordId, wireId } from '../ids';
import { reminderRow, resources } from '../resources';
import { own } from './own';

export type Method = 'Email' | 'Popup';

const words: Record<Method, string> = { Email: 'e-mail', Popup: 'pop-up' };

/**
 * Reminders as rows of a new record's form: whom, how, how long before. At Clio each is a record of its own
 * that names a notification method of a user. All rows are checked before anything is sent.
 *
 * A resource with reminders has the field `reminders: reminderRows` (resources/shared.ts), and its terms say
 * `after: ({ reminders }, { firm, zone }) => remind('CalendarEntry', reminders, firm, zone)`.
 * @returns what creates them when the record is there; undefined without rows
 */
export async function remind(
	type: 'CalendarEntry' | 'Task',
	rows: unknown,
	firm: Firm,
	zone: string,
): Promise<Body['after']> {
	const checked = new Map<string, Json>();
	for (const row of [rows ?? []].flat()) {
		const reminder = await checkedRow(row as Json, firm, zone);
		checked.set(JSON.stringify(reminder), reminder);
	}
	if (!checked.size) return undefined;
	return async (id, create) => {
		const subject = { id: wireId(id), type };
		for (const reminder of checked.values()) await create('reminder', { subject, ...reminder });
	};
}

async function checkedRow(row: Json, firm: Firm, zone: string): Promise<Json> {
	const { get, need } = own(
		reminderRow,
		row,
		zone,
		'Say for each reminder how long before it comes, or remove its row.',
	);
	const how = howLong(need<number>('duration_value'), need<string>('duration_unit'));
	const method = get<Method>('by') ?? 'Email';
	return { ...how, notification_method: { id: await methodOf(firm, row.who, method) } };
}

const minutes: Record<string, number> = { minutes: 1, hours: 60, days: 1_440, weeks: 10_080 };
const longest = 366 * minutes.days;

/** Clio takes whole numbers only. */
export function howLong(count: number, unit: string): Json {
	const name = reminderRow.duration_value.label as string;
	if (!Number.isInteger(count) || count < 1)
		refuse(`${name} is not a whole number of ${unit}: ${count}`, 'Use a number like 2.');
	if (count * minutes[unit] > longest)
		refuse(`${name} is more than a year: ${count} ${unit}`, 'Use a smaller number.');
	return { duration_value: count, duration_unit: unit };
}

/**
 * The id of the way to reach a user: the e-mail address that is the default one, or the pop-up.
 * @param who a user's id; empty for the connected user
 */
export async function methodOf(firm: Firm, who: unknown, type: Method): Promise<unknown> {
	const me = await firm.me();
	const id = isEmpty(who) ? String(me.id) : recordId(resources.user, who);
	if (type === 'Popup' && id !== String(me.id)) {
		refuse(
			`A pop-up can remind only the connected user, ${String(me.name)}`,
			'Clio shows pop-ups to the person who set them. Remind others by e-mail.',
		);
	}
	const user = await firm.read('user', id, methodFields);
	const own = ((user.notification_methods ?? []) as Json[]).filter((one) => one.type === type);
	const method = own.find((one) => one.is_default_email_address) ?? own[0];
	if (method) return method.id;
	return refuse(
		`${String(user.name)} cannot be reminded by ${words[type]}`,
		'In Clio this user has no such notification method. Choose another way, or another person.',
	);
}

const methodFields = 'id,name,notification_methods{id,type,email_address,is_default_email_address}';
