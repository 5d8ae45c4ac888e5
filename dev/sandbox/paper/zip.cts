import { strToU8, zipSync } from 'fflate';

/** In the zone of the machine, as zip knows no other; the same every time. */
export const WRITTEN = new Date(2026, 0, 1);

/** A zip of small files by their paths. */
export function zipOf(files: Record<string, string | Uint8Array>): Buffer {
	const entries = Object.entries(files).map(([path, content]) => [
		path,
		typeof content === 'string' ? strToU8(content) : content,
	]);
	return Buffer.from(zipSync(Object.fromEntries(entries), { mtime: WRITTEN, level: 1 }));
}
