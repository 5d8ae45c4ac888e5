import type { Json } from '../clio/client';

/**
 * A parameter as plain values: locators as the id or link in them (reading a whole collection gives the
 * raw object), lists of a form without their wrapping.
 */
export function plain(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(plain);
	if (!isPlainObject(value)) return value;
	if ('__rl' in value) return value.mode === 'name' ? named(value.value) : (value.value ?? '');
	if (typeof value.entries === 'object' && Object.keys(value).length === 1)
		return plain(value.entries);
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

/** "12345" typed as a name is a number on a file, not an id. */
const named = (value: unknown): unknown => (value ? { named: String(value) } : '');

/** A Luxon DateTime from an expression is an object, too, and stays what it is. */
const isPlainObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
