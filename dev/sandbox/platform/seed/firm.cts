import { Random } from '../../seed/random.cts';
import {
	CITIES,
	FIRST_NAMES,
	LAST_NAMES,
	PRACTICE_AREAS,
	STREETS,
	SUBJECTS,
} from '../../seed/words.cts';
import type { Row, Store } from '../../store.cts';
import { stamp } from '../../time.cts';
import { seedCustomFields, someValues } from './custom-fields.cts';
import { LEADS, LOCATIONS, MESSAGES, SOURCES } from './words.cts';
import { inboxLeads } from '../resources/leads.cts';
import { contactNotes, matterNotes } from '../resources/notes.cts';
import { contacts } from '../resources/contacts.cts';
import { customActions } from '../resources/custom-actions.cts';
import { locations, matterTypes, sources } from '../resources/names.cts';
import { matters } from '../resources/matters.cts';
import { users } from '../resources/users.cts';
import { insert } from '../records.cts';
import type { Resource, World } from '../vocabulary.cts';

/** What the parts of the seed share. */
export interface Seeding {
	/** The firm in Clio Manage. */
	manage: Store;
	store: Store;
	random: Random;
	/** Puts a record in that came so many days ago. */
	add(resource: Resource, values: Record<string, unknown>, daysAgo: number): Row;
	ago(days: number): string;
}

/** What Marlow & Finch LLP has in Clio Grow; clients of theirs are linked to Clio Manage. */
export function seedPlatform(store: Store, manage: Store, now: number): void {
	const random = new Random(20_260_117);
	const ago = (days: number) => stamp(now - days * 86_400_000 - random.between(0, 28_000) * 1000);
	const worldAt = (moment: string): World => ({
		...{ store, may: () => true, include: new Set() },
		now: () => Date.parse(moment),
	});
	const add = (resource: Resource, values: Record<string, unknown>, daysAgo: number) =>
		insert(resource, values, worldAt(ago(daysAgo)));
	const seeding: Seeding = { manage, store, random, add, ago };
	store.insert('accounts', { firm_name: 'Marlow & Finch LLP' }, ago(900));
	seedLists(seeding);
	seedCustomFields(seeding);
	seedClients(seeding);
	seedProspects(seeding);
	seedLeads(seeding);
	seedNotes(seeding);
}

const STAFF = 6;

function seedLists({ manage, add }: Seeding): void {
	for (const { first_name, last_name, email } of manage.all('users').slice(0, STAFF)) {
		add(users, { first_name, last_name, email }, 890);
	}
	PRACTICE_AREAS.forEach(([name], index) => add(matterTypes, { name, default: index === 0 }, 880));
	for (const name of LOCATIONS) add(locations, { name }, 880);
	for (const name of SOURCES) add(sources, { name }, 880);
	const mailing = { category: 'clio_email_marketing', is_editable: false };
	add(sources, { name: 'Spring Newsletter', ...mailing }, 200);
	const target_url = 'https://intake.marlowfinch.example/start';
	add(customActions, { label: 'Start intake', target_url, ui_reference: 'matters/show' }, 60);
}

const CLIENTS = 14;

/** Hired: matter and client are in Clio Manage, too. */
function seedClients(seeding: Seeding): void {
	const { manage, add, ago } = seeding;
	const known = manage.all('matters').slice(-CLIENTS);
	known.forEach((matter, index) => {
		const days = 4 * (known.length - index);
		const hired = ago(days);
		const client = clientOf(seeding, manage.get('contacts', matter.client)!, days + 20);
		const { name: type } = manage.get('practice_areas', matter.practice_area)!;
		add(
			matters,
			{
				...{ clio_id: matter.id, client_id: client.id, description: matter.description },
				...{ type, ...whoAndWhere(seeding), status_category: 'hired' },
				...{ hired_date: hired.slice(0, 10), updated_at: hired },
				custom_field_values: someValues(seeding, 'Matter'),
			},
			days + 10,
		);
	});
}

/** The same person as in Clio Manage; one with two matters is one contact. */
function clientOf(seeding: Seeding, person: Row, days: number): Row {
	const { store, add } = seeding;
	const found = store.all('contacts').find(({ clio_id }) => clio_id === person.id);
	if (found) return found;
	const { id, type, name, first_name = null, last_name = null } = person;
	const addresses = person.addresses.map(
		({ street, city, province, postal_code, country }: Record<string, string>) => ({
			...{ street, city, province, postal_code, country },
		}),
	);
	const values = {
		...{ clio_id: id, type, name, first_name, last_name, addresses, status: 'Hired' },
		emails: person.email_addresses.map(({ address }: { address: string }) => address),
		phone_numbers: person.phone_numbers.map(({ number }: { number: string }) => number),
		custom_field_values: someValues(seeding, 'Contact'),
	};
	return add(contacts, values, days);
}

