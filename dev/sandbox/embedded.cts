import { legalAid } from './legal-aid.cts';
import { initials } from './names.cts';
import type { Row } from './store.cts';
import { many, one, words, type Kind } from './vocabulary.cts';
import { putHeaders, putParts, putUrl } from './uploads.cts';
import type { World } from './world.cts';

/** What lives inside records and has no list of its own here. */

const kind = (name: string, fields: string, more: Partial<Kind> = {}): Kind => ({
	name,
	fields: words(fields),
	...more,
});

/** The same record seen through a narrower window. */
const windowOn = (resource: string) => (id: number, world: World) => world.store.get(resource, id);

interface Member {
	id: number;
	type: string;
}

/** A user or a contact, wherever both may stand. */
function participant({ id, type }: Member, world: World): Row | undefined {
	if (type === 'User') {
		const user = world.store.get('users', id);
		return user && { ...user, type, identifier: user.name, secondary_identifier: user.email };
	}
	const contact = world.store.get('contacts', id);
	const email = contact?.email_addresses?.find((each: { primary: boolean }) => each.primary);
	return (
		contact && {
			...contact,
			identifier: contact.name,
			secondary_identifier: email?.address ?? null,
			enabled: true,
			initials: initials(contact.name),
		}
	);
}

function attendee({ id, type }: Member, world: World): Row | undefined {
	const row = world.store.get(type === 'Calendar' ? 'calendars' : 'contacts', id);
	const email = row?.email_addresses?.find((each: { primary: boolean }) => each.primary);
	return row && { ...row, type, enabled: true, email: email?.address ?? null };
}

