import type { Query, Value } from './client';
import { whole } from './text';

/** Nothing for what is no address. */
export function parsed(url: string, base?: string): URL | undefined {
	try {
		return new URL(url, base);
	} catch {
		return undefined;
	}
}

export const originOf = (url: string): string | undefined => parsed(url)?.origin;

/** True for a host of Clio's. */
export const isClio = ({ hostname }: URL): boolean => /(^|\.)clio\.com$/.test(hostname);

/** True for words, numbers and single slashes: what leads to nothing but to a place below the API. */
export const isPath = (path: string): boolean => /^[\w-]{1,100}(\/[\w-]{1,100})*$/.test(path);

/* What may stand as it is: a list of fields is half commas, and two hundred ids have a key each. */
const escaped = (value: Value): string =>
	encodeURIComponent(whole(String(value))).replace(/%2C/g, ',');
const keyOf = (key: string): string => encodeURIComponent(key).replace(/%5B%5D$/, '[]');

/** `?a=1&ids[]=2&ids[]=3`: lists repeat their key, which already ends in `[]` (facts 2.4). */
export function queryString(query: Query = {}): string {
	const pairs = Object.entries(query).flatMap(([key, value]) =>
		value === undefined ? [] : [value].flat().map((one) => `${keyOf(key)}=${escaped(one)}`),
	);
	return pairs.length ? `?${pairs.join('&')}` : '';
}
