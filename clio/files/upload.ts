import type { Call, Json } from '../client';
import { ClioError, perhapsDone, raise } from '../errors';
import { attemptOf, begin, targetOf, type Begun, type Stub, type Uploading } from './begin';
import { inParts } from './inParts';
import { StorageError } from './storage';

/*
 * A file gets to Clio in three steps (facts 4.1): Clio is told of it and says where the storage takes it, the
 * storage is given its bytes, Clio is told that they are there. Nobody sees it in Clio before the last.
 */

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
		// Kept with the execution, where the rest of it, an address that opens the storage, has no place.
		if (!failed) return { id: stub.id, uuid: stub.uuid };
		if (!isVersion(data)) await discard(uploading, stub);
		const isOld = failed instanceof StorageError && failed.isAboutAddress;
		if (!isOld || addresses === mostAddresses) raise(failed as ClioError);
	}
}

/** True for a version of a document that is there, which stays whatever becomes of the version. */
export const isVersion = ({ parent }: Json): boolean => Object(parent).type === 'Document';

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
		if (await isThere(uploading, { id, uuid }).catch(inDoubt))
			return read(uploading, id, fields).catch(inDoubt);
		if (!isTimeout(answer) || !pause) raise(answer);
		await clock.sleep(pause);
	}
	return raise(new ClioError('unexpected', 'Clio did not take the file', 'Run this item again.'));
}

/** Nobody could say whether the file is there. */
const inDoubt = (error: unknown): never => raise(perhapsDone(error as ClioError));

/** Clio's own word for a check that took too long: to be repeated (facts 4.1). */
export const isTimeout = ({ saidType }: ClioError): boolean => saidType === 'UploadTimeoutError';

/** Whether the file can be seen; `lastly`, if that is to be known after a cancel. */
export async function isThere(
	uploading: Uploading,
	{ id, uuid }: Stub,
	lastly = false,
): Promise<boolean> {
	const fields = 'id,latest_document_version{uuid,fully_uploaded}';
	const document = await read(uploading, id, fields, lastly);
	const version = Object(document.latest_document_version) as Json;
	return version.uuid === uuid && version.fully_uploaded === true;
}

async function read(
	uploading: Uploading,
	id: string,
	fields: string,
	lastly = false,
): Promise<Json> {
	const { data } = await uploading.client.call({
		method: 'GET',
		path: `documents/${id}`,
		query: { fields },
		lastly,
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