export const embedded: Kind[] = [
	...legalAid,
	kind('Account', 'id etag name state created_at updated_at'),
	kind('AccountBalance', 'id balance type name currency_id'),
	kind('ActivityDescriptionRate', 'amount non_billable_amount type hierarchy'),
	kind(
		'ActivityRate',
		'id etag rate flat_rate created_at updated_at contact_id co_counsel_contact_id',
	),
	kind('Activity_CalendarEntry', 'id etag calendar_owner_id', {
		resolve: windowOn('calendar_entries'),
		computed: { id: (row) => String(row.id), calendar_owner_id: (row) => row.calendar_owner },
	}),
	kind('Activity_Task', 'id etag', { resolve: windowOn('tasks') }),
	kind('Activity_TextMessageConversation', 'id etag'),
	kind(
		'Address',
		'id etag street city province postal_code country name created_at updated_at primary',
	),
	kind('Attendee', 'id etag type name enabled email created_at updated_at', { resolve: attendee }),
	kind(
		'AttorneyAllocation',
		`id etag account_id resource_id resource_type originating_attorney_allocation
		responsible_attorney_allocation created_at updated_at`,
	),
	kind('Avatar', 'id etag created_at updated_at url _destroy'),
	kind('Balance', `id amount type interest_amount due`),
	kind(
		'BillingSetting',
		`id etag rounded_duration rounding use_decimal_rounding currency currency_sign tax_rate
		tax_name apply_tax_by_default apply_secondary_tax_by_default
		time_on_flat_rate_contingency_matters_is_non_billable use_secondary_tax
		secondary_tax_rate secondary_tax_rule secondary_tax_name notify_after_bill_created
		use_utbms_codes created_at updated_at multi_currency_billing billing_currencies`,
	),
	kind('ClientPortal', 'id etag created_at updated_at unread_count unread_notifiable_count'),
	kind(
		'ClioCreator',
		`account_owner clio_connect court_rules_default_attendee default_calendar_id email
		enabled etag id type initials first_name last_name name phone_number rate
		subscription_type time_zone roles created_at updated_at`,
		{
			resolve: windowOn('users'),
			computed: { initials: (row) => initials(row.name), type: () => 'User' },
		},
	),
	kind('CommunicationEmlFile', 'id'),
	kind(
		'ConferenceMeeting',
		'conference_id conference_password created_at etag id join_url type source_id updated_at',
	),
	kind('ContingencyFee', 'id etag created_at updated_at show_contingency_award'),
	kind('CustomFieldMatterSelection', 'id display_number', { resolve: windowOn('matters') }),
	kind('CustomFieldSetAssociation', 'id etag display_order created_at updated_at'),
	kind(
		'CustomFieldValue',
		`id etag field_name created_at updated_at field_type field_required field_displayed
		field_display_order value soft_deleted`,
		{
			nested: {
				custom_field: one('custom_fields'),
				picklist_option: one('PicklistOption'),
				matter: one('CustomFieldMatterSelection'),
				contact: one('contacts'),
			},
		},
	),
	kind('Discount', `rate type note early_payment_rate early_payment_period`),
	kind('ConversationMembership', 'id etag read archived created_at updated_at', {
		nested: { member: one('Participant') },
	}),
	kind(
		'DocumentVersion',
		`id document_id etag uuid created_at updated_at filename size version_number content_type
		received_at put_url fully_uploaded put_headers multiparts`,
		{
			nested: { creator: one('ClioCreator') },
			computed: { put_url: putUrl, put_headers: putHeaders, multiparts: putParts },
		},
	),
	kind(
		'Event',
		`id etag message icon title title_url description description_url primary_detail
		primary_detail_url secondary_detail secondary_detail_url occurred_at mobile_icon
		subject_type subject_id`,
	),
	kind('EmailAddress', 'id etag address name primary created_at updated_at'),
	kind('EvergreenRetainer', 'id created_at updated_at etag minimum_threshold'),
	kind('ExternalProperty', 'id etag name value created_at updated_at'),
	kind('InstantMessenger', 'id etag address name created_at updated_at'),
	kind('Interest', `balance period rate total type`),
	kind('JobTitle', 'id etag name initials'),
	kind(
		'KycFieldValue',
		`id etag field_name field_label created_at updated_at field_type field_value
		field_possible_values group`,
	),
	kind('MatterBalance', `id amount`),
	kind('MatterBillRecipient', 'created_at etag id updated_at', {
		nested: { recipient: one('contacts') },
	}),
	kind('Lien', 'id amount description etag lien_type mark_as_lien created_at updated_at'),
	kind('LineItemTotals', 'quantity price discount_percent total sub_total'),
	kind(
		'MatterBudget',
		`id etag budget include_expenses notification_threshold notify_users created_at updated_at`,
	),
	kind('MatterCustomRate', 'type on_invoice', {
		nested: { rates: many('PolymorphicCustomRate') },
	}),
	kind('NotificationEventSubscriber', 'id etag user_id name created_at updated_at', {
		computed: { name: (row, world) => world.store.get('users', row.user_id)?.name },
	}),
	kind(
		'NotificationMethod',
		'id etag type email_address is_default_email_address created_at updated_at',
		{ resolve: windowOn('notification_methods') },
	),
	kind(
		'Participant',
		`id etag created_at updated_at type identifier secondary_identifier enabled name initials
		job_title_name`,
		{ nested: { avatar: one('Avatar') }, resolve: participant },
	),
	kind(
		'PaymentProfile',
		`id etag created_at updated_at billing_setting_id name terms discount_rate discount_period
		interest_rate interest_period interest_type`,
	),
	kind('PhoneNumber', 'id etag number name primary created_at updated_at'),
	kind('PicklistOption', 'id etag created_at updated_at option deleted_at'),
	kind('PolymorphicCustomRate', 'id etag created_at updated_at rate award note date', {
		nested: {
			user: one('PolymorphicCustomRate_User'),
			group: one('PolymorphicCustomRate_Group'),
			activity_description: one('PolymorphicCustomRate_ActivityDescription'),
		},
	}),
	kind('PolymorphicCustomRate_ActivityDescription', 'id etag name', {
		resolve: windowOn('activity_descriptions'),
	}),
	kind('PolymorphicCustomRate_Group', 'etag id name', { resolve: windowOn('groups') }),
	kind('PolymorphicCustomRate_User', 'enabled etag id name', { resolve: windowOn('users') }),
	kind('PolymorphicObject', 'id type identifier secondary_identifier tertiary_identifier'),
	kind(
		'SplitInvoice',
		`id bill_id linked_invoices_display_numbers linked_invoices_ids split_connection_id
		split_portion etag created_at updated_at`,
	),
	kind(
		'SplitInvoicePayer',
		'id contact_id matter_id send_to_bill_recipients split_portion etag created_at updated_at',
	),
	kind('CascadingTaskTemplate', 'id name', { resolve: windowOn('task_templates') }),
	kind('ReminderTemplate', 'id etag duration notification_type created_at updated_at'),
	kind('TaskTemplateListInstance', 'id etag created_at updated_at'),
	kind('WebSite', 'id etag address name default_web_site created_at updated_at'),
];
