import { refuse } from './errors';

/**
 * Whether two names mean the same party, for a check of conflicts of interest: a real conflict must not be
 * missed, a false one may be reported if it shares the whole name.
 *
 * Looked past: case, accents, punctuation, the order of the words ("Smith, John"), titles, "and", "&", "the"
 * and "of", and the form of a company (Inc., LLC, Ltd. …). An initial stands for every word that begins with
 * it. A name with more words is the same: "John Smith" and "John A. Smith", "Acme" and "Acme Trading LLC".
 * So are words written together or apart: "O'Brien" and "OBrien"; in scripts without spaces, a name within another.
 *
 * Not recognised: nicknames, abbreviations, former names, misspellings, other scripts and their spellings ("Mueller").
 */
export interface Party {
	/** As it was given. */
	name: string;
	/** What the name is made of, in lower case and without accents; a person's last name last. */
	words: string[];
	isCompany: boolean;
}

/** Throws for a name that is too short to search for: it would be found everywhere. */
export function partyOf(given: string): Party {
	const name = given.trim().replace(/\s+/g, ' ');
	const found = nameWords(name);
	const isCompany = hasForm(wordsOf(name)) || /[&+]|\band\b/i.test(name);
	// H&M: nothing but initials, which only together are a name.
	const all = found.every(isInitial) ? [found.join('')] : found;
	if (isInitial(all.join(''))) {
		return refuse(
			`"${name}" is too short a name to check for conflicts`,
			'Give the whole name of the person or company: more than one letter, and more than a form like Inc.',
		);
	}
	return { name, words: all, isCompany };
}

/** True if a name at Clio is that of the party, or part of it, or the other way round. */
export function isSameParty({ words: asked }: Party, stored: unknown): boolean {
	const found = nameWords(String(stored ?? ''));
	const isWithin = (a: string[], b: string[]) => covers(a, b) || standsAsOne(a, b);
	return isWithin(asked, found) || isWithin(found, asked);
}

/**
 * True if the party is mentioned in a text: its words stand close together, in any order. Initials, and the
 * middle names of a person, may be left out.
 */
export function isMentioned(party: Party, text: unknown): boolean {
	const found = wordsOf(plainText(text));
	const wanted = essential(party);
	const anchor = longest(wanted);
	const reach = party.words.length + 2;
	const near = (at: number) => found.slice(Math.max(0, at - reach), at + reach + 1);
	const isNear = found.some((word, at) => word === anchor && covers(wanted, near(at)));
	return isNear || standsAsOne(party.words, found);
}

/**
 * What to search contacts for: single words, because how Clio treats several is UNKNOWN; the answers are
 * judged here. Every word, since the name of a contact may be any part of the one that was given: "Wei Ng" of
 * "The Estate of Wei Ng", "H&M" of "H & M Hennes".
 */
export function contactSearches(party: Party): string[] {
	const { words: all } = party;
	const runs = all.map((word) => (isInitial(word) ? word : ' ')).join('');
	const wanted = [...all, ...runs.split(/ +/)].filter((word) => word && !isInitial(word));
	return [...new Set(wanted.flatMap((word) => formsOf(party, word)))];
}

/** What to search texts for, which must have all essential words: the longest is in the fewest of them. */
export const textSearches = (party: Party): string[] => formsOf(party, longest(essential(party)));

/** The words by which a text must mention the party. */
function essential({ words: all, isCompany }: Party): string[] {
	const long = all.filter((word) => !isInitial(word));
	if (long.length < 2) return all;
	return isCompany ? long : [long[0], long[long.length - 1]];
}

/**
 * A word as it was typed, without its accents, and with its apostrophe: whether Clio's search looks past them
 * is UNKNOWN.
 */
