import { refuse } from './errors';
import { wireType } from './facts';
import { withArticle } from './names';
import { resources } from './resources';
import type { Place } from './regions';
import type { Field, Resource } from './resources/vocabulary';

/**
 * The id meant by what a person gave: an id, or a link copied from Clio
 * (`https://app.clio.com/nc/#/matters/123`). Occurrences of repeating events have ids with text in
 * them (`textIds`; facts, trap 15); all other ids are numbers.
 */
export function recordId(resource: Resource, given: unknown): string {
	const typed = String(given ?? '').trim();
	const label = resource.label;
	if (!typed)
		refuse(
			`The ${label.toLowerCase()} is missing`,
			`Choose one from the list, or enter its ID or its link in Clio.`,
		);
	const id = typed.includes('/') ? idInLink(resource, typed) : typed;
	if (!formOf(resource).test(id)) {
		refuse(
			`"${typed}" is not the ID of ${withArticle(label.toLowerCase())}`,
			'Enter a number like 12345, or paste the link of the record in Clio.',
		);
	}
	return id;
}

/**
 * Throws for a link that leads to another site or region than the connection: the same id is of another
 * record there, or of none.
 */
export function checkHome(given: unknown, { host, label }: Place, hasLinks = true): void {
	const typed = String(given ?? '').trim();
	if (!/\/[\w-]+\/[\w-]*\d/.test(typed)) return;
	const link = typed.replace(/^[a-z]+:(?!\/\/)/i, '');
	const [, site] = /^(?:https?:\/\/)?([^/?#]*)/i.exec(link) ?? [];
	if (!site || site.toLowerCase() === host.replace(/^https?:\/\//, '').toLowerCase()) return;
	refuse(
		`The link leads to ${site}, not to the Clio of this credential`,
		`"${typed}" cannot be used here: the credential is for ${label} (${host}). ${hasLinks ? 'Paste the link of a record there' : 'Give the ID of a record there'}, or choose another credential.`,
	);
}

/** Longer than any id of Clio's, and too short for the search for a digit to take its time. */
const formOf = ({ textIds }: Resource): RegExp =>
	textIds ? /^(?=.{1,100}$)[\w-]*\d[\w-]*$/ : number;

/** Of a record, in at most 64 bits. */
const number = /^[1-9]\d{0,18}$/;

/** True for the bare id of a record of one of these kinds. */
export const isIdOf = (to: string[], given: string): boolean =>
	to.some((name) => (name in resources ? formOf(resources[name]) : number).test(given));

/** True for an id, a link of such a record, or an id with its type before it: everything else is a name. */
export function isId(to: string[], given: string): boolean {
	const typed = given.trim();
	const kinds = to.filter((name) => name in resources).map((name) => resources[name]);
	const isPrefixed = kinds.some(({ name }) =>
		typed.toLowerCase().startsWith(`${name.toLowerCase()}:`),
	);
	const isLink = kinds.some((kind) => idInLink(kind, typed));
	return isPrefixed || isLink || kinds.some((kind) => formOf(kind).test(typed));
}

/** An id as Clio takes it in a body: a number, unless it is too large for one to be exact. */
export const wireId = (id: string): number | string =>
	/^\d+$/.test(id) && Number.isSafeInteger(Number(id)) ? Number(id) : id;

/** Of a reference to one of several kinds: `User:12`, `Contact:34`, a link, or an id of the first kind. */
export function typedId(to: string[], given: unknown): { type: string; id: string } {
	const typed = String(given ?? '').trim();
	const kinds = to.map((name) => resources[name]);
	const [, prefix, rest] = /^([A-Za-z]+):(.*)$/.exec(typed) ?? [];
	const isNamed = (kind: Resource) => kind.name.toLowerCase() === prefix?.toLowerCase();
	const isLinked = (kind: Resource) => typed.includes(`/${kind.path}/`);
	const named = kinds.find(isNamed);
	const kind = named ?? kinds.find(isLinked) ?? kinds[0];
	return { type: wireType(kind.name), id: recordId(kind, named ? rest : typed) };
}

/** The kinds of records of which Clio takes the id: where users stand by their calendars, those. */
export const wireKinds = ({ to, byCalendar }: Extract<Field, { kind: 'reference' }>): string[] =>
	byCalendar ? [...new Set(to.map((kind) => (kind === 'user' ? 'calendar' : kind)))] : to;

function idInLink(resource: Resource, link: string): string {
	const [, id] = new RegExp(`/${resource.path}/([\\w-]+)`).exec(link) ?? [];
	return id ?? '';
}
