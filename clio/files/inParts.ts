import type { Json } from '../client';
import { ClioError, raise } from '../errors';
import { begin, targetOf, type Begun, type Stub, type Uploading, type Version } from './begin';
import { close, PartReader, partSize, partsOf, sums, type Part, type SummedPart } from './parts';
import { StorageError } from './storage';

/** Clio hands out so many addresses at once (facts 4.2); few at first, so that sending begins soon. */
const batchSizes = [5, 20, 50];

const atOnce = 2;

/** While the parts of one batch are sent, the sums of the next are made. */
export async function inParts(uploading: Uploading, data: Json): Promise<Begun> {
	const { file } = uploading;
	const parts = partsOf(file.size);
	const summed = sums(file, parts);
	const first = await take(summed, batchSizes[0]);
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
	const reader = new PartReader(uploading.file, parts);
	const rooms = Array.from({ length: atOnce }, () => Buffer.allocUnsafe(partSize));
	let batch = first;
	let targets = targetsOf(version);
	try {
		for (let sent = 1; batch.length; sent++) {
			const next = take(summed, batchSizes[Math.min(sent, batchSizes.length - 1)]);
			// Should sending fail, that is told; what became of the next sums is of no interest then.
			next.catch(() => undefined);
			await sendBatch(uploading, version, { batch, targets, reader, rooms });
			batch = await next;
			if (batch.length) targets = await addressed(uploading, version, batch);
		}
	} finally {
		reader.close();
		close(summed);
	}
}

interface Batch {
	batch: SummedPart[];
	targets: Map<number, Json>;
	reader: PartReader;
	/** Memory for a part each. */
	rooms: Buffer[];
}

/** As many parts at once as there is room for. */
async function sendBatch(
	uploading: Uploading,
	stub: Stub,
	{ batch, targets, reader, rooms }: Batch,
): Promise<void> {
	const free = [...rooms];
	const underway = new Set<Promise<unknown>>();
	for (const part of batch) {
		if (!free.length) await Promise.race(underway);
		const room = free.pop() as Buffer;
		const bytes = await reader.next(room);
		const target = targets.get(part.number);
		const sending: Promise<unknown> = sendPart(uploading, stub, { part, target, bytes }).then(
			() => {
				free.push(room);
				underway.delete(sending);
			},
		);
		underway.add(sending);
		// It is told when its turn comes.
		sending.catch(() => undefined);
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
