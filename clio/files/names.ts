import type { Json } from '../client';
import { isEmpty } from '../convert';
import type { Resource } from '../resources/vocabulary';

/** The ending of a file's name without the dot, e.g. `pdf`; nothing if it has none. */
export const endingOf = (name: string): string => /[^.]\.([a-z0-9]{1,10})$/i.exec(name)?.[1] ?? '';

/**
 * What a file is to be called: as somebody says, else as it is. It keeps its ending, without which nobody's
 * computer can open it, and has no slashes, since they part folders.
 */
export function fileName(said: unknown, own: string): string {
	const name = withoutSlashes(String(isEmpty(said) ? own : said));
	const ending = endingOf(own);
	return endingOf(name) || !ending ? name : `${name}.${ending}`;
}

const withoutSlashes = (name: string): string => name.trim().replace(/[/\\]/g, '-');

/** Clio takes types of these kinds (facts 4.1). */
const kinds = /^(text|image|audio|video|application|font|model|message|multipart)\/[\w.+-]+$/;

/** Type and nothing beside it; what Clio would not take is a file like any other. */
export function contentType(type: unknown): string {
	const [bare] = String(type ?? '')
		.trim()
		.toLowerCase()
		.split(';');
	return kinds.test(bare) ? bare : 'application/octet-stream';
}

/** Of what Clio makes. */
const types: Record<string, string> = {
	csv: 'text/csv',
	html: 'text/html',
	json: 'application/json',
	pdf: 'application/pdf',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	zip: 'application/zip',
};

/** A file that a record has. */
export interface Recorded {
	name: string;
	type: string;
	/** In bytes, if Clio says. */
	size?: number;
}

/**
 * The file of a record, by what its resource says of files.
 * @param period what a report is about; without one it is known by the day it was made
 */
export function recordedFile({ file = {}, label }: Resource, record: Json, period = ''): Recorded {
	const at = (path?: string) => (path && !isEmpty(record[path]) ? record[path] : undefined);
	const format = String(at(file.format) ?? file.format ?? '');
	const called = at(file.name) ?? at(file.filename) ?? `${label} ${String(record.id)}`;
	const own = String(at(file.filename) ?? (format && `file.${format}`));
	const made = String(at(file.made) ?? '').slice(0, 10);
	// 0 may be the size of a newer version that is not there yet: what is fetched is the one before.
	const size = Number(at(file.size) || NaN);
	return {
		name: format
			? `${withoutSlashes([called, period || made].filter(Boolean).join(' '))}.${format}`
			: fileName(called, own),
		type: types[format] ?? contentType(at(file.type)),
		...(Number.isNaN(size) ? {} : { size }),
	};
}

/** What to read of a record for its file. */
export const fileFields = ({ file = {}, reads }: Resource): string[] =>
	['id', 'state', ...Object.values(file)].filter((name) => reads.includes(name));
