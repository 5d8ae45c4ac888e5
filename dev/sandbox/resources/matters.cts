import { customFieldValues, shownValues } from '../custom-field-values.cts';
import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import {
	bool,
	day,
	ignored,
	integer,
	lastingRef,
	looseRef,
	number,
	object,
	oneOf,
	ref,
	text,
} from '../rules.cts';
import type { Row } from '../store.cts';
import { entries, subList } from '../sub-lists.cts';
import { dayOf, stamp } from '../time.cts';
import { many, one, words, type Resource, type Rule } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { balancesOf, FIELD } from './bank-accounts.cts';
import { homeOf } from './items.cts';
import { keepReminders } from './reminders.cts';
import { keepRelationships, relationshipEntries, removeRelationships } from './relationships.cts';
import { assignLists, assignments } from './task-lists.cts';
import { completedAt } from './tasks.cts';

const METHODS: Record<string, string> = {
	HourlyRate: 'hourly',
	FlatRate: 'flat',
	ContingencyFee: 'contingency',
};

const rates = subList(
	{
		user: ref('users'),
		group: ref('groups'),
		activity_description: ref('activity_descriptions'),
		rate: number,
		award: number,
		note: text,
		date: day,
	},
	{ kind: 'PolymorphicCustomRate' },
);

/** A new type drops the rates stored for the old one (facts 5.3). */
const customRate: Rule = (value, place) => {
	const asked = value as { type?: string } | null;
	if (asked?.type && asked.type !== place.before?.type) place = { ...place, before: undefined };
	const type = oneOf(...Object.keys(METHODS));
	const stored = object({ type, rates })(value, place) as object | null;
	return stored && { on_invoice: false, rates: [], ...place.before, ...stored };
};

/** One object inside a matter that can be removed again by `_destroy`. */
const part = (kind: string, rules: Record<string, Rule>): Rule => {
	return (value, place) => {
		const asked = value as { _destroy?: unknown } | null;
		if (asked === null || asked?._destroy === true) return null;
		const at = stamp(place.world.now());
		const before = place.before ?? { id: place.world.store.nextId(kind), created_at: at };
		return { ...before, ...(object(rules)(value, place) as object), updated_at: at };
	};
};

/** Kept as a task, which is what a reader of the field gets. */
function keepStatute(row: Row, world: World, before: number | null): void {
	const { store, now, user } = world;
	const given = row.statute_of_limitations as Row | number | null;
	if (typeof given !== 'object' || given === null) return;
	const { reminders: list = [], ...asked } = given;
	const at = stamp(now());
	const known = before === null ? undefined : store.get('tasks', before);
	if (known) {
		const changed: Row = { ...known, ...asked, updated_at: at, version: known.version + 1 };
		changed.completed_at = completedAt(changed, known, now());
		store.commit('tasks', changed);
		row.statute_of_limitations = known.id;
	} else {
		const fixed = { name: 'Statute of limitations', status: 'pending', permission: 'public' };
		const assignee = { id: row.responsible_attorney ?? user.id, type: 'User' };
		const people = { assignee, assigner: user.id, matter: row.id, statute_of_limitations: true };
		const task: Record<string, unknown> = { ...fixed, ...people, ...asked };
		task.completed_at = completedAt(task, undefined, now());
		row.statute_of_limitations = store.insert('tasks', task, at).id;
	}
	keepReminders(list, row.statute_of_limitations, world);
}

/** Numbers run on and end in the client's name: "00042-Okafor". */
export function numbered(row: Row, world: World) {
	const client = world.store.get('contacts', row.client);
	const name = client?.last_name ?? client?.name ?? '';
	const number = row.number ?? (world.store.all('matters').at(-1)?.number ?? 0) + 1;
	return {
		number,
		display_number: `${String(number).padStart(5, '0')}-${name.replace(/\s+/g, '')}`,
	};
}

const CAPITAL: Record<string, string> = { open: 'Open', pending: 'Pending', closed: 'Closed' };
const DAY_OF_STATUS: Record<string, string> = {
	Open: 'open_date',
	Pending: 'pending_date',
	Closed: 'close_date',
};

