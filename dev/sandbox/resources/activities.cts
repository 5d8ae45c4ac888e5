import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { money } from '../money.cts';
import { bool, day, integer, looseRef, number, object, oneOf, ref, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { one, words, type Resource, type Rule } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { startTimer, timerOf } from './timer.cts';

const TYPES = ['TimeEntry', 'ExpenseEntry', 'HardCostEntry', 'SoftCostEntry'];

/** UNKNOWN: the rounding of a firm is a setting; six minutes is the usual one. */
const ROUNDING_SECONDS = 360;

const isTime = (row: Row) => row.type === 'TimeEntry';

/** Seconds for a time entry (since 4.0.4), a count for costs (facts 5.4, trap 11). */
const hours = (row: Row, seconds: number) =>
	isTime(row) ? Math.round((seconds / 3600) * 10_000) / 10_000 : null;

const rounded = (row: Row): number =>
	isTime(row) ? Math.ceil(row.quantity / ROUNDING_SECONDS) * ROUNDING_SECONDS : row.quantity;

function amount(row: Row): number {
	if (row.no_charge) return 0;
	if (row.flat_rate) return money(row.price);
	return money(row.price * (isTime(row) ? rounded(row) / 3600 : row.quantity));
}

/** UNKNOWN how Clio splits them; here a non-billable entry counts in the second total only. */
const total = (row: Row) => (row.non_billable ? 0 : amount(row));
const nonBillableTotal = (row: Row) => (row.non_billable ? amount(row) : 0);

/** A flat rate of the description, else the user's rate. */
function settlePrice(row: Row, world: World, before: Row | undefined, body: object): void {
	const moved = ['user', 'matter', 'activity_description'].some(
		(key) => row[key] !== before?.[key],
	);
	// Without a price in the body, a new user, matter or description sets it anew (facts 5.4).
	if ('price' in body || (before && !(isTime(row) && moved))) return;
	const rate = world.store.get('activity_descriptions', row.activity_description)?.rate;
	const category = world.store.get('expense_categories', row.expense_category);
	row.flat_rate = isTime(row) && rate?.type === 'FlatRate';
	if (row.flat_rate) row.price = rate.amount;
	else
		row.price = isTime(row)
			? (world.store.get('users', row.user)?.rate ?? 0)
			: (category?.rate ?? 0);
}

function settle(
	row: Row,
	world: World,
	{ before, body }: { before?: Row; body: Row | object },
): void {
	row.quantity ??= isTime(row) ? 0 : 1;
	settlePrice(row, world, before, body);
	row.price ??= 0;
}

/** Once on a bill it is edited through the line items of the bill (facts 5.4). */
function refuseBilled(row: Row): void {
	if (row.billed) throw invalid('The activity is already billed');
}

const SUBJECTS: [field: string, type: string, resource: string, label: string][] = [
	['task', 'Task', 'tasks', 'name'],
	['calendar_entry', 'CalendarEntry', 'calendar_entries', 'summary'],
	['communication', 'Communication', 'communications', 'subject'],
	['matter_note', 'MatterNote', 'notes', 'subject'],
	['contact_note', 'ContactNote', 'notes', 'subject'],
];

function subject(row: Row, world: World) {
	const [field, type, resource, label] = SUBJECTS.find(([each]) => row[each]) ?? [];
	const found = field && world.store.get(resource!, row[field]);
	return found ? { id: found.id, type, identifier: found[label!] } : null;
}

/** {id} with the UTBMS codes beside it; only the id matters here. */
const description: Rule = (value, place) => {
	object({ utbms_task_id: integer, utbms_activity_id: integer })(value, place);
	return ref('activity_descriptions')(value, place);
};

function status(row: Row): string[] {
	if (row.non_billable) return ['non_billable'];
	if (row.billed) return ['billable', 'billed'];
	return ['billable', row.on_bill ? 'draft' : 'unbilled'];
}

const STATUSES = ['billed', 'draft', 'unbilled', 'non_billable', 'billable', 'written_off'];

export const activities: Resource = {
	name: 'Activity',
	path: 'activities',
	permission: 'Activities',
	operations: 'LGCUD',
	fields: words(`id etag type date quantity_in_hours rounded_quantity_in_hours quantity
		rounded_quantity quantity_redacted price note flat_rate billed on_bill total contingency_fee
		created_at updated_at reference non_billable non_billable_total no_charge tax_setting currency`),
	nested: {
		activity_description: one('activity_descriptions'),
		expense_category: one('expense_categories'),
		bill: one('bills'),
		communication: one('communications'),
		client_portal: one('ClientPortal'),
		matter: one('matters'),
		matter_note: one('notes'),
		contact_note: one('notes'),
		subject: one('PolymorphicObject'),
		timer: one('timer'),
		user: one('users'),
		utbms_expense: one('utbms/codes'),
		vendor: one('contacts'),
		calendar_entry: one('Activity_CalendarEntry'),
		task: one('Activity_Task'),
		text_message_conversation: one('Activity_TextMessageConversation'),
		document_version: one('DocumentVersion'),
		legal_aid_uk_activity: one('LegalAidUkActivity'),
		currency: one('currencies'),
	},
	computed: {
		quantity_in_hours: (row) => hours(row, row.quantity),
		rounded_quantity: rounded,
		rounded_quantity_in_hours: (row) => hours(row, rounded(row)),
		quantity_redacted: () => false,
		contingency_fee: () => false,
		total,
		non_billable_total: nonBillableTotal,
		subject,
		timer: timerOf,
	},
	body: {
		activity_description: description,
		calendar_entry: ref('calendar_entries'),
		client_portal: looseRef,
		communication: ref('communications'),
		contact_note: ref('notes'),
		date: day,
		expense_category: ref('expense_categories'),
		matter: ref('matters'),
		matter_note: ref('notes'),
		no_charge: bool,
		non_billable: bool,
		note: text,
		price: number,
		quantity: number,
		reference: text,
		start_timer: bool,
		task: ref('tasks'),
		tax_setting: oneOf('no_tax', 'tax_1_only', 'tax_2_only', 'tax_1_and_tax_2'),
		text_message_conversation: looseRef,
		type: oneOf(...TYPES),
		user: ref('users'),
		utbms_expense: ref('utbms/codes'),
		vendor: ref('contacts'),
	},
	required: ['type', 'date'],
	defaults: (world) => ({
		user: world.user.id,
		flat_rate: false,
		billed: false,
		on_bill: false,
		non_billable: false,
		no_charge: false,
		tax_setting: 'no_tax',
		currency: world.store.all('currencies')[0]?.id,
	}),
	settle,
	elsewhere: { start_timer: startTimer },
	beforeUpdate: refuseBilled,
	// UNKNOWN whether a billed one can be deleted; as with updates, it cannot here.
	beforeDelete: refuseBilled,
	filters: {
		activity_description_id: filter.idOrNull('activity_description'),
		calendar_entry_id: filter.idOrNull('calendar_entry'),
		communication_id: filter.idOrNull('communication'),
		contact_note_id: filter.idOrNull('contact_note'),
		start_date: filter.onDay('date', '>='),
		end_date: filter.onDay('date', '<='),
		expense_category_id: filter.idOrNull('expense_category'),
		flat_rate: filter.flag((row) => isTime(row) && row.flat_rate),
		grant_id: filter.idOrNull(() => null),
		matter_id: filter.idOrNull('matter'),
		matter_note_id: filter.idOrNull('matter_note'),
		only_unaccounted_for: filter.noEffect,
		query: filter.search((row) => [row.note]),
		status: filter.choiceAmong(status, ...STATUSES),
		task_id: filter.idOrNull('task'),
		type: filter.choice('type', ...TYPES),
		user_id: filter.idOrNull('user'),
	},
	order: words(`id display_number user.name price total type date note updated_at vendor.name
		expense_category.name non_billable non_billable_total`),
	orderValues: {
		display_number: (row, world) => world.store.get('matters', row.matter)?.display_number,
	},
};
