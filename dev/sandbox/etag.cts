import { createHash } from 'node:crypto';
import type { Row } from './store.cts';

/** The quotes are part of the value, in the header and in the field (facts 2.6). */
export function etagOf(row: Row): string {
	const state = `${row.id}:${row.version ?? row.updated_at ?? 0}`;
	return `"${createHash('md5').update(state).digest('hex')}"`;
}

export const lastModified = (row: Row): string => new Date(row.updated_at).toUTCString();

/** A conditional read: has nothing changed since the caller's copy? */
export function isFresh(headers: NodeJS.Dict<string | string[]>, row: Row): boolean {
	const known = headers['if-none-match'];
	if (known) return matches(String(known), etagOf(row));
	const since = headers['if-modified-since'];
	return (
		!!since && Date.parse(String(since)) >= Math.floor(Date.parse(row.updated_at) / 1000) * 1000
	);
}

/** What If-None-Match names; weak etags count (RFC 9110, 13.1.2). */
function matches(header: string, etag: string): boolean {
	return holds(header.replaceAll('W/', ''), etag);
}

/** What If-Match names; a weak etag never matches (RFC 9110, 13.1.1). */
export function holds(header: string, etag: string): boolean {
	return header === '*' || header.split(/,\s*/).includes(etag);
}
