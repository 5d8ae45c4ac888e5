/** What an upload tells Clio on its way beside what a person enters, read off the package's own steps. */
import type { Call, Client, Json } from '../../clio/client.ts';
import type { File } from '../../clio/files/file.ts';
import type { Storage } from '../../clio/files/storage.ts';
import { complete, store } from '../../clio/files/upload.ts';

/** One PUT will do for the first; the second goes in more parts than are asked for at once. */
const sizes = [5, 120_000_000];

/** The calls by which a file with this data becomes a document. */
export async function callsOfUpload(data: Json): Promise<Call[]> {
	const calls: Call[] = [];
	const client = {
		call: async (call: Call) => {
			calls.push(call);
			return { data: { id: '{}', latest_document_version: versionFor(call) } };
		},
	} as unknown as Client;
	const storage = { put: async () => undefined } as unknown as Storage;
	const clock = {
		now: () => 0,
		elapsed: () => 0,
		sleep: async () => undefined,
		until: async () => undefined,
	};
	for (const size of sizes) {
		const uploading = { client, storage, clock, file: fileOf(size) };
		await complete(uploading, await store(uploading, data), 'id');
	}
	return calls;
}

/** As Clio answers: an address for each part. */
const versionFor = ({ data }: Call): Json => ({
	uuid: 'uuid',
	multiparts: [data?.multiparts ?? []].flat().map((part) => ({ ...Object(part) })),
});

const fileOf = (size: number): File => ({
	name: 'Letter.pdf',
	type: 'application/pdf',
	size,
	read: async () => Buffer.alloc(size),
});
