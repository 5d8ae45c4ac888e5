import type { Call, Json } from './client';
import { refusedField } from './complaints';
import { inDoubt, type ClioError } from './errors';
import type { Answer } from './sending';

/* What an answer of Clio's means, and whether a call may be sent again. */

/** In characters: with a link each way, which repeat what was asked for. */
const longestPaging = 20_000;

export const isRemoval = ({ method, removes }: Call): boolean =>
	method === 'DELETE' || removes === true;

/** True for a change that somebody may see at Clio. */
export const changesRecords = ({ method, recordsStay, harmless }: Call): boolean =>
	method !== 'GET' && !recordsStay && !harmless;

/** What these are answered with is of no use, and for PUT not known (facts 3.4). */
export const mayBeBare = (call: Call): boolean => isRemoval(call) || call.method === 'PUT';

/**
 * True for an answer without text: nothing, or nothing but JSON. Clio says 201 or 204 where it has nothing to tell;
 * whoever says 200 and nothing, not even what Clio tells with every answer, is not Clio.
 */
export const isBare = (answer: Answer): boolean =>
	answer.body ? typeof answer.body === 'object' : answer.status !== 200 || isClios(answer);

/** True for JSON that breaks off. */
export const isCut = ({ body }: Answer): boolean =>
	typeof body === 'string' && /^\s*[{[]/.test(body);

export const isSuccess = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** Clio's own answers tell the budget (facts 2.8); a sign-in page on the way does not. */
export const isClios = ({ headers }: Answer): boolean => headers['x-ratelimit-limit'] !== undefined;

/** True if Clio says that a record still has the etag under which it is known. */
export const isStillKnown = ({ ifNoneMatch }: Call, { status }: Answer): boolean =>
	status === 304 && ifNoneMatch !== undefined;

const isRecord = (data: unknown): data is Json =>
	typeof data === 'object' && data !== null && !Array.isArray(data);

/** True if an answer has the record that was asked for; after a change, with something in it. */
export const holdsRecord = ({ method }: Call, { data }: Json): boolean =>
	isRecord(data) && (method === 'GET' || Object.keys(data).length > 0);

/** The same of a list. The ids of billable matters may come bare, or as one record: what that list answers with is not known (facts 2.9). */
export const holdsList = (_: Call, { data }: Json): boolean =>
	isRecord(data) || (Array.isArray(data) && data.every((entry) => isRecord(entry) || isId(entry)));

const isId = (entry: unknown): boolean => /^\d+$/.test(String(entry)) && !Array.isArray(entry);

/** The records of a list, and the link to the next page. */
export function listedIn({ data, meta }: Json): { records: Json[]; next: unknown } {
	const { next } = Object((Object(meta) as Json).paging) as Json;
	return { records: [data].flat().map((entry) => (isRecord(entry) ? entry : { id: entry })), next };
}

/**
 * Answers after which a change may have been carried out: a redirect by something between us and Clio, or a
 * complaint about the fields to answer with (whether Clio looks at them first is not known).
 */
export const isUnclear = ({ status, body }: Answer): boolean =>
	isRedirect(status) || refusedField(status, body) !== undefined;

/** True for a creation that Clio itself has refused, the only time it was sent: all is as it was. */
export const hasMadeNothing = (call: Call, answer: Answer): boolean =>
	!mayRepeat(call) &&
	call.method === 'POST' &&
	isClios(answer) &&
	answer.status >= 400 &&
	answer.status < 500 &&
	!isUnclear(answer);

export const isRedirect = (status: number): boolean => status >= 300 && status < 400;

export const isLost = ({ status }: Answer): boolean => status === 0 || status >= 500;

export const neverLeft = ({ status, sent }: Answer): boolean => status === 0 && sent === false;

/**
 * Reads and deletions can be repeated. A change can, unless it adds list entries, which would be added
 * twice, has a person's ETag, which its own first sending would have used up, or tells people something. A
 * guard may be used up: the change is then planned anew. A creation cannot be repeated: Clio has no
 * idempotency key (facts, trap 33).
 */
export function mayRepeat({ method, data, ifMatch, once, harmless }: Call): boolean {
	if (harmless) return true;
	if (method === 'POST') return false;
	return method !== 'PATCH' || !(ifMatch || once || addsEntries(data));
}

export const inDoubtAfter = ({ attempt, path }: Call, { status, body }: Answer): ClioError =>
	inDoubt(attempt.did, path, status, body);

/** True for an entry of a list that Clio adds: one without an id. */
export const isNew = (entry: unknown): boolean => (Object(entry) as Json).id == null;

/** True if a list anywhere in the body has a new entry. */
export function addsEntries(value: unknown): boolean {
	if (Array.isArray(value) && value.some(isNew)) return true;
	return typeof value === 'object' && value !== null && Object.values(value).some(addsEntries);
}

/** JSON as what it tells; any other text stays as it is. */
export function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** The link to the next page in the text of an answer: finding it takes a hundredth of reading all of it. */
export function nextIn(text: string): string | undefined {
	const at = text.lastIndexOf('"paging"');
	const paging = at < 0 ? '' : text.slice(at, at + longestPaging);
	const [, link] = /^"paging"\s*:\s*\{[^{}]*?"next"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(paging) ?? [];
	return link && String(readJson(link));
}
