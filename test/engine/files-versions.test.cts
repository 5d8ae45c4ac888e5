import { choose, fileOf } from './engine.cts';
import { filingFirm, quickWaits, retry } from './files-kit.cts';
import { numbered } from './kit.cts';

/** A name that is there already, and a newer file in the place of an older one. */
const files = filingFirm();
quickWaits();

const draft = (content: string, name = 'Draft.docx') => ({
	files: [{ data: fileOf(name, content, 'application/msword') }],
});
const versionsOf = async (id: unknown) => {
	const { json } = await files().firm.run('document', 'getVersions', {
		document: choose(id),
		returnAll: true,
	});
	return json;
};

describe('If Name Exists', () => {
	const upload = (content: string, if_name_exists: string, name?: string) =>
		files().upload({ if_name_exists }, draft(content, name));

	test('Add Version keeps one document, with both files', async () => {
		const first = await upload('One', 'addVersion');
		const second = await upload('Two', 'addVersion');
		expect(second.json).toMatchObject([
			{ id: first.json[0].id, wasUploaded: true, wasCreated: false },
		]);
		expect(files().documents('Draft.docx')).toHaveLength(1);
		expect(await files().says(first.json[0].id)).toBe('Two');
		const versions = await versionsOf(first.json[0].id);
		const said = versions.map(({ id }) => files().says(first.json[0].id, id));
		expect((await Promise.all(said)).sort()).toEqual(['One', 'Two']);
	});

	test('Add Version is what an empty choice means', async () => {
		const first = await upload('One', '');
		const { json } = await upload('Two', '');
		expect(json).toMatchObject([{ id: first.json[0].id, wasCreated: false }]);
	});

	test('Keep Both makes two documents, and does not even look', async () => {
		await upload('One', 'keepBoth');
		const { json } = await upload('Two', 'keepBoth');
		expect(json).toMatchObject([{ wasUploaded: true, wasCreated: true }]);
		expect(files().documents('Draft.docx')).toHaveLength(2);
		expect(files().calls.filter((call) => call.startsWith('GET'))).toEqual([]);
	});

	test('Skip gives the document as it is, and sends nothing', async () => {
		const first = await upload('One', 'addVersion');
		const sent = files().firm.writes.length;
		const { json } = await upload('Two', 'skip');
		expect(json).toMatchObject([
			{ id: first.json[0].id, name: 'Draft.docx', wasUploaded: false, wasCreated: false },
		]);
		expect(await files().says(first.json[0].id)).toBe('One');
		expect(files().firm.writes).toHaveLength(sent);
	});

	test('Skip uploads what is not there', async () => {
		const { json } = await upload('One', 'skip');
		expect(json).toMatchObject([{ wasUploaded: true, wasCreated: true }]);
	});

	test('finds a name in any casing', async () => {
		const first = await upload('One', 'addVersion');
		const { json } = await upload('Two', 'addVersion', 'DRAFT.DOCX');
		expect(json).toMatchObject([{ id: first.json[0].id, wasCreated: false }]);
	});

	test('looks neither into other folders nor into the trash', async () => {
		const elsewhere = await files().upload({ folder_path: 'Old' }, draft('Elsewhere'));
		const trashed = await upload('Trashed', 'addVersion');
		expect(trashed.json).toMatchObject([{ wasCreated: true }]);
		await files().firm.run('document', 'delete', { documentId: choose(trashed.json[0].id) });
		const { json } = await upload('New', 'addVersion');
		expect(json).toMatchObject([{ wasCreated: true }]);
		expect(await files().says(elsewhere.json[0].id)).toBe('Elsewhere');
	});

	test.each([
		['addVersion', [true, false], 'Two', 1],
		['keepBoth', [true, true], 'One', 2],
		['skip', [true, false], 'One', 1],
	])('%s: two files of one name in one run', async (ifExists, wasCreated, content, count) => {
		for (const folder_path of ['', 'New']) {
			const { json, error } = await files().upload(
				{ if_name_exists: ifExists, folder_path },
				{
					items: numbered(2),
					files: ['One', 'Two'].map((one) => ({ data: fileOf('Draft.docx', one) })),
				},
			);
			expect(error).toBeUndefined();
			expect(json.map((one) => one.wasCreated)).toEqual(wasCreated);
			expect(new Set(json.map(({ id }) => id)).size).toBe(count);
			expect(await files().says(json[0].id)).toBe(content);
		}
	});
});

