import type { Query, Value } from './client';

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

/** Commas may stand as they are, and a list of fields is half commas. */
const escaped = (value: Value): string => encodeURIComponent(value).replace(/%2C/g, ',');

/** `?a=1&ids[]=2&ids[]=3`: lists repeat their key, which already ends in `[]` (facts 2.4). */
export function queryString(query: Query = {}): string {
	const pairs = Object.entries(query).flatMap(([key, value]) =>
		value === undefined
			? []
			: [value].flat().map((one) => `${encodeURIComponent(key)}=${escaped(one)}`),
	);
	return pairs.length ? `?${pairs.join('&')}` : '';
}
