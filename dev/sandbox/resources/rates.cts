import * as filter from '../filters.cts';
import { bool, number, plainId } from '../rules.cts';
import { one, words, type Resource } from '../vocabulary.cts';

/** What an hour costs, and the codes that bills for insurers and companies carry. */

export const activityRates: Resource = {
	name: 'ActivityRate',
	path: 'activity_rates',
	permission: 'Activities',
	operations: 'LGCUD',
	fields: words('id etag rate flat_rate created_at updated_at contact_id co_counsel_contact_id'),
	nested: { user: one('users'), group: one('groups') },
	body: {
		co_counsel_contact_id: plainId('contacts'),
		contact_id: plainId('contacts'),
		flat_rate: bool,
		rate: number,
	},
	// UNKNOWN whose rate it is; nothing in the body says it.
	defaults: ({ user }) => ({ flat_rate: false, user: user.id }),
	filters: {
		co_counsel_contact_id: filter.id('co_counsel_contact_id'),
		contact_id: filter.id('contact_id'),
	},
};

const TYPES = ['UtbmsTask', 'UtbmsActivity', 'UtbmsExpense'];

export const utbmsCodes: Resource = {
	name: 'UtbmsCode',
	path: 'utbms/codes',
	permission: 'Activities',
	operations: 'LG',
	fields: words('id etag name code description type utbms_set_id created_at updated_at'),
	filters: {
		type: filter.choice('type', ...TYPES),
		utbms_set_id: filter.idOrNull('utbms_set_id'),
	},
	order: words('name id set'),
	orderValues: {
		set: ({ utbms_set_id }, { store }) => store.get('utbms/sets', utbms_set_id)?.name,
	},
};

export const utbmsSets: Resource = {
	name: 'UtbmsSet',
	path: 'utbms/sets',
	permission: 'Activities',
	operations: 'L',
	fields: words('id etag name enabled created_at updated_at'),
	order: words('name id'),
};
