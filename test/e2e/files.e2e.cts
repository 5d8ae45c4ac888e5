import assert from 'node:assert/strict';
import { unzipSync } from 'fflate';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BinaryFile, Item } from '../../dev/n8n/n8n-types.cts';
import { digestOf, MB, writeRandom } from './big-file.cts';
import { byId, startFileHost, type FileHost } from './file-host.cts';
import { Line } from './line.cts';
import { growthWhile } from './resident.cts';
import type { Suite } from './suite.cts';

const BIG_MB = 300;
const MOST_GROWTH_MB = 150;
/** Only the last part of an upload may be smaller. */
const LEAST_PART = 5 * MB;

/** Files go up to Clio, come down and are made there, through an n8n that keeps them on disk. */
export const run: Suite = async (step, teardown) => {
	const host = await startFileHost(step, teardown);
	const { sandbox } = host;

	const letter = await step('A letter goes up and comes down as it was', () => upAndDown(host));
	await step('A new version follows it, and both come down', () => versions(host, letter));
	await step('A folder path is made once and then found', () => folderPath(host));
	await step('A folder comes as a zip file of all that is in it', () => archive(host));
	await step('A report comes as rows and as a file', () => report(host));
	await step('A document is made from a template', () => fromTemplate(host));
	const growth = await step(`${BIG_MB} MB go up in parts and come down, byte for byte`, () =>
		bigFile(host),
	);
	await step(`n8n did not grow by ${MOST_GROWTH_MB} MB for it`, () => {
		console.log(`  It grew by ${Math.round(growth / MB)} MB`);
		assert.ok(growth < MOST_GROWTH_MB * MB);
	});
	await step('No transfer brought the bearer, and none was refused', () => {
		assert.ok(sandbox.storage.requests.length > 0);
		for (const { authorized, status, method, path } of sandbox.storage.requests) {
			assert.deepEqual({ authorized, status }, { authorized: false, status: 200 }, method + path);
		}
	});
};

const firstMatter = ({ sandbox }: FileHost) => byId(`Matter:${sandbox.store.all('matters')[0].id}`);

/** A small file on disk. */
function write({ folder }: FileHost, name: string, text: string): string {
	const path = join(folder, name);
	writeFileSync(path, text);
	return path;
}

const fileOf = ({ binary }: Item, field = 'data'): BinaryFile => {
	assert.ok(binary?.[field], `There is a file in ${field}`);
	return binary[field];
};

/** What n8n has stored is what lies on disk. */
async function requireSame({ api }: FileHost, item: Item, path: string): Promise<void> {
	assert.equal(await digestOf(await api.file(fileOf(item))), await digestOf(path));
}

const upload = (host: FileHost, parameters: object = {}) =>
	host.clio('Upload', {
		resource: 'document',
		operation: 'upload',
		parent: firstMatter(host),
		...parameters,
	});

const download = (host: FileHost, parameters: object) =>
	host.clio('Download', { resource: 'document', operation: 'download', ...parameters });

async function upAndDown(host: FileHost): Promise<{ id: number; path: string }> {
	const path = write(host, 'Letter to the court.txt', 'We act for the claimant. §');
	const line = await Line.publish(host, 'Up and down', [
		host.read('Read', path),
		upload(host),
		download(host, { documentId: byId('={{ $json.id }}') }),
	]);
	const first = await line.run();
	const { json } = first.item('Upload');
	assert.equal(json.name, 'Letter to the court.txt');
	assert.deepEqual([json.wasUploaded, json.wasCreated], [true, true]);
	const id = Number(json.id);
	assert.equal(await host.sandbox.storage.digest(id), await digestOf(path));

	const item = first.item('Download');
	const { fileName, mimeType } = fileOf(item);
	assert.deepEqual([fileName, mimeType], ['Letter to the court.txt', 'text/plain']);
	await requireSame(host, item, path);

	const again = (await line.run()).item('Upload').json;
	assert.deepEqual([again.id, again.wasUploaded, again.wasCreated], [id, true, false]);
	return { id, path };
}

async function versions(host: FileHost, letter: { id: number; path: string }): Promise<void> {
	const path = write(host, 'Letter, signed.txt', 'We act for the claimant. Signed.');
	const document = byId(letter.id);
	const line = await Line.publish(host, 'A new version', [
		host.read('Read', path),
		host.clio('Upload New Version', { resource: 'document', operation: 'uploadVersion', document }),
		host.clio('Get Versions', { resource: 'document', operation: 'getVersions', document }),
	]);
	const ran = await line.run();
	const { json } = ran.item('Upload New Version');
	assert.deepEqual([json.id, json.wasUploaded, json.wasCreated], [letter.id, true, false]);
	const ids = ran.items('Get Versions').map((each) => Number(each.json.id));
	assert.equal(ids.length, 3);

	const current = await Line.publish(host, 'The current version', [
		download(host, { documentId: document }),
	]);
	await requireSame(host, (await current.run()).item('Download'), path);
	const earliest = await Line.publish(host, 'The first version', [
		download(host, { documentId: document, version: String(Math.min(...ids)) }),
	]);
	await requireSame(host, (await earliest.run()).item('Download'), letter.path);
}

