import * as filter from '../filters.cts';
import { bool, number, object, oneOf, ref, text } from '../rules.cts';
import { entries, isTrue } from '../sub-lists.cts';
import { many, one, words, type Resource, type Rule } from '../vocabulary.cts';

/** What time and costs are booked on. */

/** Who may use it: a group named again with `_deleted` loses it (facts, trap 13). */
const groups: Rule = (value, place) => {
	const ids = new Set<number>(place.before ?? []);
	for (const entry of entries(value, place)) {
		const id = ref('groups')(entry, place) as number;
		if (isTrue(entry._deleted)) ids.delete(id);
		else ids.add(id);
	}
	return [...ids];
};

/** Its amount means nothing for the rate of the user (spec). */
const rate: Rule = (value, place) => {
	const rules = { amount: number, non_billable_amount: number };
	const type = oneOf('User', 'FlatRate', 'Custom');
	const asked = object({ ...rules, type })(value, place) as Record<string, unknown> | null;
	const stored = { hierarchy: 'Default', ...place.before, ...asked };
	const isOwn = stored.type !== 'User';
	return { ...stored, hierarchy: isOwn ? 'Activity' : 'Default', ...(!isOwn && { amount: null }) };
};

export const activityDescriptions: Resource = {
	name: 'ActivityDescription',
	path: 'activity_descriptions',
	permission: 'Activities',
	operations: 'LGCUD',
	fields: words(`id etag name visible_to_co_counsel created_at updated_at default type
		utbms_activity_id utbms_task_name utbms_task_id xero_service_code accessible_to_user
		category_type currency`),
	nested: {
		groups: many('groups'),
		rate: one('ActivityDescriptionRate'),
		utbms_task: one('utbms/codes'),
		utbms_activity: one('utbms/codes'),
		currency: one('currencies'),
	},
	computed: { accessible_to_user: () => true },
	body: {
		currency: ref('currencies'),
		default: bool,
		groups,
		name: text,
		rate,
		visible_to_co_counsel: bool,
	},
	required: ['name'],
	defaults: ({ store }) => ({
		currency: store.all('currencies')[0]?.id,
		default: false,
		groups: [],
		rate: { type: 'User', amount: null, hierarchy: 'Default' },
		type: 'clio',
		visible_to_co_counsel: false,
	}),
	filters: {
		flat_rate: filter.flag((row) => row.rate?.type === 'FlatRate'),
		type: filter.choice('type', 'utbms', 'clio'),
		user_id: filter.noEffect,
		'rate_for[matter_id]': filter.noEffect,
		'rate_for[user_id]': filter.noEffect,
	},
};

const ENTRY_TYPES = ['hard_cost', 'soft_cost', 'unassociated'];

export const expenseCategories: Resource = {
	name: 'ExpenseCategory',
	path: 'expense_categories',
	permission: 'Activities',
	operations: 'LGCUD',
	fields: words(`id etag name rate entry_type created_at updated_at xero_expense_code
		accessible_to_user tax_setting currency`),
	nested: { groups: many('groups'), utbms_code: one('utbms/codes'), currency: one('currencies') },
	computed: { accessible_to_user: () => true },
	body: {
		currency: ref('currencies'),
		entry_type: oneOf(...ENTRY_TYPES),
		groups,
		name: text,
		rate: number,
		utbms_code: ref('utbms/codes'),
	},
	required: ['name'],
	defaults: ({ store }) => ({
		currency: store.all('currencies')[0]?.id,
		entry_type: 'unassociated',
		groups: [],
		rate: null,
		tax_setting: 'no_tax',
	}),
	filters: {
		entry_type: filter.choice('entry_type', ...ENTRY_TYPES),
		query: filter.search((row) => [row.name]),
	},
	order: words('id name rate entry_type'),
	lacks: ['ids[]'],
};