/**
 * A status brings its day, unless the body gives one. Of a matter that is pended or closed again the
 * day is a new one, of a reopened one the opening stays (UNKNOWN: only the names of the days are
 * documented).
 */
function settleDays(row: Row, today: string, before: Row | undefined, body: Partial<Row>): void {
	if (!before && row.status !== 'Pending') row.open_date ??= today;
	if (row.status === before?.status) return;
	const day = DAY_OF_STATUS[row.status];
	if (day !== 'open_date' && !body[day]) row[day] = today;
	row[day] ??= today;
	if (before?.status === 'Closed') row.close_date = null;
}

function settle(row: Row, world: World, { before, body }: { before?: Row; body: object }): void {
	if (!row.client) throw invalid("client can't be blank");
	// Written open, read Open (facts, trap 12).
	row.status = CAPITAL[row.status] ?? row.status;
	settleDays(row, dayOf(world.now()), before, body);
	if (row.open_date && row.close_date && row.close_date < row.open_date) {
		throw invalid('close_date must not be before open_date');
	}
	const [stage, stageBefore] = [row.matter_stage ?? null, before?.matter_stage ?? null];
	if (stage !== stageBefore) row.matter_stage_updated_at = stamp(world.now());
	// Numbers are made here; a written display_number needs manual numbering (facts 5.3).
	const renumber = (body as Row).reset_matter_number === true;
	if (!before || renumber) Object.assign(row, numbered(row, world));
	keepStatute(row, world, before?.statute_of_limitations ?? null);
}

