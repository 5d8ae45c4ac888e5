import { ApiError, invalid } from './errors.cts';
import { integer, text } from './rules.cts';
import type { Header } from './storage/addresses.cts';
import type { Content } from './storage/content.cts';
import { WHOLE } from './storage/files.cts';
import type { Row } from './store.cts';
import { entries } from './sub-lists.cts';
import type { Computed, Place, Rule } from './vocabulary.cts';
import type { World } from './world.cts';

/** How the bytes of a version come in: by one PUT, or in parts with one each (facts 4.1, 4.2). */

interface Part {
	part_number: number;
	content_length: number;
	content_md5?: string;
}

const MOST_PARTS_A_REQUEST = 50;
const MOST_PARTS = 10_000;
const LEAST_BYTES = 5 << 20;
const MD5 = /^[A-Za-z0-9+/]{22}==$/;

/** `multiparts` of a body. */
export const multiparts: Rule = (value, place) => {
	const parts = entries(value, place).map((each) => partOf(each, place));
	if (parts.length <= MOST_PARTS_A_REQUEST) return parts;
	throw invalid(`multiparts may hold at most ${MOST_PARTS_A_REQUEST} parts`);
};

function partOf(entry: Record<string, unknown>, place: Place): Part {
	const part_number = integer(entry.part_number, place) as number | null;
	const content_length = integer(entry.content_length, place) as number | null;
	const content_md5 = (text(entry.content_md5, place) as string | null) ?? undefined;
	if (part_number === null || part_number < 1 || part_number > MOST_PARTS) {
		throw invalid(`part_number must be from 1 to ${MOST_PARTS}`);
	}
	if (content_length === null || content_length < 0) throw invalid('content_length is missing');
	if (content_md5 && !MD5.test(content_md5)) throw invalid('content_md5 must be Base64 of an MD5');
	return { part_number, content_length, content_md5 };
}

/** What a new version keeps of the parts asked for; without any it is uploaded in one go. */
export function partsOf({ multiparts: asked }: Row): { parts?: Part[]; asked?: Part[] } {
	return asked?.length ? added([], asked) : {};
}

/** More parts, or some of them anew: only those of the last call are shown (UNKNOWN). */
export function withParts(version: Row, asked: Part[]): Row {
	if (!version.parts) throw invalid('The upload was begun without multiparts');
	return { ...version, ...added(version.parts, asked) };
}

/** Only the last of them may be small. */
function added(before: Part[], asked: Part[]): { parts: Part[]; asked: Part[] } {
	const byNumber = new Map([...before, ...asked].map((part) => [part.part_number, part]));
	const parts = [...byNumber.values()].sort((a, b) => a.part_number - b.part_number);
	const small = parts.slice(0, -1).find(({ content_length }) => content_length < LEAST_BYTES);
	if (small) throw invalid(`Part ${small.part_number} must have at least ${LEAST_BYTES} bytes`);
	return { parts, asked };
}

/** All that lies in storage for a version. UNKNOWN the status of this error (facts 4.1). */
export function uploadOf({ uuid, parts, filename }: Row, { store }: World): Content {
	const numbers = parts?.map(({ part_number }: Part) => part_number) ?? [WHOLE];
	const found = store.files.uploaded(uuid, numbers);
	if (found) return found;
	throw new ApiError(422, 'UploadNotFoundError', `Storage has no file ${filename} (UUID ${uuid})`);
}

/** Signed with the address. */
const headersOf = ({ content_type }: Row): Header[] => [
	{ name: 'x-amz-server-side-encryption', value: 'AES256' },
	{ name: 'Content-Type', value: content_type },
];

const headersOfPart = ({ content_length, content_md5 }: Part): Header[] => [
	{ name: 'Content-Length', value: String(content_length) },
	...(content_md5 ? [{ name: 'Content-MD5', value: content_md5 }] : []),
];

export const putHeaders: Computed = (version) =>
	version.fully_uploaded ? null : headersOf(version);

/** A new address whenever it is asked for. */
export const putUrl: Computed = (version, { store, now }) => {
	const { uuid, fully_uploaded, parts, filename } = version;
	if (fully_uploaded || parts) return null;
	const slot = { uuid, part: WHOLE, headers: headersOf(version) };
	return store.files.addresses.toPut(slot, filename, now());
};

export const putParts: Computed = ({ uuid, fully_uploaded, asked, filename }, { store, now }) => {
	if (fully_uploaded || !asked) return null;
	return asked.map((part: Part) => {
		const put_headers = headersOfPart(part);
		const slot = { uuid, part: part.part_number, headers: put_headers };
		const put_url = store.files.addresses.toPut(slot, filename, now());
		return { part_number: part.part_number, put_url, put_headers };
	});
};
