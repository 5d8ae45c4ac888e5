import { refuse } from './errors';

/*
 * An etag is one state of a record: it is another after every change (facts 2.6). Clio writes it with quotes,
 * people and expressions lose them, and something on the way may mark it as weak (`W/"..."`).
 */

const form = /^(W\/)?("?)([\x21\x23-\x7e]+)\2$/;

/** An etag that somebody gave, in the form of HTTP: with its quotes (RFC 9110, 8.8.3). */
export function checkedEtag(given: unknown, option: string): string {
	const typed = typeof given === 'object' ? JSON.stringify(given) : String(given).trim();
	const [, weak = '', , value] = form.exec(typed) ?? [];
	if (value && typeof given !== 'object') return `${weak}"${value}"`;
	return refuse(
		`${option} is not an etag: ${typed}`,
		'Give it the etag of the record as the node returned it, such as "9a103be2201ae758992733a91f02903f".',
	);
}

/** The etag that If-Match takes: a weak one would never match (RFC 9110, 13.1.1), and Clio documents none. */
export const strong = (etag: string): string => etag.replace(/^W\//, '');

/** True for the same state of a record: quotes and weakness do not count. */
export const isSameEtag = (one: unknown, other: string): boolean =>
	valueOf(one) === valueOf(other) && valueOf(other) !== undefined;

const valueOf = (etag: unknown): string | undefined => form.exec(String(etag ?? '').trim())?.[3];