async function folderPath(host: FileHost): Promise<void> {
	const { store } = host.sandbox;
	const folder_path = 'Pleadings/2026';
	for (const name of ['Claim.txt', 'Reply.txt']) {
		const line = await Line.publish(host, name, [
			host.read('Read', write(host, name, `This is ${name}`)),
			upload(host, { folder_path }),
		]);
		assert.equal((await line.run()).item('Upload').json.folder, '2026');
	}
	for (const name of ['Pleadings', '2026']) {
		assert.equal(store.all('folders').filter((each) => each.name === name).length, 1, name);
	}
}

async function archive(host: FileHost): Promise<void> {
	const folder = host.sandbox.store.all('folders').find(({ name }) => name === 'Pleadings')!;
	const line = await Line.publish(host, 'A folder as zip file', [
		host.clio('Archive', {
			resource: 'documentArchive',
			operation: 'generate',
			items: { entries: [{ item: byId(`Folder:${folder.id}`) }] },
		}),
	]);
	const file = fileOf((await line.run()).item('Archive'));
	assert.equal(file.mimeType, 'application/zip');
	const zip = unzipSync(await bytesOf(host, file));
	assert.deepEqual(
		Object.entries(zip).map(([path, bytes]) => [path, Buffer.from(bytes).toString()]),
		['Claim.txt', 'Reply.txt'].map((name) => [`Pleadings/2026/${name}`, `This is ${name}`]),
	);
}

async function bytesOf({ api }: FileHost, file: BinaryFile): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of await api.file(file)) chunks.push(chunk);
	return Buffer.concat(chunks);
}

async function report(host: FileHost): Promise<void> {
	const generate = (name: string, parameters: object) =>
		host.clio(name, {
			resource: 'report',
			operation: 'generate',
			kind: 'matter',
			period: 'none',
			...parameters,
		});
	const line = await Line.publish(host, 'A report', [
		generate('Rows', { return: 'rows' }),
		{ ...generate('File', { return: 'csv' }), executeOnce: true },
	]);
	const ran = await line.run();
	const rows = ran.items('Rows');
	assert.equal(rows.length, host.sandbox.store.all('matters').length);
	const file = fileOf(ran.item('File'));
	assert.equal(file.mimeType, 'text/csv');
	const lines = (await bytesOf(host, file)).toString().trim().split('\n');
	assert.equal(lines.length, rows.length + 1, 'a line for each row, and the headings');
}

async function fromTemplate(host: FileHost): Promise<void> {
	const { store, storage } = host.sandbox;
	const [template] = store.all('document_templates');
	const line = await Line.publish(host, 'From a template', [
		host.clio('Make', {
			resource: 'documentAutomation',
			operation: 'generate',
			document_template: byId(template.id),
			matter: byId(store.all('matters')[0].id),
			filename: 'Engagement letter',
			formats: ['pdf'],
		}),
	]);
	const item = (await line.run()).item('Make');
	const made = store.all('documents').at(-1)!;
	assert.match(String(made.name), /^Engagement letter/);
	assert.equal(await digestOf(await host.api.file(fileOf(item))), await storage.digest(made.id));
}

/** By how many bytes n8n grew meanwhile. */
async function bigFile(host: FileHost): Promise<number> {
	const path = join(host.folder, 'Recording.bin');
	await writeRandom(path, BIG_MB);
	const line = await Line.publish(host, 'A large file', [
		host.read('Read', path),
		upload(host),
		download(host, { documentId: byId('={{ $json.id }}') }),
	]);
	const earlier = host.sandbox.storage.requests.length;
	const { result, before, most } = await growthWhile(host.n8n.pid!, () => line.run());
	await requireSame(host, result.item('Download'), path);
	const { id } = result.item('Upload').json;
	assert.equal(await host.sandbox.storage.digest(Number(id)), await digestOf(path));

	const puts = host.sandbox.storage.requests
		.slice(earlier)
		.filter(({ method }) => method === 'PUT');
	assert.ok(puts.length > 1, 'it went up in parts');
	assert.ok(puts.slice(0, -1).every(({ bytes }) => bytes >= LEAST_PART));
	return most - before;
}
