import type { Json } from './client';
import { isEmpty } from './convert';
import { ClioError } from './errors';
import { valueAt } from './fields';
import type { Firm } from './firm';
import type { Field, Fields, Resource } from './resources/vocabulary';

/**
 * Whether Clio takes a user who is disabled, e.g. as the assignee of a task, is UNKNOWN: such a one is sent,
 * and named if Clio then refuses the change.
 */
export async function withDisabled(
	error: unknown,
	{ writes }: Resource,
	data: Json,
	firm: Firm,
): Promise<unknown> {
	if (!(error instanceof ClioError) || error.reason !== 'refused') return error;
	const { reason, message, advice, status } = error;
	const ids = usersIn(writes, data);
	if (!ids.length) return error;
	// What Clio refused is to be told, not what kept us from finding out why.
	const none = new Map<string, Json>();
	const users = await firm.readAll('user', ids, 'id,name,enabled').catch(() => none);
	const names = [...users.values()]
		.filter(({ enabled }) => enabled === false)
		.map(({ name }) => String(name));
	if (!names.length) return error;
	const isOrAre = names.length === 1 ? 'is' : 'are';
	const why = `${names.join(' and ')} ${isOrAre} disabled in Clio, which may be the reason: choose somebody else.`;
	return new ClioError(reason, message, `${advice} ${why}`, status);
}

function usersIn(fields: Fields, data: Json): string[] {
	const ids = Object.entries(fields).flatMap(([key, field]) =>
		[valueAt(data, field.wire ?? key)].flat().flatMap((value) => usersOf(field, value)),
	);
	return [...new Set(ids)];
}

function usersOf(field: Field, value: unknown): string[] {
	if (isEmpty(value) || field.own) return [];
	if (field.kind === 'list' || field.kind === 'object')
		return usersIn(field.of, Object(value) as Json);
	if (field.kind !== 'reference' || field.byCalendar || !field.to.includes('user')) return [];
	const { id, type = 'User' } = (typeof value === 'object' ? value : { id: value }) as Json;
	return type === 'User' && !isEmpty(id) ? [String(id)] : [];
}