function formsOf({ name }: Party, word: string): string[] {
	const isIt = (one: string) => wordsOf(one).includes(word);
	const token = name.split(/[\s,]+/).find(isIt);
	if (!token) return ['&', ' & ', ''].map((between) => [...word].join(between));
	const typed = token.split(/[^\p{L}\p{N}\p{M}]+/u).find(isIt) ?? word;
	const whole = token.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, '');
	const forms = [typed, withoutAccents(typed), ...(/['’]/.test(whole) ? [whole] : [])];
	return [...new Map(forms.map((one) => [one.normalize(), one])).values()];
}

/** True if each word of the first has its own in the second, and not by initials alone. */
function covers(part: string[], whole: string[]): boolean {
	const left = [...whole];
	const take = (fits: (one: string) => boolean): boolean => {
		const at = left.findIndex(fits);
		if (at >= 0) left.splice(at, 1);
		return at >= 0;
	};
	const rest = part.filter((word) => !take((one) => one === word || isSpaceless(word, one)));
	const isFound = part.some((word) => !isInitial(word) && !rest.includes(word));
	return isFound && rest.every((word) => take((one) => isInitialOf(word, one)));
}

/** Chinese, Japanese and Korean names stand within a word: 山田 in 株式会社山田. */
const isSpaceless = (word: string, other: string): boolean =>
	/^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]{2,}$/u.test(word) &&
	other.includes(word);

const isInitial = (word: string): boolean => [...word].length < 2;

const isInitialOf = (a: string, b: string): boolean =>
	(isInitial(a) && b.startsWith(a)) || (isInitial(b) && a.startsWith(b));

/** True if the letters of a name stand in a row, in whole words: "Al-Rashid" in "Ahmad Alrashid". */
function standsAsOne(name: string[], found: string[]): boolean {
	const turned = name.map((_, at) => [...name.slice(at), ...name.slice(0, at)].join(''));
	const { length } = name.join('');
	return found.some((_, at) => {
		let run = '';
		for (let end = at; end < found.length && run.length < length; end++) run += found[end];
		return turned.includes(run);
	});
}

const listed = (text: string): string[] => text.trim().split(/\s+/);

const noise = listed('and the of et und');
const titles = listed('mr mrs ms miss mx dr prof');
const suffixes = listed('jr sr esq esquire ii iii iv md phd jd');
const forms =
	listed(`inc incorporated llc llp lllp lp ltd limited corp corporation co company plc pc pllc
	ulc gmbh sarl srl spa bv nv pty pte cic`);

/** Of what a person left behind, and of companies in scripts without spaces: no part of the name. */
const beforeNames = /^\s*(the\s+)?estate\s+of\s+|株式会社|有限会社|合同会社|有限公司|주식회사/gi;

/** The words of a name, a person's last name last, without titles and the form of a company. */
function nameWords(given: string): string[] {
	const name = given.replace(beforeNames, '');
	const [last, first = [], ...more] = name.split(',').map(wordsOf);
	const isTurned = !more.length && bare(first).length > 0 && !hasForm(first);
	return isTurned ? [...bare(first), ...bare(last)] : bare(wordsOf(name));
}

function bare(all: string[]): string[] {
	const named = all.slice(0, all.length - formAtEnd(all));
	if (named.length < all.length) return bare(named);
	if (titles.includes(all[0]) && all.length > 1) return bare(all.slice(1));
	return suffixes.includes(all[all.length - 1]) ? bare(all.slice(0, -1)) : all;
}

/** True for `Inc.`, `L.L.C.`, and nothing beside it. */
export function isCompanyForm(text: string): boolean {
	const all = wordsOf(text);
	return all.length > 0 && formAtEnd(all) === all.length;
}

const hasForm = (all: string[]): boolean => formAtEnd(all) > 0;

/** Of how many words the form of a company at the end consists: "L.L.C." of three. */
function formAtEnd(all: string[]): number {
	if (forms.includes(all[all.length - 1])) return 1;
	const isForm = (end: string[]) => end.every(isInitial) && forms.includes(end.join(''));
	const counts = [4, 3, 2].filter((count) => count <= all.length);
	return counts.find((count) => isForm(all.slice(-count))) ?? 0;
}

function wordsOf(text: string): string[] {
	const found =
		withoutAccents(text)
			.toLowerCase()
			.match(/[\p{L}\p{N}]+/gu) ?? [];
	return found.filter((word) => !noise.includes(word));
}

/** Letters that are more than a plain one with an accent. */
const plainLetters: Record<string, string> = {
	ß: 'ss',
	ø: 'o',
	Ø: 'O',
	æ: 'ae',
	Æ: 'Ae',
	œ: 'oe',
	Œ: 'Oe',
	ł: 'l',
	Ł: 'L',
	đ: 'd',
	Đ: 'D',
	ı: 'i',
};

function withoutAccents(text: string): string {
	const apart = text.normalize('NFKD').replace(/\p{M}/gu, '');
	return apart.replace(/[ßøØæÆœŒłŁđĐı]/g, (letter) => plainLetters[letter]);
}

/** Notes may be rich text. */
const plainText = (text: unknown): string =>
	String(text ?? '')
		.replace(/<[^>]*>/g, ' ')
		.replace(/&(\w)(acute|grave|uml|circ|tilde|cedil|ring|slash|caron);/g, '$1')
		.replace(/&#?\w+;/g, ' ');

/** The last of those of the same length. */
const longest = (all: string[]): string =>
	all.reduce((best, word) => (word.length >= best.length ? word : best), '');
