import {
	choosersOf,
	customFieldValues,
	shownValues,
	textsOfValues,
} from '../custom-field-values.cts';
import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { initials, splitName } from '../names.cts';
import { keepMethodsOfContact, methodsOf } from '../notification-methods.cts';
import { bool, day, integer, looseRef, number, object, oneOf, ref, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { subList } from '../sub-lists.cts';
import { many, one, words, type Resource, type Rule } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { balancesOf, FIELD } from './bank-accounts.cts';
import { homeOf } from './items.cts';
import { removeRelationships } from './relationships.cts';

interface Entry {
	[field: string]: any;
}

/** At most 20 of each may be stored (facts 2.6). */
const MOST = 20;

const emails = subList(
	{ name: oneOf('Work', 'Home', 'Other'), address: text, default_email: bool },
	{ kind: 'EmailAddress', max: MOST },
);
const phones = subList(
	{
		name: oneOf('Work', 'Home', 'Mobile', 'Fax', 'Pager', 'Skype', 'Other'),
		number: text,
		default_number: bool,
	},
	{ kind: 'PhoneNumber', max: MOST },
);
const addresses = subList(
	{
		name: oneOf('Work', 'Home', 'Billing', 'Other'),
		street: text,
		city: text,
		province: text,
		postal_code: text,
		country: text,
	},
	{ kind: 'Address', max: MOST },
);
const webSites = subList(
	{
		name: oneOf(
			...['Work', 'Personal', 'Twitter', 'Facebook', 'LinkedIn', 'Instant Messenger', 'Other'],
		),
		address: text,
		default_web_site: bool,
	},
	{ kind: 'WebSite' },
);

const avatar: Rule = (value, place) => {
	const asked = value as { image?: string; _destroy?: unknown } | null;
	if (!asked || asked._destroy === true || !asked.image) return null;
	const id = place.before?.id ?? place.world.store.nextId('Avatar');
	return { id, url: `https://sandbox.example/avatars/${id}.png` };
};

/** Written `default_…`, read `primary`; exactly one entry is the primary one. */
function markPrimary(
	entries: Entry[] | undefined,
	key: string,
	before: Entry[] | undefined,
): Entry[] {
	const list = entries ?? [];
	const wasPrimary = before?.find((each) => each.primary)?.id;
	const asked = list.filter((each) => each[key] === true).at(-1);
	const chosen = asked ?? list.find((each) => each.id === wasPrimary) ?? list[0];
	return list.map(({ [key]: _asked, ...each }) => ({ ...each, primary: each.id === chosen?.id }));
}

/** A Person needs a first or last name, or a name that is split (facts 5.2). */
function settleName(row: Row, body: Entry): void {
	if (row.type === 'Company') {
		if (!row.name) throw invalid("name can't be blank");
		return;
	}
	const parts = 'first_name' in body || 'last_name' in body;
	if (!parts && body.name) Object.assign(row, splitName(row.name));
	if (!row.first_name && !row.last_name)
		throw invalid('A Person needs a first_name or a last_name');
	row.name = [row.first_name, row.middle_name, row.last_name].filter(Boolean).join(' ');
}

function settle(row: Row, world: World, { before, body }: { before?: Row; body: Entry }): void {
	if (!row.type) throw invalid("type can't be blank");
	settleName(row, body);
	row.email_addresses = markPrimary(row.email_addresses, 'default_email', before?.email_addresses);
	row.phone_numbers = markPrimary(row.phone_numbers, 'default_number', before?.phone_numbers);
	row.addresses = markPrimary(row.addresses, 'default_address', before?.addresses);
	keepMethodsOfContact(row, world);
}

const primary = (field: string) => (row: Row) => row[field]?.find((each: Entry) => each.primary);
const secondary = (field: string) => (row: Row) => row[field]?.find((each: Entry) => !each.primary);

const initialOf = (row: Row) => (row.last_name ?? row.name)[0];

const clients = (world: World) => world.grouped('matters', 'client');

function beforeDelete(row: Row, world: World): void {
	const matters = clients(world).get(row.id);
	if (matters) throw invalid(`The contact is the client of ${matters.length} matters`);
	removeRelationships('contact', row.id, world);
}

/** Also by their company, the numbers of their matters, and what they have chosen from a picklist. */
function relatedTo(has: filter.Has, world: World): (row: Row) => boolean {
	const { store } = world;
	const companies = filter.idsWhere(store.all('contacts'), (each) => {
		return each.type === 'Company' && has(each.name);
	});
	const matters = store.all('matters').filter(({ display_number }) => has(display_number));
	const ofMatters = new Set(matters.map(({ client }) => client));
	const hasChosen = choosersOf(has, world);
	return (row) => ofMatters.has(row.id) || companies.has(row.company) || hasChosen(row);
}

export const contacts: Resource = {
	name: 'Contact',
	path: 'contacts',
	permission: 'Contacts',
	operations: 'LGCUD',
	fields: words(`id etag name first_name middle_name last_name date_of_birth type created_at
		updated_at prefix title initials clio_connect_email locked_clio_connect_email
		client_connect_user_id primary_email_address secondary_email_address primary_phone_number
		secondary_phone_number ledes_client_id has_clio_for_clients_permission is_client
		is_clio_for_client_user is_co_counsel is_bill_recipient sales_tax_number currency`),
	nested: {
		activity_rates: many('activity_rates'),
		addresses: many('Address'),
		custom_field_values: many('CustomFieldValue'),
		custom_field_set_associations: many('CustomFieldSetAssociation'),
		email_addresses: many('EmailAddress'),
		instant_messengers: many('InstantMessenger'),
		phone_numbers: many('PhoneNumber'),
		web_sites: many('WebSite'),
		notification_methods: many('NotificationMethod'),
		account_balances: many('AccountBalance'),
		related_contacts: many('contacts'),
		kyc_field_values: many('KycFieldValue'),
		primary_work_address: one('Address'),
		primary_address: one('Address'),
		secondary_address: one('Address'),
		company: one('contacts'),
		avatar: one('Avatar'),
		payment_profile: one('PaymentProfile'),
		folder: one('folders'),
		co_counsel_rate: one('ActivityRate'),
		primary_web_site: one('WebSite'),
		legal_aid_uk_contact: one('LegalAidUkContact'),
		currency: one('currencies'),
	},
	computed: {
		activity_rates: (row, world) =>
			(world.grouped('activity_rates', 'contact_id').get(row.id) ?? []).map(({ id }) => id),
		notification_methods: methodsOf('contact'),
		folder: (row, world) => homeOf('Contact', row.id, world)?.id,
		initials: (row) => initials(row.name),
		primary_email_address: (row) => primary('email_addresses')(row)?.address,
		secondary_email_address: (row) => secondary('email_addresses')(row)?.address,
		primary_phone_number: (row) => primary('phone_numbers')(row)?.number,
		secondary_phone_number: (row) => secondary('phone_numbers')(row)?.number,
		primary_address: primary('addresses'),
		secondary_address: secondary('addresses'),
		primary_work_address: (row) => row.addresses?.find((each: Entry) => each.name === 'Work'),
		primary_web_site: (row) =>
			row.web_sites?.find((each: Entry) => each.default_web_site) ?? row.web_sites?.[0],
		is_client: (row, world) => clients(world).has(row.id),
		is_clio_for_client_user: (row) => !!row.clio_connect_email,
		has_clio_for_clients_permission: (row) => !!row.clio_connect_email,
		locked_clio_connect_email: () => false,
		is_co_counsel: (row) => !!row.co_counsel_rate,
		is_bill_recipient: (row, world) => clients(world).has(row.id),
		account_balances: balancesOf((row, type, world) => {
			const mine = clients(world).get(row.id) ?? [];
			const amounts = mine.flatMap((matter) => matter[FIELD[type]] ?? []);
			return amounts.length > 0 ? amounts.reduce((a: number, b: number) => a + b) : null;
		}),
		custom_field_values: shownValues('Contact'),
	},
	body: {
		addresses,
		avatar,
		clio_connect_email: text,
		co_counsel_rate: object({ rate: number }),
		company: ref('contacts'),
		currency: ref('currencies'),
		custom_field_set_associations: subList(
			{ display_order: integer, custom_field_set: looseRef },
			{ kind: 'CustomFieldSetAssociation' },
		),
		custom_field_values: customFieldValues('Contact'),
		date_of_birth: day,
		email_addresses: emails,
		first_name: text,
		instant_messengers: subList(
			{ name: oneOf('Work', 'Personal', 'Other'), address: text },
			{ kind: 'InstantMessenger' },
		),
		kyc_field_values: subList(
			{ field_name: text, field_type: oneOf('date', 'text', 'picklist'), field_value: text },
			{ kind: 'KycFieldValue' },
		),
		last_name: text,
		ledes_client_id: text,
		middle_name: text,
		name: text,
		phone_numbers: phones,
		prefix: text,
		sales_tax_number: text,
		title: text,
		type: oneOf('Person', 'Company'),
		web_sites: webSites,
	},
	// Whether Clio itself reminds the client of bills.
	firm: { operations: '', body: { bill_reminders: bool } },
	required: ['type'],
	defaults: (world) => ({ currency: world.store.all('currencies')[0]?.id }),
	settle,
	beforeDelete,
	customValuesOf: ({ custom_field_values }) => custom_field_values ?? [],
	filters: {
		client_only: filter.flag((row, world) => clients(world).has(row.id)),
		clio_connect_only: filter.flag((row) => !!row.clio_connect_email),
		email_only: filter.flag((row) => row.email_addresses?.length > 0),
		'exclude_ids[]': filter.excluded,
		initial: filter.choice(initialOf, ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
		query: filter.searchIn({
			own: (row) => [
				row.name,
				row.title,
				...(row.email_addresses ?? []).map((each: Entry) => each.address),
				...(row.phone_numbers ?? []).map((each: Entry) => each.number),
				...(row.addresses ?? []).flatMap((each: Entry) => [
					...[each.street, each.city, each.province, each.postal_code, each.country],
				]),
				...(row.web_sites ?? []).map((each: Entry) => each.address),
				...(row.instant_messengers ?? []).map((each: Entry) => each.address),
				...textsOfValues(row),
			],
			others: relatedTo,
		}),
		shared_resource_id: filter.idAmong(() => []),
		type: filter.choice('type', 'Company', 'Person'),
	},
	order: words('id name shared_at'),
	orderValues: { shared_at: () => null },
};
