import { isPath } from './address';
import type { Call, Json, Method, Query, Value } from './client';
import { isEmpty, toText } from './convert';
import { refuse } from './errors';
import { has } from './facts';
import { apiPath, type Place } from './regions';
import type { Answer } from './sending';

/** A call as a person writes it who reads Clio's reference. */
export interface ApiRequest {
	method: Method;
	/** `matters/123`, `/api/v4/matters.json?limit=5`, or the whole address. */
	path: unknown;
	parameters: Array<{ name?: unknown; value?: unknown }>;
	/** With or without Clio's `data` around it (facts, trap 3). */
	body: Json;
}

/** The call meant. Throws for what cannot be a path of this connection's API. */
export function apiCall({ method, path: given, parameters, body }: ApiRequest, place: Place): Call {
	const { path, search } = pathOf(String(given ?? '').trim(), place);
	const inPath = [...new URLSearchParams(search)].map(([name, value]) => ({ name, value }));
	const query = queryOf([...inPath, ...parameters]);
	const data = method === 'GET' || method === 'DELETE' ? undefined : dataOf(body);
	if (method === 'PATCH' && !data)
		refuse('Body is empty', 'Write what to change, e.g. {"description": "New description"}.');
	// What else a change sets off is not known here: e-mails, a new number.
	const once = method === 'PATCH';
	return { method, path, query, data, once, attempt: { did: `carry out ${method} ${path}` } };
}

/** What Clio answered, as records, which its API wraps in a word of its own. */
export function recordsIn({ status, headers, body }: Answer, envelope = 'data'): Json[] {
	if (status === 303) return [{ location: headers.location }];
	if (isEmpty(body) || status === 204) return [{ success: true }];
	if (typeof body !== 'object') return [{ text: String(body) }];
	const { [envelope]: data = body } = body as Json;
	return [data].flat().map(asRecord);
}

const asRecord = (value: unknown): Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Json)
		: { value };

function pathOf(given: string, { host }: Place): { path: string; search: string } {
	if (!given) refuse('Path is missing', "Write it as in Clio's reference, e.g. matters/123.");
	const [address, ...rest] = given.split('?');
	const base = `${host}${apiPath}/`;
	const isWhole = /^([a-z][a-z\d+.-]*:|\/\/)/i.test(address);
	if (isWhole && !address.toLowerCase().startsWith(base.toLowerCase())) {
		refuse(
			"The address is not one of this connection's Clio",
			`Requests go to addresses that begin with ${base}, so that the connection's key stays there.`,
		);
	}
	const below = isWhole ? address.slice(base.length) : address.replace(/^\/?(api\/v4\/)?/, '');
	const path = below.replace(/\.json$/, '');
	if (!isPath(path)) {
		refuse(
			`"${address}" is not a path of Clio's API`,
			"Write it as in Clio's reference, e.g. matters/123: words, numbers and single slashes, and an ID wherever the reference says {id}.",
		);
	}
	return { path, search: rest.join('?') };
}

function queryOf(parameters: ApiRequest['parameters']): Query {
	const query = Object.create(null) as Query;
	for (const { name: given, value } of parameters) {
		const name = String(given ?? '').trim();
		if (!name && isEmpty(value)) continue;
		if (!name) refuse('A query parameter has no name', 'Give it one, or remove it.');
		if (has(query, name) && !name.endsWith('[]'))
			refuse(`The query parameter ${name} is set twice`, 'Remove one of them.');
		query[name] = [query[name] ?? [], valuesOf(name, value)].flat();
	}
	return query;
}

function valuesOf(name: string, given: unknown): Value[] {
	if (isEmpty(given)) {
		refuse(
			`The query parameter ${name} is empty`,
			'Give it a value, or remove it: without it Clio may answer with the records of the whole account.',
		);
	}
	return [given].flat().map((value) => toText(value, `The query parameter ${name}`));
}

/** Clio knows nothing beside `data`, and no field of that name in it. */
function dataOf(body: Json): Json | undefined {
	const { data = body, ...beside } = body;
	if (data !== body && Object.keys(beside).length) {
		refuse(
			`Body has ${Object.keys(beside).join(', ')} beside data`,
			'Clio would not look at it: put everything into data, or leave data away.',
		);
	}
	if (typeof data !== 'object' || data === null || Array.isArray(data))
		refuse('The data in Body is not a JSON object', 'Write e.g. {"data": {"description": "New"}}.');
	return Object.keys(data as Json).length ? (data as Json) : undefined;
}
