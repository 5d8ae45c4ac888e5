import { findKind } from '../kinds.cts';
import { words, type Kind } from '../vocabulary.cts';

/** What can be watched (facts 3.1). */
export interface Model {
	name: string;
	/** Stands for the name in a body. */
	number: number;
	permission: string;
	/** The resource whose records they are. */
	path: string;
	events: string[];
}

const common = words('created updated deleted');

/** From the status a matter is changed to. */
export const STATUS_EVENTS: Record<string, string> = {
	Open: 'matter_opened',
	Pending: 'matter_pended',
	Closed: 'matter_closed',
};

const model = (
	number: number,
	name: string,
	path: string,
	permission: string,
	events = common,
): Model => ({ name, number, permission, path, events });

export const models: Model[] = [
	model(1, 'matter', 'matters', 'Matters', [...common, ...Object.values(STATUS_EVENTS)]),
	model(2, 'activity', 'activities', 'Activities'),
	model(3, 'bill', 'bills', 'Billing'),
	model(4, 'calendar_entry', 'calendar_entries', 'Calendars'),
	model(5, 'communication', 'communications', 'Communications'),
	model(6, 'contact', 'contacts', 'Contacts'),
	model(7, 'task', 'tasks', 'Tasks'),
	model(8, 'document', 'documents', 'Documents'),
	model(9, 'folder', 'folders', 'Documents'),
	model(10, 'clio_payments_payment', 'clio_payments/payments', 'Clio Payments', [
		'created',
		'updated',
	]),
];

export const modelOf = (name: string): Model => models.find((each) => each.name === name)!;

/** What can be asked of a model; of one that the sandbox has no records of, from the spec. */
export const kindOfModel = ({ path }: Model): Kind => findKind(path) ?? unkept[path];

const item = `id etag created_at updated_at deleted_at type locked name parent matter contact
	document_category creator latest_document_version group external_properties`;

const kind = (name: string, fields: string): Kind => ({ name, fields: words(fields) });

// Without what is in their nested records: nothing of theirs is ever sent from here.
const unkept: Record<string, Kind> = {
	bills: kind(
		'Bill',
		`id etag number issued_at created_at due_at tax_rate secondary_tax_rate updated_at subject
		purchase_order type memo start_at end_at balance state kind total paid paid_at pending due
		discount_services_only can_update credits_issued shared last_sent_at services_secondary_tax
		services_sub_total services_tax services_taxable_sub_total services_secondary_taxable_sub_total
		taxable_sub_total secondary_taxable_sub_total sub_total tax_sum secondary_tax_sum total_tax
		available_state_transitions user client discount interest matters group bill_theme original_bill
		destination_account balances matter_totals currency billing_setting client_addresses
		legal_aid_uk_bill split_invoice`,
	),
	documents: kind('Document', `${item} received_at filename size content_type`),
	folders: kind('Folder', `${item} root`),
	'clio_payments/payments': kind(
		'ClioPaymentsPayment',
		`amount confirmation_number created_at currency deposit_as_revenue description email_address id
		state updated_at bank_transaction clio_payments_link contact destination_account user allocations
		bills matters`,
	),
};