describe('Upload New Version', () => {
	const first = () => files().filed('Draft.docx', 'One');

	test('puts a newer file in its place, under the name of the document', async () => {
		const { id } = await first();
		const { json, error } = await files().uploadVersion(id, {}, draft('Two', 'Draft (2).docx'));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{ id, name: 'Draft.docx', filename: 'Draft (2).docx', wasUploaded: true, wasCreated: false },
		]);
		expect(await files().says(id)).toBe('Two');
		expect(await versionsOf(id)).toHaveLength(2);
		expect(files().documents('Draft.docx')).toHaveLength(1);
	});

	test('names the file as somebody says', async () => {
		const { id } = await first();
		const { json } = await files().uploadVersion(id, { name: 'Final' }, draft('Two'));
		expect(json).toMatchObject([{ name: 'Draft.docx', filename: 'Final.docx' }]);
	});

	test('is refused to a credential that may only read, before anything', async () => {
		const { id } = await first();
		const before = files().calls.length;
		const credential = { access: 'readOnly' };
		const { error } = await files().uploadVersion(id, {}, { ...draft('Two'), credential });
		expect(error?.message).toMatch(/may only read/);
		expect(files().calls).toHaveLength(before);
	});

	test('of a document that is not there uploads nothing', async () => {
		const { error } = await files().uploadVersion(4711);
		expect(error?.message).toMatch(/no such record/);
		expect(files().transfers('PUT')).toBe(0);
	});

	test('tried again after another item failed, adds no second version', async () => {
		const documents = [await first(), await files().filed('Other.docx', 'Other')];
		files().storage.fail({ method: 'PUT', skip: 1, times: 4, status: 500 });
		const { json, error } = await files().uploadVersion(
			'={{ $json.id }}',
			{},
			{
				items: documents.map(({ id }) => ({ id })),
				files: documents.map(() => draft('Two').files[0]),
				node: retry,
			},
		);
		expect(error).toBeUndefined();
		expect(json.map(({ id }) => id)).toEqual(documents.map(({ id }) => id));
		expect(await versionsOf(documents[0].id)).toHaveLength(2);
		expect(await files().says(documents[1].id)).toBe('Two');
	});
});

describe('a version that does not get to the storage leaves the document as it was', () => {
	const remains = async (id: unknown) => {
		expect(files().calls.filter((call) => call.startsWith('DELETE'))).toEqual([]);
		expect(await files().says(id)).toBe('One');
		const { items, error } = await files().download(id);
		expect(error).toBeUndefined();
		expect(Buffer.from(items[0].binary!.data.data, 'base64').toString()).toBe('One');
		const again = await files().upload({}, draft('Three'));
		expect(again.json).toMatchObject([{ id, wasCreated: false }]);
		expect(await files().says(id)).toBe('Three');
	};

	test.each([
		['refused it', { status: 403 }],
		['was down', { status: 500 }],
		['cut the line', { cutAfter: 1 }],
	])('as the storage %s', async (_, fault) => {
		const { id } = await files().filed('Draft.docx', 'One');
		const heal = files().storage.fail({ method: 'PUT', times: Infinity, ...fault });
		const version = await files().uploadVersion(id, {}, draft('Two'));
		expect(version.error?.message).toMatch(/file storage/);
		const upload = await files().upload({}, draft('Two'));
		expect(upload.error?.message).toMatch(/file storage/);
		heal();
		await remains(id);
	});

	test('as the execution was cancelled', async () => {
		const { id } = await files().filed('Draft.docx', 'One');
		files().storage.fail({ method: 'PUT', hang: true });
		const { run } = await files().uploadVersion(id, {}, { ...draft('Two'), cancelAfter: 200 });
		expect(run.status).toBe('canceled');
		await remains(id);
	});

	test('as Clio says that it did not come', async () => {
		const { id } = await files().filed('Draft.docx', 'One');
		const body = { error: { type: 'UploadNotFoundError', message: 'Not there' } };
		files().firm.sandbox.fail({ method: 'PATCH', path: /documents/, status: 422, body });
		const { error } = await files().uploadVersion(id, {}, draft('Two'));
		expect(error?.description).toMatch(/Not there/);
		await remains(id);
	});
});
