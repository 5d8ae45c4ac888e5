import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Slot } from './addresses.cts';
import type { Files } from './files.cts';
import { paced } from './pace.cts';
import { badDigest, noLength, wrongSignature } from './refusal.cts';
import type { Transfer } from './serve.cts';

/** Waits on disk for the rest, so that few calls write much. */
const BUFFER = 4 << 20;

/** A PUT: only what came whole and as it was signed is kept. */
export async function receive(transfer: Transfer, slot: Slot, files: Files): Promise<void> {
	const { request, response, note } = transfer;
	checkSigned(request, slot);
	const path = files.newPath();
	try {
		await write(transfer, path);
	} catch (error) {
		await rm(path, { force: true });
		throw error;
	}
	files.receive(slot.uuid, slot.part, { path, size: note.bytes });
	note.status = 200;
	response.writeHead(200, { 'content-length': 0 }).end();
}

/** S3 wants to know the length before, and the headers of the signature as they are (facts 4.1, trap 9). */
function checkSigned({ headers }: IncomingMessage, slot: Slot): void {
	if (headers['transfer-encoding'] || headers['content-length'] === undefined) throw noLength();
	for (const { name, value } of slot.headers) {
		if (headers[name.toLowerCase()] !== value) throw wrongSignature(`${name} was signed`);
	}
	const signed = new Set(slot.headers.map(({ name }) => name.toLowerCase()));
	const stranger = Object.keys(headers).find(
		(name) => name.startsWith('x-amz-') && !signed.has(name),
	);
	if (stranger) throw wrongSignature(`${stranger} was not signed`);
}

async function write({ request, note, fault, speed }: Transfer, path: string): Promise<void> {
	const { 'content-md5': md5 } = request.headers;
	const hash = md5 === undefined ? undefined : createHash('md5');
	const cutAfter = fault?.cutAfter ?? Infinity;
	request.on('data', (chunk: Buffer) => {
		note.bytes += chunk.length;
		hash?.update(chunk);
		if (note.bytes >= cutAfter) request.socket.destroy();
	});
	await pipeline(request, paced(speed), createWriteStream(path, { highWaterMark: BUFFER }));
	if (cutAfter <= note.bytes) throw new Error('The connection is cut');
	if (hash && hash.digest('base64') !== md5) throw badDigest();
}
