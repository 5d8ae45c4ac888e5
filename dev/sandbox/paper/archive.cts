import { Zip, ZipPassThrough } from 'fflate';
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { Content, Piece } from '../storage/content.cts';
import { WRITTEN } from './zip.cts';

export interface Entry {
	path: string;
	content: Content;
}

const CHUNK = 1 << 20;

/** A zip on disk of files of any size, chunk by chunk; two at the same path are both in it. */
export function writeZip(path: string, entries: Entry[]): Piece {
	const out = openSync(path, 'w');
	let size = 0;
	const zip = new Zip((error, data) => {
		if (error) throw error;
		size += writeSync(out, data);
	});
	const taken = new Set<string>();
	for (const entry of entries) add(zip, freePath(entry.path, taken), entry.content);
	zip.end();
	closeSync(out);
	return { path, size };
}

function add(zip: Zip, path: string, content: Content): void {
	const file = new ZipPassThrough(path);
	file.mtime = WRITTEN;
	zip.add(file);
	for (const chunk of chunksOf(content)) file.push(chunk);
	file.push(new Uint8Array(), true);
}

function* chunksOf(content: Content): Generator<Uint8Array> {
	if (Buffer.isBuffer(content)) {
		yield content;
		return;
	}
	for (const { path } of content) {
		const file = openSync(path, 'r');
		// A new one each time: the zip writes it when it pleases.
		for (;;) {
			const chunk = Buffer.alloc(CHUNK);
			const length = readSync(file, chunk);
			if (length === 0) break;
			yield chunk.subarray(0, length);
		}
		closeSync(file);
	}
}

/** `Letters/Offer.pdf`, then `Letters/Offer (2).pdf`. */
function freePath(path: string, taken: Set<string>): string {
	const [, stem, end] = /^(.+?)(\.[^./]*)?$/s.exec(path)!;
	let free = path;
	for (let count = 2; taken.has(free); count++) free = `${stem} (${count})${end ?? ''}`;
	taken.add(free);
	return free;
}
