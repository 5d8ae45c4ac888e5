import type { Json } from '../client';
import { isEmpty } from '../convert';
import type { Resource } from '../resources/vocabulary';

/** The ending of a file's name without the dot, e.g. `pdf`; nothing if it has none, like `Letter 12.03.2026`. */
export const endingOf = (name: string): string =>
	/[^.]\.(\d*[a-z][a-z0-9]{0,9})$/i.exec(name)?.[1] ?? '';

/**
 * What a file is to be called: as somebody says, else as it is. It keeps its ending, without which nobody's
 * computer can open it, and has no slashes, since they part folders, nor line breaks, as subjects of e-mails have.
 */
export function fileName(said: unknown, own: string): string {
	const name = inOneLine(String(isEmpty(said) ? own : said));
	const ending = endingOf(own);
	return !ending || hasEnding(name, ending) ? name : `${name}.${ending}`;
}

/** "Smith v.Jones" has none: endings are not written like names. */
function hasEnding(name: string, own: string): boolean {
	const ending = endingOf(name);
	return ending.toLowerCase() === own.toLowerCase() || /^([a-z\d]+|[A-Z\d]+)$/.test(ending);
}

const inOneLine = (name: string): string =>
	name
		.replace(/\p{Cc}+/gu, ' ')
		.trim()
		.replace(/[/\\]/g, '-');

/** Clio takes types of these kinds (facts 4.1). */
const kinds = /^(text|image|audio|video|application|font|model|message|multipart)\/[\w.+-]+$/;

/** Of what Clio makes, and of what firms file most: n8n knows no type of what a server gave without one. */
const types: Record<string, string> = {
	csv: 'text/csv',
	doc: 'application/msword',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	eml: 'message/rfc822',
	html: 'text/html',
	jpg: 'image/jpeg',
	json: 'application/json',
	msg: 'application/vnd.ms-outlook',
	pdf: 'application/pdf',
	png: 'image/png',
	txt: 'text/plain',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	zip: 'application/zip',
};

const anyBytes = 'application/octet-stream';

/** Type and nothing beside it; by the name, if it says nothing or Clio would not take it. */
export function contentType(type: unknown, name: string): string {
	const [bare] = String(type ?? '')
		.trim()
		.toLowerCase()
		.split(';');
	if (kinds.test(bare) && bare !== anyBytes) return bare;
	return types[endingOf(name).toLowerCase()] ?? anyBytes;
}

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
	const name = format
		? `${inOneLine([called, period || made].filter(Boolean).join(' '))}.${format}`
		: fileName(called, own);
	return {
		name,
		type: contentType(at(file.type), name),
		...(Number.isNaN(size) ? {} : { size }),
	};
}

/** What to read of a record for its file. */
export const fileFields = ({ file = {}, reads }: Resource): string[] =>
	['id', 'state', ...Object.values(file)].filter((name) => reads.includes(name));
