import { pipeline } from 'node:stream/promises';
import type { File } from './addresses.cts';
import { sizeOf, streamOf } from './content.cts';
import { paced } from './pace.cts';
import type { Transfer } from './serve.cts';

/** A GET: the bytes, or as many of them as a fault leaves; it may add some. */
export async function send(transfer: Transfer, { name, type, content }: File): Promise<void> {
	const { response, note, speed, fault: { more, cutAfter } = {} } = transfer;
	const source = streamOf(content);
	note.status = 200;
	response.writeHead(200, {
		'content-type': type,
		'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
		...(more === undefined && { 'content-length': sizeOf(content) }),
	});
	if (cutAfter !== undefined) return sendUpTo(cutAfter, source, transfer);
	source.on('data', (chunk: Buffer) => (note.bytes += chunk.length));
	await pipeline(source, paced(speed), response, { end: more === undefined });
	if (more === undefined) return undefined;
	note.bytes += more;
	response.end(Buffer.alloc(more, '.'));
}

async function sendUpTo(
	most: number,
	source: AsyncIterable<Buffer>,
	{ request, response, note }: Transfer,
): Promise<void> {
	let sent = 0;
	for await (const chunk of source) {
		const part = chunk.subarray(0, most - sent);
		await new Promise((resolve) => response.write(part, resolve));
		sent += part.length;
		if (sent >= most) break;
	}
	note.bytes = sent;
	request.socket.destroySoon();
}
