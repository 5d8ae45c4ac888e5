import type { Json } from '../client';
import { ClioError, raise } from '../errors';
import { begin, targetOf, type Begun, type Stub, type Uploading, type Version } from './begin';
import { bytesOf, partsOf, sums, type Part, type SummedPart } from './parts';
import { StorageError } from './storage';

/** Clio hands out so many addresses at once (facts 4.2). */
const batchSize = 50;

const atOnce = 2;

/** The sums of a batch are made before it is sent, not while another is: both at once cost n8n too much memory. */
export async function inParts(uploading: Uploading, data: Json): Promise<Begun> {
	const { file } = uploading;
	const parts = partsOf(file.size);
	const summed = sums(file, parts);
	const first = await take(summed, batchSize);
	const version = await begin(
		uploading,
		{ ...data, multiparts: first.map(told) },
		'uuid,put_headers,multiparts',
	).catch((error: unknown) => {
		close(summed);
		throw error;
	});
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
	try {
		while (batch.length) {
			await sendBatch(uploading, version, { batch, targets, bytes });
			batch = await take(summed, batchSize);
			if (batch.length) targets = await addressed(uploading, version, batch);
		}
	} finally {
		close(bytes);
		close(summed);
	}
}

/** The file is read no further. */
const close = (reading: AsyncGenerator<unknown>): void =>
	void reading.return(undefined).catch(() => undefined);

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