function whoAndWhere({ store, random }: Seeding) {
	const [first, second] = [random.pick(store.all('users')), random.pick(store.all('users'))];
	return {
		location: random.chance(0.8) ? random.pick(LOCATIONS) : null,
		matter_assignee_ids: [...new Set([first.id, second.id])],
	};
}

const PROSPECTS = 22;

/** Not clients yet, or never: every third was declined. Some contacts have no matter at all. */
function seedProspects(seeding: Seeding): void {
	const { add, random } = seeding;
	for (let index = 0; index < PROSPECTS; index++) {
		const days = 3 * (PROSPECTS - index);
		const declined = index % 3 === 0;
		const status = declined ? 'Did Not Hire' : 'Intake';
		const hasMatter = index % 7 !== 5;
		const person = personOf(seeding, index, hasMatter ? status : 'Unassigned');
		const contact = add(contacts, person, days + 1);
		if (!hasMatter) continue;
		const [type] = random.pick(PRACTICE_AREAS);
		add(
			matters,
			{
				...{ client_id: contact.id, description: random.pick(SUBJECTS[type]), type },
				...whoAndWhere(seeding),
				status_category: declined ? 'declined' : 'intake',
				// A name of the firm's own.
				...(index % 5 === 2 && { status: 'Consultation Booked' }),
				is_locked: declined && index % 2 === 0,
				custom_field_values: someValues(seeding, 'Matter'),
			},
			days,
		);
	}
}

function personOf(seeding: Seeding, index: number, status: string) {
	const { random } = seeding;
	const [first_name, last_name] = [random.pick(FIRST_NAMES), LAST_NAMES.at(-1 - index)];
	const [city, province, postal_code] = random.pick(CITIES);
	const street = `${random.between(1, 240)} ${random.pick(STREETS)}`;
	return {
		...{ type: 'Person', first_name, last_name, status },
		emails: index % 6 === 4 ? [] : [emailOf(first_name, `${last_name}${index}`)],
		phone_numbers: [`(415) 555-01${String(20 + index)}`],
		addresses: random.chance(0.5)
			? [{ street, city, province, postal_code, country: 'United States' }]
			: [],
		custom_field_values: someValues(seeding, 'Contact'),
	};
}

const emailOf = (first: string, last: string) => `${first}.${last}@post.example`.toLowerCase();

/** In the inbox: some from this app, some from the firm's website, a few set aside, one known by its phone only. */
function seedLeads(seeding: Seeding): void {
	const { add, store, random } = seeding;
	LEADS.forEach(([first_name, last_name, state], index) => {
		const isBare = index === 4;
		add(
			inboxLeads,
			{
				...{ first_name, last_name, state, by_app: index % 3 === 1 },
				email: isBare ? null : emailOf(first_name, last_name),
				phone_number: index % 4 === 3 ? null : `+1415555014${index % 10}`,
				from_message: random.pick(MESSAGES),
				from_source: index % 3 === 1 ? 'n8n' : 'Website',
				referring_url: 'https://www.marlowfinch.example/contact',
				marketing_source: isBare ? null : random.pick(store.all('sources')).id,
				matter_type: isBare ? null : random.pick(store.all('matter_types')).id,
				matter_location: index % 2 ? null : random.pick(store.all('locations')).id,
			},
			LEADS.length - index,
		);
	});
	seedAccepted(seeding);
}

/** Two that were taken up: matters in intake, one of them from this app. */
function seedAccepted({ add, store, random }: Seeding): void {
	const taken = store.all('matters').filter(({ status_category }) => status_category === 'intake');
	taken.slice(-2).forEach((matter, index) => {
		const { first_name, last_name, emails, phone_numbers } = store.get(
			'contacts',
			matter.client_id,
		)!;
		const lead = add(
			inboxLeads,
			{
				...{ first_name, last_name, email: emails[0] ?? null, phone_number: phone_numbers[0] },
				...{ state: 'accepted', by_app: index === 0, from_message: random.pick(MESSAGES) },
			},
			12,
		);
		store.commit('matters', { ...matter, inbox_lead_id: lead.id });
	});
}

function seedNotes({ add, store }: Seeding): void {
	store.all('matters').forEach(({ id }, index) => {
		if (index % 2) return;
		const body = 'Called and asked for a first meeting. Papers will follow by post.';
		add(matterNotes, { matter_id: id, subject: 'First call', body }, 3);
	});
	for (const { id } of store.all('contacts').slice(0, 8)) {
		const body = 'Prefers to be called in the morning.';
		add(contactNotes, { contact_id: id, subject: 'How to reach', body }, 5);
	}
}
