import type { Client, Json, Query } from './client';
import { pages } from './pages';
import { contactSearches, isMentioned, isSameParty, textSearches, type Party } from './parties';
import { resources } from './resources';
import { pageOf } from './simplify';

/** In what capacity a party was found, the most serious first. */
const roles = [
	'Client',
	'Related Party',
	'Mentioned in a Matter',
	'Contact',
	'Mentioned in a Note',
	'Mentioned in a Contact',
] as const;
type Role = (typeof roles)[number];

/** Of matters, the most serious first. */
const statuses = ['Open', 'Pending', 'Closed'];

export interface Match {
	role: Role;
	/** What a related party is to the matter, e.g. "Guarantor". */
	relationship: unknown;
	contact: unknown;
	contactId: unknown;
	matter: unknown;
	matterId: unknown;
	description: unknown;
	status: unknown;
	url: unknown;
}

const fields = {
	contacts: 'id,name,title,is_client,custom_field_values{field_name,value}',
	matters: 'id,display_number,description,client_reference,status,client{id,name}',
	relationships: 'id,description,matter{id,display_number,description,status}',
	notes: 'id,subject,detail,matter{id,display_number,description,status},contact{id,name}',
};

const permissions = {
	contacts: 'Contacts',
	matters: 'Matters',
	relationships: 'Matters and Contacts',
	notes: 'Matters and Contacts',
};

/** A check that finds nothing says no more than this. */
export const visibleOnly =
	'The check sees only what the connected Clio user may see, and only names of contacts, matters and notes: no documents, e-mails or bills, no nicknames and no misspellings.';

/**
 * Searches contacts, their matters and relationships, the descriptions of matters, and notes for parties. How
 * Clio's `query` matches is UNKNOWN but for "wildcard": it is asked for single words, its answers are read to
 * the end, and parties.ts judges them.
 */
export class ConflictCheck {
	/** Every list is read once, whichever names and contacts ask for it. */
	private readonly lists = new Map<string, Promise<Json[]>>();

	constructor(private readonly client: Client) {}

	/** Where a party occurs, the most serious place first. */
	async matches(party: Party): Promise<Match[]> {
		return onceEach(
			[
				...(await this.asContact(party)),
				...(await this.inMatters(party)),
				...(await this.inNotes(party)),
			].sort(bySeriousness),
		);
	}

	private async asContact(party: Party): Promise<Match[]> {
		const found: Match[] = [];
		for (const contact of await this.search('contacts', contactSearches(party))) {
			if (isSameParty(party, contact.name)) found.push(...(await this.rolesOf(contact)));
			else if (isMentioned(party, detailsOf(contact)))
				found.push(this.match('Mentioned in a Contact', { contact }));
		}
		return found;
	}

	/** Client of matters, related to matters, or neither. */
	private async rolesOf(contact: Json): Promise<Match[]> {
		const { id, is_client: isClient } = contact;
		const matters = isClient === false ? [] : await this.list('matters', { client_id: Number(id) });
		const related = await this.list('relationships', { contact_id: Number(id) });
		const found = [
			...matters.map((matter) => this.match('Client', { contact, matter })),
			...related.map((one) => this.match('Related Party', { ...one, contact }, one.description)),
		];
		return found.length ? found : [this.match(isClient ? 'Client' : 'Contact', { contact })];
	}

	private async inMatters(party: Party): Promise<Match[]> {
		const matters = await this.search('matters', textSearches(party));
		return matters.flatMap((matter) => {
			const contact = Object(matter.client) as Json;
			if (isSameParty(party, contact.name)) return this.match('Client', { contact, matter });
			const isNamed = isMentioned(
				party,
				`${textOf(matter.description)} | ${textOf(matter.client_reference)}`,
			);
			return isNamed ? this.match('Mentioned in a Matter', { contact, matter }) : [];
		});
	}

	/** Clio lists notes of matters or of contacts, not both (facts, trap 16). */
	private async inNotes(party: Party): Promise<Match[]> {
		const words = textSearches(party);
		const notes = [
			...(await this.search('notes', words, { type: 'Matter' })),
			...(await this.search('notes', words, { type: 'Contact' })),
		];
		return notes
			.filter(({ subject, detail }) => isMentioned(party, `${textOf(subject)} | ${textOf(detail)}`))
			.map((note) => this.match('Mentioned in a Note', note));
	}

	private match(role: Role, about: Json, relationship: unknown = null): Match {
		const contact = Object(about.contact) as Json;
		const matter = Object(about.matter) as Json;
		const { host } = this.client.place;
		return {
			role,
			relationship,
			contact: contact.name ?? null,
			contactId: contact.id ?? null,
			matter: matter.display_number ?? null,
			matterId: matter.id ?? null,
			description: matter.description ?? null,
			status: matter.status ?? null,
			url:
				pageOf(resources.matter, matter, host) ?? pageOf(resources.contact, contact, host) ?? null,
		};
	}

	private async search(which: List, words: string[], query: Query = {}): Promise<Json[]> {
		const found = new Map<unknown, Json>();
		for (const word of words) {
			const records = await this.list(which, { ...query, query: word });
			for (const record of records) found.set(record.id, record);
		}
		return [...found.values()];
	}

	private async list(which: List, query: Query): Promise<Json[]> {
		const key = JSON.stringify([which, query]).toLowerCase();
		const list = this.lists.get(key) ?? this.read(which, query);
		this.lists.set(key, list);
		return list.catch((error: unknown) => {
			this.lists.delete(key);
			throw error;
		});
	}

	private async read(which: List, query: Query): Promise<Json[]> {
		const found: Json[] = [];
		const attempt = { did: `search ${which} for conflicts`, permission: permissions[which] };
		const canSort = which !== 'relationships';
		for await (const { records } of pages(this.client, which, canSort, {
			query: { ...query, fields: fields[which] },
			attempt,
		})) {
			found.push(...records);
		}
		return found;
	}
}

type List = keyof typeof fields;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What Clio also searches of a contact, as far as names stand in it: a spouse in a custom field. */
function detailsOf({ title, custom_field_values: values }: Json): string {
	const own = [values ?? []].flat().map((one) => textOf((Object(one) as Json).value));
	return [textOf(title), ...own].join(' | ');
}

const rank = <T>(order: readonly T[], value: T): number =>
	order.includes(value) ? order.indexOf(value) : order.length;

const bySeriousness = (a: Match, b: Match): number =>
	rank(roles, a.role) - rank(roles, b.role) ||
	rank<unknown>(statuses, a.status) - rank<unknown>(statuses, b.status);

/** A matter or contact in which the party has a role is not told again for mentioning it. */
function onceEach(matches: Match[]): Match[] {
	const told = new Set<string>();
	return matches.filter(({ role, relationship, contactId, matterId }) => {
		const place = matterId ? `matter ${matterId}` : `contact ${contactId}`;
		const isMention = role.startsWith('Mentioned');
		const own = isMention ? place : JSON.stringify([place, role, relationship, contactId]);
		if (told.has(own)) return false;
		told.add(own).add(place);
		return true;
	});
}
