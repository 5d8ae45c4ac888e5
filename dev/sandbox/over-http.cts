import { badRequest } from './errors.cts';
import type { Told } from './rate-limit.cts';
import type { Sandbox } from './server.cts';

/** What the controls over HTTP have in common: how words of JSON become those of the handles. */

export type Body = Record<string, any>;

export const done = (_result: unknown) => ({ ok: true });

/** A pattern comes as `pathPattern`, since JSON has no regular expressions. */
export function faultIn(body: unknown) {
	const { pathPattern, ...fault } = (body ?? {}) as Body;
	return { ...fault, path: pathPattern === undefined ? fault.path : new RegExp(pathPattern) };
}

/** Links are sent to another origin: {"origin": "http://…"}; without one no longer. */
export function rewriteIn(body: unknown): ((next: string) => string) | undefined {
	const { origin } = (body ?? {}) as { origin?: string };
	return origin ? (next) => next.replace(new URL(next).origin, origin) : undefined;
}

/** {"x-ratelimit-remaining": "-1", "retry-after": null}: null takes a header away; {} is the truth again. */
export function limitsIn(body: unknown): Told {
	return (headers) =>
		Object.fromEntries(
			Object.entries({ ...headers, ...(body as Body | null) }).filter(
				([, value]) => value !== null,
			),
		);
}

/** {"resource": "matters", "event": "updated", "data": {…}, "count": 200} or "ids" instead. */
export function changed(body: unknown, firm: Pick<Sandbox, 'change' | 'create' | 'remove'>) {
	const { resource = '', event = 'updated', data, ids, count } = (body ?? {}) as Body;
	const which = { ids, count };
	const change = {
		updated: () => firm.change(resource, data, which),
		created: () => firm.create(resource, data ?? {}, count),
		deleted: () => firm.remove(resource, which),
	}[event as string];
	if (!change) throw badRequest(`${event} is not created, updated or deleted`);
	return { ids: change().map(({ id }) => id) };
}
