import { createHash, randomBytes } from 'node:crypto';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { IBinaryData } from 'n8n-workflow';
import { filesOnDisk, filingFirm, quickWaits, retry, until } from './files-kit.cts';

/** Files that n8n keeps on disk: read and written as they come, and in parts from 100 MB on. */
const files = filingFirm();
quickWaits();

const disk = filesOnDisk();
const MB = 1_000_000;
const one = randomBytes(MB);

/** So many megabytes, none like the one before. */
function* megabytes(count: number): Generator<Buffer> {
	for (let n = 0; n < count; n++) {
		one.writeUInt32LE(n);
		yield Buffer.from(one);
	}
}

const execution = { type: 'execution' as const, workflowId: '1', executionId: '1' };

/** As a node before would have left it. */
const onDisk = async (count: number): Promise<IBinaryData> =>
	disk().store(execution, Readable.from(megabytes(count)), {
		fileName: 'Recording.mp4',
		mimeType: 'video/mp4',
		fileExtension: 'mp4',
		data: '',
	});

async function digestOf(stream: AsyncIterable<Buffer>): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of stream) hash.update(chunk);
	return hash.digest('hex');
}
const digestOnDisk = async ({ id }: IBinaryData) => digestOf(await disk().getAsStream(id!));

const upload = (data: IBinaryData, rest: object = {}) =>
	files().upload({ name: 'Hearing' }, { files: [{ data }], ...rest });

const parts = () => files().storage.requests.filter(({ method }) => method === 'PUT');
const patches = () => files().calls.filter((call) => call.startsWith('PATCH'));

let large: IBinaryData;
let digest: string;
beforeAll(async () => {
	large = await onDisk(105);
	digest = await digestOnDisk(large);
});

/** Whole, and with nothing beside it. */
async function isThere(id: unknown) {
	expect(await files().storage.digest(Number(id))).toBe(digest);
	expect(files().stubs).toEqual([]);
}

describe('105 MB', () => {
	test('go up in parts with their sums, and come down the same', async () => {
		const { json, error } = await upload(large);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ name: 'Hearing.mp4', size: 105 * MB, wasCreated: true }]);
		await isThere(json[0].id);
		expect(parts().length).toBeGreaterThan(1);
		for (const { status, headers } of parts()) {
			expect(status).toBe(200);
			expect(headers['content-md5']).toMatch(/==$/);
			expect(headers['transfer-encoding']).toBeUndefined();
		}
		const { items } = await files().download(json[0].id);
		const { data } = items[0].binary!;
		expect(data).toMatchObject({ fileName: 'Hearing.mp4', mimeType: 'video/mp4', bytes: 105 * MB });
		expect(await digestOnDisk(data)).toBe(digest);
		await disk().deleteManyByBinaryDataId([data.id!]);
	});

	test.each([
		['is refused', { status: 403 }],
		['comes damaged', { status: 400, code: 'BadDigest' }],
		['meets a storage that is down', { status: 500 }],
		['is cut off', { cutAfter: 3 * MB }],
	])('go up, though a part %s', async (_, fault) => {
		files().storage.fail({ method: 'PUT', skip: 2, ...fault });
		const { json, error } = await upload(large);
		expect(error).toBeUndefined();
		await isThere(json[0].id);
		const before = parts().filter(({ status }) => status === 200);
		expect(parts()).toHaveLength(before.length + 1);
		expect(files().calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
	});

	test('leave nothing, if a part is refused for good; a retry brings them', async () => {
		const heal = files().storage.fail({ method: 'PUT', skip: 5, times: Infinity, status: 403 });
		const { error } = await upload(large);
		expect(error?.message).toMatch(
			/^Clio's file storage refused to store part \d+ of "Hearing.mp4"$/,
		);
		expect(files().stubs).toEqual([]);
		expect(files().documents('Hearing.mp4')).toEqual([]);
		heal();
		const { json } = await upload(large, { node: retry });
		await isThere(json[0].id);
	});

	test('leave nothing after a cancel, which ends them at once', async () => {
		const cancelAfter = until(() => parts().length > 3);
		const { run } = await upload(large, { cancelAfter });
		expect(run.status).toBe('canceled');
		await until(() => files().calls.some((call) => call.startsWith('DELETE')));
		const sent = parts().length;
		await until(() => files().stubs.length === 0);
		expect(parts().length).toBe(sent);
		expect(patches().length).toBeLessThan(3);
	});

	test('become the new version of a document', async () => {
		const { id } = await files().filed('Recording.mp4', 'Short');
		const { json, error } = await files().uploadVersion(id, {}, { files: [{ data: large }] });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ id, size: 105 * MB, wasCreated: false }]);
		await isThere(id);
	});

	test('come down whole, though the line is cut', async () => {
		const { json } = await upload(large);
		files().storage.fail({ method: 'GET', cutAfter: 40 * MB });
		const { items, error } = await files().download(json[0].id);
		expect(error).toBeUndefined();
		expect(await digestOnDisk(items[0].binary!.data)).toBe(digest);
		await disk().deleteManyByBinaryDataId([items[0].binary!.data.id!]);
	});
});

describe('a file on disk', () => {
	const metadataOf = ({ id }: IBinaryData) => `${disk().getPath(id!)}.metadata`;

	test('below 100 MB goes up as one stream of known length, from the start after each cut', async () => {
		const data = await onDisk(9);
		files().storage.fail({ method: 'PUT', cutAfter: 4 * MB });
		const { json, error } = await upload(data);
		expect(error).toBeUndefined();
		expect(await files().storage.digest(Number(json[0].id))).toBe(await digestOnDisk(data));
		const [, { headers }] = parts();
		expect(headers['content-length']).toBe(String(9 * MB));
		expect(headers['transfer-encoding']).toBeUndefined();
	});

	test('of 5 GB is refused before anything is sent', async () => {
		const data = await onDisk(1);
		const metadata = JSON.parse(await readFile(metadataOf(data), 'utf8')) as object;
		const tell = (fileSize: number) =>
			writeFile(metadataOf(data), JSON.stringify({ ...metadata, fileSize }));
		await tell(5_000_000_000);
		const { error } = await upload(data);
		expect(error?.message).toBe('The file "Recording.mp4" is too large: 5.0 GB');
		expect(error?.description).toMatch(/smaller than 5 GB/);
		expect(files().firm.sandbox.requests).toEqual([]);
		expect(files().storage.requests).toEqual([]);
	});

	test('that is empty is refused', async () => {
		const { error } = await upload(await onDisk(0));
		expect(error?.message).toBe('The file "Recording.mp4" is empty (0 bytes)');
		expect(files().firm.sandbox.requests).toEqual([]);
	});

	test('that has become shorter than n8n says leaves nothing', async () => {
		const data = await onDisk(101);
		await truncate(disk().getPath(data.id!), 60 * MB);
		const { error } = await upload(data);
		expect(error?.message).toMatch(/The file ends before its 101000000 bytes/);
		expect(files().stubs).toEqual([]);
	});

	test('that is gone is told', async () => {
		const data = await onDisk(1);
		await disk().deleteManyByBinaryDataId([data.id!]);
		const { error } = await upload(data);
		expect(error?.message).toBe('n8n no longer has the file "Recording.mp4"');
		expect(files().firm.sandbox.requests).toEqual([]);
	});
});
