import { argumentError } from './errors.cts';
import type { Order } from './order.cts';
import type { Row } from './store.cts';

/** Facts 2.5: a cursor without a ceiling for id(asc), everything else ends at 10,000 records. */
const CEILING = 10_000;

export type Position =
	| { mode: 'cursor'; after: number }
	/** `token`: another order without `offset`; its links carry a page_token all the same. */
	| { mode: 'token' | 'offset'; skip: number };

export interface Page {
	rows: Row[];
	paging: { next?: string; previous?: string };
}

export function positionOf(query: URLSearchParams, order: Order): Position {
	const token = query.get('page_token');
	const isCursor = order.path === 'id' && !order.descending;
	if (token) return readToken(token, isCursor);
	const offset = query.get('offset');
	if (offset !== null) return { mode: 'offset', skip: underCeiling(wholeNumber(offset)) };
	return isCursor ? { mode: 'cursor', after: 0 } : { mode: 'token', skip: 0 };
}

function wholeNumber(text: string): number {
	if (/^\d+$/.test(text)) return Number(text);
	throw argumentError('offset is invalid');
}

function underCeiling(skip: number): number {
	if (skip < CEILING) return skip;
	throw argumentError(`Only the first ${CEILING} records can be reached this way`);
}

export function pageOf(found: Row[], limit: number, position: Position, url: string): Page {
	const rows = found.slice(0, limit);
	const paging: Page['paging'] = {};
	if (found.length > limit) paging.next = linkTo(url, nextPosition(position, rows, limit));
	if (position.mode === 'offset' && position.skip > 0) {
		paging.previous = linkTo(url, { mode: 'offset', skip: Math.max(0, position.skip - limit) });
	}
	return { rows, paging };
}

function nextPosition(position: Position, rows: Row[], limit: number): Position {
	if (position.mode === 'cursor') return { mode: 'cursor', after: rows.at(-1)!.id };
	return { ...position, skip: position.skip + limit };
}

/** Absolute, and repeating the parameters of the call. */
function linkTo(url: string, position: Position): string {
	const link = new URL(url);
	const query = link.searchParams;
	query.delete('page_token');
	query.delete('offset');
	if (position.mode === 'offset') query.set('offset', String(position.skip));
	else query.set('page_token', writeToken(position));
	return link.toString();
}

function writeToken(position: Position): string {
	const place = position.mode === 'cursor' ? `a${position.after}` : `s${position.skip}`;
	return Buffer.from(`v1.${place}`).toString('base64url');
}

/** A token of another order is as invalid as an invented one. Status 422 is UNKNOWN at Clio. */
function readToken(token: string, isCursor: boolean): Position {
	const text = Buffer.from(token, 'base64url').toString();
	const [, letter, digits] = /^v1\.([as])(\d+)$/.exec(text) ?? [];
	if (letter !== (isCursor ? 'a' : 's')) throw argumentError('page_token is invalid');
	if (isCursor) return { mode: 'cursor', after: Number(digits) };
	return { mode: 'token', skip: underCeiling(Number(digits)) };
}