export const matters: Resource = {
	name: 'Matter',
	path: 'matters',
	permission: 'Matters',
	operations: 'LGCUD',
	fields: words(`id etag number display_number custom_number currency description status location
		client_reference client_id currency billable maildrop_address billing_method open_date close_date
		pending_date created_at updated_at shared has_tasks last_activity_date
		matter_stage_updated_at`),
	nested: {
		client: one('contacts'),
		contingency_fee: one('ContingencyFee'),
		custom_rate: one('MatterCustomRate'),
		evergreen_retainer: one('EvergreenRetainer'),
		folder: one('folders'),
		group: one('groups'),
		matter_budget: one('MatterBudget'),
		matter_stage: one('matter_stages'),
		originating_attorney: one('users'),
		practice_area: one('practice_areas'),
		responsible_attorney: one('users'),
		responsible_staff: one('users'),
		statute_of_limitations: one('tasks'),
		user: one('users'),
		legal_aid_uk_matter: one('LegalAidUkMatter'),
		attorney_allocation: one('AttorneyAllocation'),
		currency: one('currencies'),
		account_balances: many('AccountBalance'),
		custom_field_values: many('CustomFieldValue'),
		custom_field_set_associations: many('CustomFieldSetAssociation'),
		matter_bill_recipients: many('MatterBillRecipient'),
		relationships: many('relationships'),
		task_template_list_instances: many('TaskTemplateListInstance'),
		kyc_field_values: many('KycFieldValue'),
		split_invoice_payers: many('SplitInvoicePayer'),
	},
	computed: {
		folder: (row, world) => homeOf('Matter', row.id, world)?.id,
		client_id: (row) => row.client,
		maildrop_address: (row) => `matter-${row.number}@maildrop.sandbox.example`,
		billing_method: (row) => METHODS[row.custom_rate?.type] ?? 'hourly',
		has_tasks: (row, world) => world.grouped('tasks', 'matter').has(row.id),
		last_activity_date: (row, world) =>
			(world.grouped('activities', 'matter').get(row.id) ?? [])
				.map(({ date }) => date)
				.sort()
				.at(-1),
		account_balances: balancesOf((row, type) => row[FIELD[type]]),
		custom_field_values: shownValues('Matter'),
		task_template_list_instances: (row) => row.list_instances,
		relationships: (row, world) =>
			(world.grouped('relationships', 'matter').get(row.id) ?? []).map(({ id }) => id),
	},
	body: {
		billable: bool,
		client: ref('contacts'),
		client_reference: text,
		close_date: day,
		currency: ref('currencies'),
		custom_field_set_associations: subList(
			{ display_order: integer, custom_field_set: looseRef },
			{ kind: 'CustomFieldSetAssociation' },
		),
		custom_field_values: customFieldValues('Matter'),
		custom_rate: customRate,
		description: text,
		display_number: ignored,
		evergreen_retainer: part('EvergreenRetainer', {
			minimum_threshold: number,
			recipients: (value) => value,
		}),
		group: ref('groups'),
		kyc_field_values: subList(
			{ field_name: text, field_type: oneOf('date', 'text', 'picklist'), field_value: text },
			{ kind: 'KycFieldValue' },
		),
		location: text,
		matter_budget: part('MatterBudget', {
			budget: number,
			include_expenses: bool,
			notification_threshold: integer,
			notify_users: bool,
		}),
		matter_stage: ref('matter_stages'),
		open_date: day,
		originating_attorney: lastingRef('users'),
		pending_date: day,
		practice_area: ref('practice_areas'),
		relationships: relationshipEntries,
		reset_matter_number: (value, place) => (bool(value, place), undefined),
		responsible_attorney: lastingRef('users'),
		responsible_staff: lastingRef('users'),
		split_invoice_payers: subList(
			{ contact_id: integer, send_to_bill_recipients: bool, split_portion: number },
			{ kind: 'SplitInvoicePayer' },
		),
		status: oneOf('open', 'closed', 'pending'),
		statute_of_limitations: object({
			due_at: day,
			status: oneOf('pending', 'in_progress', 'in_review', 'complete', 'draft'),
			reminders: (value, place) => entries(value, place),
		}),
		task_template_list_instances: assignments,
	},
	firm: { operations: '', body: { trust_balance: number, operating_balance: number } },
	required: ['client', 'description'],
	defaults: (world) => ({
		billable: true,
		status: 'open',
		shared: false,
		user: world.user.id,
		currency: world.store.all('currencies')[0]?.id,
	}),
	settle,
	elsewhere: { relationships: keepRelationships, task_template_list_instances: assignLists },
	beforeDelete: ({ id }, world) => removeRelationships('matter', id, world),
	customValuesOf: ({ custom_field_values }) => custom_field_values ?? [],
	filters: {
		billable: filter.flag('billable'),
		client_id: filter.id('client'),
		'close_date[]': filter.dayConditions('close_date'),
		close_date: filter.dayConditions('close_date'),
		currency_id: filter.id('currency'),
		grant_id: filter.idOrNull(() => null),
		group_id: filter.id('group'),
		notification_event_subscriber_user_id: filter.idOrNull(() => null),
		'open_date[]': filter.dayConditions('open_date'),
		open_date: filter.dayConditions('open_date'),
		originating_attorney_id: filter.idOrNull('originating_attorney'),
		'pending_date[]': filter.dayConditions('pending_date'),
		pending_date: filter.dayConditions('pending_date'),
		practice_area_id: filter.id('practice_area'),
		query: filter.searchIn({
			own: ({ display_number, number: count, description }) => [display_number, count, description],
			others: (has, { store }) => {
				const found = filter.idsWhere(store.all('contacts'), ({ name }) => has(name));
				return ({ client }) => found.has(client);
			},
		}),
		responsible_attorney_id: filter.idOrNull('responsible_attorney'),
		responsible_staff_id: filter.idOrNull('responsible_staff'),
		status: filter.choices('status', 'open', 'closed', 'pending'),
		subscriber_user_id: filter.idOrNull(() => null),
	},
	order: words(`display_number custom_number id client.name clients open_date practice_area.name
		matter_stage.name responsible_attorney.name close_date pending_date updated_at created_at
		statute_of_limitations.due_at originating_attorney.name grants matter_stage_updated_at`),
	orderValues: {
		clients: (row, world) => world.store.get('contacts', row.client)?.name,
		grants: () => null,
	},
};
