import type { Call, Json } from '../client';
import { ClioError, raise } from '../errors';
import type { File } from './file';
import { bytesOf, partsOf, sums, type Part, type SummedPart } from './parts';
import { StorageError, type Target, type Transfer } from './storage';

/*
 * A file gets to Clio in three steps (facts 4.1): Clio is told of it and says where the storage takes it, the
 * storage is given its bytes, Clio is told that they are there. Nobody sees it in Clio before the last.
 */

export interface Uploading extends Transfer {
	file: File;
}

/** A document whose file nobody sees yet. */
export interface Stub {
	id: string;
	/** Of the version that the file will be. */
	uuid: string;
}

/** Files from here on are sent in parts, as Clio advises (facts 4.2). */
const longest = 100_000_000;

/** Small chunks cost n8n time. */
const chunkSize = 4 * 1024 * 1024;

const mostAddresses = 3;

/**
 * The first two steps. `data` is what Clio is told: name, parent and so on. Should the storage refuse, nothing
 * remains; Clio's address may have grown old, so another one is tried.
 */
export async function store(uploading: Uploading, data: Json): Promise<Stub> {
	for (let addresses = 1; ; addresses++) {
		const [stub, send] = await begun(uploading, data);
		const failed = await send().then(
			() => undefined,
			(error: unknown) => error,
		);
		if (!failed) return stub;
		if (!isVersion(data)) await discard(uploading, stub);
		const isOld = failed instanceof StorageError && failed.isAboutAddress;
		if (!isOld || addresses === mostAddresses) raise(failed as ClioError);
	}
}

/** True for a version of a document that is there, which stays whatever becomes of the version. */
export const isVersion = ({ parent }: Json): boolean => Object(parent).type === 'Document';

type Begun = [Stub, send: () => Promise<void>];

async function begun(uploading: Uploading, data: Json): Promise<Begun> {
	return uploading.file.size > longest ? inParts(uploading, data) : inOne(uploading, data);
}

async function inOne(uploading: Uploading, data: Json): Promise<Begun> {
	const { storage, file } = uploading;
	const version = await begin(uploading, data, 'uuid,put_url,put_headers');
	const target = targetOf(version, file.size);
	const read = async () => file.read(chunkSize);
	return [version, async () => storage.put(target, read, `store "${file.name}"`)];
}

/** What Clio answers of a version: where to put it, or its parts. */
interface Version extends Stub {
	put_url?: unknown;
	put_headers?: unknown;
	multiparts?: unknown;
}

async function begin(
	uploading: Uploading,
	data: Json,
	fields: string,
	stub?: Stub,
): Promise<Version> {
	const { data: document } = await uploading.client.call({
		...(stub
			? { method: 'PATCH', path: `documents/${stub.id}` }
			: { method: 'POST', path: 'documents' }),
		query: { fields: `id,latest_document_version{${fields}}` },
		data,
		harmless: true,
		attempt: attemptOf(uploading),
	});
	const { id, latest_document_version: version } = document as Json;
	return { id: String(id), ...(version as Omit<Version, 'id'>) };
}

function targetOf({ put_url: url, put_headers }: Partial<Version>, size: number): Target {
	const signed = [put_headers ?? []].flat() as Array<{ name: string; value: string }>;
	const headers = Object.fromEntries(signed.map(({ name, value }) => [name, value]));
	return { url: String(url), headers: { 'Content-Length': String(size), ...headers } };
}

/** Clio hands out so many addresses at once (facts 4.2); few at first, so that sending begins soon. */
const batchSizes = [6, 20, 50];

const atOnce = 2;

/** While the parts of one batch are sent, the sums of the next are made. */
async function inParts(uploading: Uploading, data: Json): Promise<Begun> {
	const { file } = uploading;
	const parts = partsOf(file.size);
	const summed = sums(file, parts);
	const first = await take(summed, batchSizes[0]);
	const version = await begin(
		uploading,
		{ ...data, multiparts: first.map(told) },
		'uuid,put_headers,multiparts',
	);
	return [version, async () => sendAll(uploading, version, { parts, summed, first })];
}

interface Cut {
	parts: Part[];
	summed: AsyncGenerator<SummedPart>;
	first: SummedPart[];
}

async function sendAll(
	uploading: Uploading,
	version: Version,
	{ parts, summed, first }: Cut,
): Promise<void> {
	const bytes = bytesOf(uploading.file, parts);
	let batch = first;
	let targets = targetsOf(version);
	for (let sent = 1; batch.length; sent++) {
		const next = take(summed, batchSizes[Math.min(sent, batchSizes.length - 1)]);
		// Should sending fail, that is told; what became of the next sums is of no interest then.
		next.catch(() => undefined);
		await sendBatch(uploading, version, { batch, targets, bytes });
		batch = await next;
		if (batch.length) targets = await addressed(uploading, version, batch);
	}
}

