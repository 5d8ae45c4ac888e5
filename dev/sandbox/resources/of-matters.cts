import type { Row } from '../store.cts';
import { words, type Computed, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { contacts } from './contacts.cts';

/** The people of a matter: its client, those who are related to it, and both together. */

// Two areas (facts 1.4).
const permission = ['Matters', 'Contacts'];

const relationshipsOf = ({ id }: Row, world: World): Row[] =>
	world.grouped('relationships', 'matter').get(id) ?? [];

const contactOf = (id: number, { store }: World): Row => store.get('contacts', id)!;

const computed: Record<string, Computed> = {
	...contacts.computed,
	secondary_web_site: (row, world) => {
		const first = contacts.computed!.primary_web_site(row, world);
		return row.web_sites?.find((each: unknown) => each !== first);
	},
};

const parts = (names: string) =>
	Object.fromEntries(words(names).map((name) => [name, contacts.nested![name]]));

const shared = words(`id name first_name middle_name last_name type created_at updated_at prefix
	title initials primary_email_address primary_phone_number client_connect_user_id`);

const lists = 'avatar company addresses email_addresses phone_numbers web_sites';

const related = {
	...parts(`${lists} custom_field_values primary_address primary_web_site secondary_address`),
	secondary_web_site: contacts.nested!.primary_web_site,
	relationship: { kind: 'relationships', many: false },
};

/** Not a list: a matter has one client. */
const client: Resource = {
	name: 'Client',
	path: 'matters/{id}/client',
	single: true,
	permission,
	operations: 'G',
	fields: [...shared, 'is_matter_client', 'date_of_birth'],
	nested: parts(lists),
	computed,
	rowsOf: (matter, world) => [{ ...contactOf(matter.client, world), is_matter_client: true }],
};

/** UNKNOWN what their id is: as there is a contact_id besides, that of the relationship here. */
const relatedContacts: Resource = {
	name: 'RelatedContacts',
	path: 'matters/{id}/related_contacts',
	permission,
	operations: 'L',
	fields: [...shared, 'contact_id', 'is_matter_client'],
	nested: related,
	computed,
	rowsOf: (matter, world) =>
		relationshipsOf(matter, world).map(({ id, contact }) => ({
			...contactOf(contact, world),
			id,
			contact_id: contact,
			is_matter_client: contact === matter.client,
			relationship: id,
		})),
	lacks: ['ids[]', 'created_since', 'updated_since'],
	order: ['id', 'contact.name'],
	orderValues: { 'contact.name': ({ name }) => name },
};

/** Each contact once, the client among them, however often they are related (UNKNOWN). */
function everybody(matter: Row, world: World): Row[] {
	const relations = new Map(relationshipsOf(matter, world).map((each) => [each.contact, each]));
	const ids = new Set<number>([matter.client, ...relations.keys()]);
	return [...ids].sort((a, b) => a - b).map(person);

	function person(id: number): Row {
		const found = contactOf(id, world);
		const relation = relations.get(id);
		return {
			...found,
			contact_created_at: found.created_at,
			contact_updated_at: found.updated_at,
			is_client: id === matter.client,
			matter_id: matter.id,
			matter_number: matter.display_number,
			description: relation?.description,
			relationship_name: relation?.description,
			relationship: relation?.id,
		};
	}
}

/** UNKNOWN what their id is: that of the contact here, as the client has no relationship. */
const matterContacts: Resource = {
	name: 'MatterContacts',
	path: 'matters/{id}/contacts',
	permission,
	operations: 'L',
	fields: [
		...shared,
		...words(`etag contact_created_at contact_updated_at description is_client matter_id
			matter_number relationship_name secondary_email_address secondary_phone_number`),
	],
	nested: related,
	computed: { ...computed, is_client: ({ is_client }) => is_client },
	rowsOf: everybody,
	lacks: ['ids[]', 'created_since', 'updated_since'],
	order: ['is_client', 'id'],
	defaultOrder: 'is_client(asc)',
};

export const ofMatters: Resource[] = [client, relatedContacts, matterContacts];
