import type { Json } from './client';
import type { Firm } from './firm';
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

/** What is read of each kind of record. */
const fields = {
	contact: 'id,name,title,is_client,custom_field_values{field_name,value}',
	matter: 'id,display_number,description,client_reference,status,client{id,name}',
	relationship: 'id,description,matter{id,display_number,description,status}',
	note: 'id,subject,detail,matter{id,display_number,description,status},contact{id,name}',
};
type Kind = keyof typeof fields;

/** A check that finds nothing says no more than this. */
export const visibleOnly =
	'The check sees only what the connected Clio user may see, and only names of contacts, matters and notes: no documents, e-mails or bills, no nicknames and no misspellings; a name with accents may be found only as it is written in Clio.';

/**
 * Searches contacts, their matters and relationships, the descriptions of matters, and notes for parties. How
 * Clio's `query` matches is UNKNOWN but for "wildcard": it is asked for single words, its answers are read to
 * the end, and parties.ts judges them.
 */
export class ConflictCheck {
	constructor(private readonly firm: Firm) {}

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
		for (const contact of await this.search('contact', contactSearches(party))) {
			if (isSameParty(party, contact.name)) found.push(...(await this.rolesOf(contact)));
			else if (isMentioned(party, detailsOf(contact)))
				found.push(this.match('Mentioned in a Contact', { contact }));
		}
		return found;
	}

	/** Client of matters, related to matters, or neither. */
	private async rolesOf(contact: Json): Promise<Match[]> {
		const { id, is_client: isClient } = contact;
		const matters = isClient === false ? [] : await this.list('matter', { client_id: String(id) });
		const related = await this.list('relationship', { contact_id: String(id) });
		const found = [
			...matters.map((matter) => this.match('Client', { contact, matter })),
			...related.map((one) => this.match('Related Party', { ...one, contact }, one.description)),
		];
		return found.length ? found : [this.match(isClient ? 'Client' : 'Contact', { contact })];
	}

	private async inMatters(party: Party): Promise<Match[]> {
		const matters = await this.search('matter', textSearches(party));
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
			...(await this.search('note', words, { type: 'Matter' })),
			...(await this.search('note', words, { type: 'Contact' })),
		];
		return notes
			.filter(({ subject, detail }) => isMentioned(party, `${textOf(subject)} | ${textOf(detail)}`))
			.map((note) => this.match('Mentioned in a Note', note));
	}

	private match(role: Role, about: Json, relationship: unknown = null): Match {
		const contact = Object(about.contact) as Json;
		const matter = Object(about.matter) as Json;
		const { host } = this.firm.client.place;
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

	private async search(kind: Kind, words: string[], query: Filter = {}): Promise<Json[]> {
		const found = new Map<unknown, Json>();
		for (const word of words) {
			const records = await this.list(kind, { ...query, query: word.toLowerCase() });
			for (const record of records) found.set(record.id, record);
		}
		return [...found.values()];
	}

	private list = async (kind: Kind, query: Filter): Promise<Json[]> =>
		this.firm.list(resources[kind], { ...query, fields: fields[kind] });
}

type Filter = Record<string, string>;

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
