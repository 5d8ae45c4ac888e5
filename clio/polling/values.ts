import type { Json } from '../client';
import { digest } from './memory';

/** Longer values are known by their digest, so that the change shows, but not the old value. */
const longest = 60;
const isDigest = /^#/;
const isRecord = /^@(\S+) ?(.*)$/s;

/**
 * The value of a field as it is kept: `"Open"`, `12`, `@7 Anna Kaur` for a record, `#…` for what is long. What
 * has no id is known by what is in it.
 */
export function compact(value: unknown): string {
	if (isOther(value)) {
		const { id, ...rest } = value;
		return `@${String(id)} ${String(nameIn(rest) ?? '').slice(0, longest)}`.trim();
	}
	const text = JSON.stringify(Array.isArray(value) ? value.map(essence) : essence(value ?? null));
	return text.length > longest ? `#${digest(text)}` : text;
}

/** True if both mean the same value; of a record only which one it is counts. */
export const isSame = (one: string, other: string): boolean => identity(one) === identity(other);

const identity = (kept: string): string => isRecord.exec(kept)?.[1] ?? kept;

/** What was kept, for a person; undefined for a value that was too long to be kept. */
export function shown(kept: string): unknown {
	if (isDigest.test(kept)) return undefined;
	const [, id, name] = isRecord.exec(kept) ?? [];
	return id ? name || id : (JSON.parse(kept) as unknown);
}

/** What a changed field is like now, for a person. */
export const shownNow = (value: unknown): unknown =>
	isOther(value) ? (nameIn(value) ?? value.id) : (value ?? null);

const isPlain = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Another record, of which only counts which one it is. */
const isOther = (value: unknown): value is Json => isPlain(value) && !isBlank(value.id);

const isBlank = (id: unknown): boolean => id === undefined || id === null;

const nameIn = (record: Json): unknown =>
	record.name ?? record.full_name ?? record.display_number ?? record.description ?? record.subject;

/** What is new each time says nothing about a change of the entry. */
const essence = (entry: unknown): unknown => {
	if (!isPlain(entry)) return entry;
	const { etag, created_at, updated_at, ...rest } = entry;
	void [etag, created_at, updated_at];
	return rest;
};
