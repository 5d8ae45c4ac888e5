import { unzipSync } from 'fflate';
import { choose, type Outcome, type Setup } from './engine.cts';
import { filingFirm, quickWaits, retry } from './files-kit.cts';
import { flyingTime } from './kit.cts';

/** Documents and folders as one ZIP file. */
const files = filingFirm(() => ({ now: flyingTime() }));
quickWaits();

const firm = () => files().firm;
const posts = () => files().calls.filter((one) => one === 'POST document_archives');
const rows = (...items: string[]) => ({
	items: { entries: items.map((item) => ({ item: choose(item) })) },
});

const create = (parameters: object, rest: Partial<Setup> = {}) =>
	firm().run(
		'documentArchive',
		'generate',
		{ waitAtMost: 5, binaryPropertyName: 'data', ...parameters },
		rest,
	);

const contentOf = ({ items }: Outcome) =>
	Object.fromEntries(
		Object.entries(unzipSync(Buffer.from(items[0].binary!.data.data, 'base64'))).map(
			([name, bytes]) => [name, Buffer.from(bytes).toString()],
		),
	);

/** Two letters, one of them in a folder. */
async function filed() {
	const one = await files().filed('One.txt', 'first');
	const folder = firm().add('folders', {
		name: 'Letters',
		parent: { id: files().matter.id, type: 'Matter' },
	});
	const two = await files().filed('Two.txt', 'second', `Folder:${folder.id}`);
	return { one, two, folder };
}

test('has the documents, and those of folders in their folder', async () => {
	const { one, folder } = await filed();
	const outcome = await create(rows(`Document:${one.id}`, `Folder:${folder.id}`));
	expect(outcome.error).toBeUndefined();
	expect(contentOf(outcome)).toEqual({ 'One.txt': 'first', 'Letters/Two.txt': 'second' });
	expect(outcome.json).toEqual([
		expect.objectContaining({ id: expect.any(Number), size: expect.any(Number), progress: 100 }),
	]);
	const { fileName, mimeType } = outcome.items[0].binary!.data;
	expect(fileName).toMatch(/^Document Archive \d+ \d{4}-\d\d-\d\d\.zip$/);
	expect(mimeType).toBe('application/zip');
});

test('says what goes in as Clio takes it', async () => {
	const { one, folder } = await filed();
	await create(rows(`Document:${one.id}`, `Folder:${folder.id}`));
	expect(firm().sent.at(-1)).toEqual({
		items: [
			{ id: one.id, type: 'Document' },
			{ id: folder.id, type: 'Folder' },
		],
	});
});

test('without contents is refused before anything is sent', async () => {
	const { error } = await create({ items: {} });
	expect(error?.message).toMatch(/Contents/);
	expect(posts()).toEqual([]);
});

test('comes at once with 0, and is fetched later', async () => {
	const { one } = await filed();
	const { json, items } = await create({ ...rows(`Document:${one.id}`), waitAtMost: 0 });
	expect(items[0].binary).toBeUndefined();
	await firm().sandbox.advance(2_000);
	const record = await firm().run('documentArchive', 'get', {
		documentArchiveId: choose(json[0].id),
	});
	expect(record.json).toEqual([expect.objectContaining({ id: json[0].id, progress: 100 })]);
	const later = await firm().run('documentArchive', 'download', {
		documentArchiveId: choose(json[0].id),
		binaryPropertyName: 'data',
	});
	expect(contentOf(later)).toEqual({ 'One.txt': 'first' });
});

test('that failed is told in the words of Clio, and made anew by a retry', async () => {
	const { one } = await filed();
	firm().sandbox.outcome('document_archives', 'failed');
	const { error } = await create(rows(`Document:${one.id}`), { node: retry });
	expect(error?.message).toMatch(/^Clio could not make the document archive \(ID \d+\)$/);
	expect(error?.description).toContain('Clio says: "The archive could not be made".');
	expect(posts()).toHaveLength(2);
});

test('that takes too long is waited for by a retry, and not made a second time', async () => {
	const { one } = await filed();
	firm().sandbox.outcome('document_archives', 'never');
	const { error } = await create(
		{ ...rows(`Document:${one.id}`), waitAtMost: 0.01 },
		{ node: retry },
	);
	const { id } = firm().all('document_archives').at(-1)!;
	expect(error?.message).toMatch(/^Clio has not finished the document archive/);
	expect(error?.description).toContain(`ID ${id}`);
	expect(posts()).toHaveLength(1);
});

test('is ordered again if the answer got lost, since a second one does no harm', async () => {
	const { one } = await filed();
	firm().sandbox.fail({ method: 'POST', path: /document_archives/, drop: true, when: 'after' });
	const outcome = await create(rows(`Document:${one.id}`));
	expect(outcome.error).toBeUndefined();
	expect(contentOf(outcome)).toEqual({ 'One.txt': 'first' });
	expect(posts()).toHaveLength(2);
});

test('may be made with a credential that may only read', async () => {
	const { one } = await filed();
	const { error } = await create(rows(`Document:${one.id}`), {
		credential: { access: 'readOnly' },
	});
	expect(error).toBeUndefined();
});