async function sendBatch(
	uploading: Uploading,
	stub: Stub,
	{
		batch,
		targets,
		bytes,
	}: { batch: SummedPart[]; targets: Map<number, Json>; bytes: AsyncGenerator<Buffer> },
): Promise<void> {
	const underway = new Set<Promise<void>>();
	for (const part of batch) {
		const { value } = await bytes.next();
		const sending: Promise<void> = sendPart(uploading, stub, {
			part,
			target: targets.get(part.number),
			bytes: value as Buffer,
		}).finally(() => underway.delete(sending));
		underway.add(sending);
		sending.catch(() => undefined);
		if (underway.size >= atOnce) await Promise.race(underway);
	}
	await Promise.all(underway);
}

/** A part can be sent again, to a new address if the first has grown old (facts 4.2). */
async function sendPart(
	uploading: Uploading,
	stub: Stub,
	{ part, target, bytes }: { part: SummedPart; target?: Json; bytes: Buffer },
): Promise<void> {
	const { storage, file } = uploading;
	const did = `store part ${part.number} of "${file.name}"`;
	const send = async (to?: Json) =>
		storage.put(targetOf(to ?? missing(part), part.size), async () => bytes, did);
	await send(target).catch(async (error: unknown) => {
		if (!(error instanceof StorageError && error.isAboutAddress)) throw error;
		return send((await addressed(uploading, stub, [part])).get(part.number));
	});
}

const missing = ({ number }: Part): never =>
	raise(
		new ClioError(
			'unexpected',
			`Clio gave no address for part ${number} of the file`,
			'Run this item again.',
		),
	);

const addressed = async (uploading: Uploading, stub: Stub, parts: SummedPart[]) =>
	targetsOf(
		await begin(
			uploading,
			{ uuid: stub.uuid, fully_uploaded: false, multiparts: parts.map(told) },
			'uuid,put_headers,multiparts',
			stub,
		),
	);

const targetsOf = ({ multiparts }: Version): Map<number, Json> =>
	new Map(
		([multiparts ?? []].flat() as Json[]).map((part) => [Number(part.part_number), part] as const),
	);

const told = ({ number, size, md5 }: SummedPart): Json => ({
	part_number: number,
	content_length: String(size),
	content_md5: md5,
});

async function take<T>(from: AsyncGenerator<T>, most: number): Promise<T[]> {
	const taken: T[] = [];
	while (taken.length < most) {
		const { done, value } = await from.next();
		if (done) break;
		taken.push(value as T);
	}
	return taken;
}

/** In the background Clio looks whether the bytes are there, which may take a while. */
const pauses = [1, 2, 4, 8, 15, 30].map((seconds) => seconds * 1_000);

/** The last step, which may be repeated: what is there already is no error. `fields` is what to answer with. */
export async function complete(
	uploading: Uploading,
	{ id, uuid }: Stub,
	fields: string,
): Promise<Json> {
	const { client, clock } = uploading;
	const call: Call = {
		method: 'PATCH',
		path: `documents/${id}`,
		query: { fields },
		data: { uuid, fully_uploaded: true },
		attempt: attemptOf(uploading),
	};
	for (const pause of [...pauses, 0]) {
		const answer = await client.call(call).catch((error: unknown) => error as ClioError);
		if (!(answer instanceof Error)) return answer.data as Json;
		if (await isThere(uploading, { id, uuid })) return read(uploading, id, fields);
		if (!isTimeout(answer) || !pause) raise(answer);
		await clock.sleep(pause);
	}
	return raise(new ClioError('unexpected', 'Clio did not take the file', 'Run this item again.'));
}

/** Clio's own word for a check that took too long: to be repeated (facts 4.1). */
const isTimeout = ({ saidType }: ClioError): boolean => saidType === 'UploadTimeoutError';

async function isThere(uploading: Uploading, { id, uuid }: Stub): Promise<boolean> {
	const document = await read(uploading, id, 'id,latest_document_version{uuid,fully_uploaded}');
	const version = Object(document.latest_document_version) as Json;
	return version.uuid === uuid && version.fully_uploaded === true;
}

async function read(uploading: Uploading, id: string, fields: string): Promise<Json> {
	const { data } = await uploading.client.call({
		method: 'GET',
		path: `documents/${id}`,
		query: { fields },
		attempt: attemptOf(uploading),
	});
	return data as Json;
}

/** What was begun and not finished is taken away where it can be; else it stays where nobody sees it. */
export async function discard({ client, file }: Uploading, { id }: Stub): Promise<void> {
	await client
		.call({
			method: 'DELETE',
			path: `documents/${id}`,
			lastly: true,
			attempt: { did: `take back "${file.name}"` },
		})
		.catch(() => undefined);
}

const attemptOf = ({ file }: Uploading): Call['attempt'] => ({
	did: `upload "${file.name}"`,
	permission: 'Documents',
});
