const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WITHOUT_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * The one precision of every date-time of a record: whole seconds, what is below is cut off, as in
 * all of Clio's examples. Two changes within a second carry the same updated_at; their etags differ.
 */
export const stamp = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export function isDay(text: string): boolean {
	return DAY.test(text) && dayOfText(text) === text;
}

/** A moment from ISO 8601; without an offset it is taken as UTC (UNKNOWN at Clio). NaN if unreadable. */
export function instant(text: string): number {
	if (isDay(text)) return Date.parse(text);
	if (!INSTANT.test(text)) return NaN;
	return Date.parse(WITHOUT_OFFSET.test(text) ? `${text}Z` : text);
}

function dayOfText(text: string): string {
	const ms = Date.parse(text);
	return Number.isNaN(ms) ? '' : dayOf(ms);
}
