import { badRequest } from '../../errors.cts';
import type { Row, Store } from '../../store.cts';
import { dayOf } from '../../time.cts';
import type { Resource } from '../vocabulary.cts';

/** What a matter is called in each category, unless the firm has names of its own. */
const STATUSES = new Map([
	['intake', 'Intake'],
	['hired', 'Hired'],
	['declined', 'Did Not Hire'],
]);

export const matters: Resource = {
	path: 'matters',
	table: 'matters',
	name: 'Matter',
	operations: 'LG',
	read: 'grow_matter_read',
	fields: `id global_id clio_id description inbox_lead_id hired_date is_locked location type status
		status_category matter_assignee_ids created_at updated_at`.split(/\s+/),
	worked: {
		client: ({ client_id }, { store }) => summary(store.get('contacts', client_id)),
		primary_contact: ({ client_id }, { store }) => summary(store.get('contacts', client_id)),
	},
	// Of leads that another app brought in (reported once, facts of the Platform, 3).
	redacted: ({ inbox_lead_id }, { store, may }) =>
		inbox_lead_id == null || may('grow_lead_inbox_all_read') || isByApp(store, inbox_lead_id)
			? []
			: ['inbox_lead_id'],
	customFields: true,
	filters: {
		inbox_lead_id(value) {
			if (!/^\d+$/.test(value)) throw badRequest('inbox_lead_id must be an integer');
			return ({ inbox_lead_id }) => inbox_lead_id === Number(value);
		},
		submitted_only(value, { store }) {
			if (!['true', 'false'].includes(value)) throw badRequest('submitted_only must be a boolean');
			return ({ inbox_lead_id }) => value === 'false' || isByApp(store, inbox_lead_id);
		},
	},
	defaults: {
		clio_id: null,
		description: null,
		inbox_lead_id: null,
		hired_date: null,
		is_locked: false,
		location: null,
		type: null,
		status_category: 'intake',
		client_id: null,
		matter_assignee_ids: [],
		custom_field_values: [],
	},
	settle(row, { now }, before) {
		if (row.status_category !== before?.status_category && row.status === before?.status) {
			row.status = STATUSES.get(row.status_category) ?? null;
		}
		if (row.status_category === 'hired') row.hired_date ??= dayOf(now());
	},
};

const isByApp = (store: Store, leadId: number | null) =>
	leadId !== null && store.get('inbox_leads', leadId)?.by_app === true;

function summary(contact: Row | undefined) {
	if (!contact) return null;
	const { id, name, phone_numbers, emails, addresses } = contact;
	return {
		id,
		full_name: name,
		phone_number: phone_numbers[0] ?? null,
		primary_email: emails[0] ?? null,
		address: addresses[0] ?? null,
	};
}
