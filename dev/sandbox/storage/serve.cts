import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pause, type Faults } from '../faults.cts';
import type { Addresses, Grant } from './addresses.cts';
import type { Files } from './files.cts';
import { receive } from './receive.cts';
import { expired, onOrder, Refusal, twoAuthorizations, wrongSignature } from './refusal.cts';
import { send } from './send.cts';
import type { StorageFault, StorageRequest } from './storage.cts';

/** One transfer, and what becomes of it. */
export interface Transfer {
	request: IncomingMessage;
	response: ServerResponse;
	note: StorageRequest;
	fault?: StorageFault;
	/** In bytes a second. */
	speed: number;
}

/** Storage as the world sees it: bytes at signed addresses, refusals in XML. */
export const serve =
	(
		files: Files,
		faults: Faults<StorageFault>,
		requests: StorageRequest[],
		now: () => number,
	): RequestListener =>
	async (request, response) => {
		const url = new URL(request.url ?? '/', 'http://storage');
		const note = noteOf(request, url.pathname);
		requests.push(note);
		const fault = faults.take(note.method, url.pathname);
		const transfer = { request, response, note, fault, speed: files.speed };
		try {
			if (await isOver(transfer)) return;
			const grant = admit(request, url, files.addresses, now());
			if (grant.method === 'PUT') await receive(transfer, grant.slot, files);
			else await send(transfer, grant.file);
		} catch (error) {
			if (error instanceof Refusal) await refuse(transfer, error);
			else giveUp(transfer, error);
		}
	};

/** Mostly the connection broke, and there is nobody to tell; else it is a fault of the sandbox. */
function giveUp({ request }: Transfer, error: unknown): void {
	if (!request.socket.destroyed) console.error(request.method, 'storage', error);
	request.socket.destroy();
}

function noteOf({ method = '', headers }: IncomingMessage, path: string): StorageRequest {
	const { authorization, ...others } = headers;
	const kept = Object.entries(others).map(([name, value]) => [name, String(value)]);
	const authorized = authorization !== undefined;
	if (authorized) kept.push(['authorization', '…']);
	return { method, path, status: 0, authorized, headers: Object.fromEntries(kept), bytes: 0 };
}

/** What a fault does before anything is looked at; true: the call ends here, unanswered. */
async function isOver({ request, fault = {} }: Transfer): Promise<boolean> {
	if (fault.delayMs) await pause(fault.delayMs);
	if (fault.drop) request.socket.destroy();
	if (fault.hang) request.resume();
	if (fault.status !== undefined || fault.code !== undefined) {
		throw onOrder(fault.status, fault.code);
	}
	return !!fault.drop || !!fault.hang;
}

/** An address is for one method and one path, for a while, and takes no second authorization (trap 8). */
function admit(
	{ method, headers }: IncomingMessage,
	url: URL,
	addresses: Addresses,
	now: number,
): Grant {
	if (headers.authorization !== undefined) throw twoAuthorizations();
	const grant = addresses.find(url);
	if (!grant) throw wrongSignature('No such address was handed out');
	if (grant.method !== method) throw wrongSignature(`It was signed for ${grant.method}`);
	if (grant.path !== url.pathname) throw wrongSignature('It was signed for another path');
	if (grant.until < now) throw expired();
	return grant;
}

/** The rest of the body is read first: a caller that is still sending would never see the answer. */
async function refuse({ request, response, note }: Transfer, refusal: Refusal): Promise<void> {
	if (!request.readableEnded && !request.destroyed) {
		request.on('data', (chunk: Buffer) => (note.bytes += chunk.length));
		await new Promise((resolve) => request.once('close', resolve).once('end', resolve));
	}
	note.status = refusal.status;
	response.writeHead(refusal.status, { 'content-type': 'application/xml' }).end(refusal.xml);
}
