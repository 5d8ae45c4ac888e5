import { choose, fileOf } from './engine.cts';
import { filingFirm, letter } from './files-kit.cts';
import { numbered } from './kit.cts';

/** A file of the workflow becomes a document: where it lies, what it is called, and what is no file at all. */
const files = filingFirm();

const named = (name: string, type?: string) => ({
	files: [{ data: fileOf(name, 'Dear client', type) }],
});

describe('goes', () => {
	test('into a matter', async () => {
		const { json, error } = await files().upload();
		expect(error).toBeUndefined();
		expect(json).toMatchObject([
			{
				name: 'Letter.pdf',
				filename: 'Letter.pdf',
				size: 11,
				matterId: files().matter.id,
				wasUploaded: true,
				wasCreated: true,
			},
		]);
		expect(await files().says(json[0].id)).toBe('Dear client');
		const sent = files().storage.requests.map(({ method, status }) => [method, status]);
		expect(sent).toEqual([['PUT', 200]]);
	});

	test('to a contact, which had no document before', async () => {
		const { id, name } = files().firm.add('contacts', {
			type: 'Person',
			first_name: 'Nora',
			last_name: 'Quist',
		});
		const { json, error } = await files().upload({ parent: choose(`Contact:${id}`) });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ contact: name ?? 'Nora Quist', wasCreated: true }]);
		expect(await files().says(json[0].id)).toBe('Dear client');
	});

	test('into a folder', async () => {
		const { id, name } = files()
			.firm.all('folders')
			.find(({ root, home }) => !root && !home)!;
		const { json } = await files().upload({ parent: choose(`Folder:${id}`) });
		expect(json).toMatchObject([{ folder: name, name: 'Letter.pdf' }]);
	});

	// Find or Create Path before it gives the ID of a folder, Find the ID of a matter.
	test.each([
		['a matter', () => files().matter.id],
		['a folder', () => files().firm.all('folders').at(-1)!.id],
	])('by a bare ID into %s, whichever it is', async (_, id) => {
		const { json, error } = await files().upload({ parent: choose(String(id())) });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ wasCreated: true }]);
		const { parent } = files().document('Letter.pdf');
		const folder = files().firm.get('folders', parent);
		expect([folder.id, folder.home?.id]).toContain(id());
	});

	test('nowhere by an ID that a matter and a folder have', async () => {
		const { id } = files().matter;
		const path = new RegExp(`folders/${id}`);
		files().firm.sandbox.fail({ method: 'GET', path, status: 200, body: { data: { id } } });
		const { error } = await files().upload({ parent: choose(String(id)) });
		expect(error?.message).toBe(`File Into: ${id} is the ID of matter and of folder`);
		expect(error?.description).toContain(`Matter:${id} or Folder:${id}`);
		expect(files().documents('Letter.pdf')).toEqual([]);
	});

	test('with all that is known of it', async () => {
		const [category] = files().firm.all('document_categories');
		const { json, error } = await files().upload({
			fields: {
				document_category: choose(category.id),
				received_at: '2026-03-02T09:30:00',
			},
		});
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ category: category.name }]);
		const [{ received_at }] = files().firm.sent;
		expect(new Date(received_at)).toEqual(new Date('2026-03-02T09:30:00-05:00'));
	});

	test('as often as there are items, each with its own file', async () => {
		const three = ['One', 'Two', 'Three'].map((name) => ({ data: fileOf(`${name}.txt`, name) }));
		const { items } = await files().upload({}, { items: numbered(3), files: three });
		expect(items.map(({ json, pairedItem }) => [json.name, pairedItem])).toEqual([
			['One.txt', { item: 0 }],
			['Two.txt', { item: 1 }],
			['Three.txt', { item: 2 }],
		]);
		expect(await files().says(items[2].json.id)).toBe('Three');
	});
});

describe('is called', () => {
	test.each([
		['as somebody says', 'Letter.pdf', 'Signed letter.pdf', 'Signed letter.pdf'],
		['with its ending, which nobody need say', 'Letter.pdf', 'Signed letter', 'Signed letter.pdf'],
		['as it is, without an ending', 'README', '', 'README'],
		['with its ending behind a date', 'Letter.pdf', 'Letter 12.03.2026', 'Letter 12.03.2026.pdf'],
		['with its ending behind a name', 'Letter.pdf', 'Smith v.Jones', 'Smith v.Jones.pdf'],
		['with its ending behind a number', 'Lease.docx', 'Lease v1.2', 'Lease v1.2.docx'],
		['with another ending that somebody says', 'Letter.txt', 'Letter.mp3', 'Letter.mp3'],
		['in one line, as no subject need be', 'Letter.pdf', 'Your\r\nletter', 'Your letter.pdf'],
		[
			'without slashes, which part folders',
			'Letter.pdf',
			'Smith v. Jones 3/4',
			'Smith v. Jones 3-4.pdf',
		],
		['without the folders of the computer it was on', 'C:\\Scans\\Letter.pdf', '', 'Letter.pdf'],
		['in letters of any kind', 'Änderung – Übersicht №5.pdf', '', 'Änderung – Übersicht №5.pdf'],
	])('%s', async (_, file, said, name) => {
		const { json, error } = await files().upload({ name: said }, named(file));
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ name, filename: name }]);
	});

	test('with the ending of its type, if n8n knows one', async () => {
		const data = { ...fileOf('Scan', 'Dear client'), fileExtension: 'pdf' };
		const { json } = await files().upload({}, { files: [{ data }] });
		expect(json).toMatchObject([{ name: 'Scan.pdf' }]);
	});
});

test.each([
	['no type', 'Pleading.PDF', '', 'application/pdf'],
	['bytes of any kind', 'Pleading.pdf', 'application/octet-stream', 'application/pdf'],
	['a type that Clio does not take', 'Mail.eml', 'binary/octet-stream', 'message/rfc822'],
])('a file of %s is of that of its ending', async (_, name, type, told) => {
	const { json } = await files().upload({}, named(name, type));
	expect(files().storage.requests[0].headers['content-type']).toBe(told);
	const { items } = await files().download(json[0].id);
	expect(items[0].binary!.data.mimeType).toBe(told);
});

test.each([
	['an unusual type', 'application/x-court-form', 'application/x-court-form'],
	['a type with more beside it', 'text/plain; charset=utf-8', 'text/plain'],
	['a type of a kind that Clio does not take', 'chemical/x-pdb', 'application/octet-stream'],
	['a word that is no type', 'letter', 'application/octet-stream'],
	['no type', '', 'application/octet-stream'],
])('a file of %s', async (_, type, told) => {
	const { json, error } = await files().upload({}, named('Sample.pdb', type));
	expect(error).toBeUndefined();
	expect(files().firm.sent[0]).toMatchObject({ content_type: told });
	expect(files().storage.requests[0].headers['content-type']).toBe(told);
	expect(await files().says(json[0].id)).toBe('Dear client');
});

describe('nothing is sent', () => {
	afterEach(() => {
		expect(files().firm.sandbox.requests).toEqual([]);
		expect(files().storage.requests).toEqual([]);
	});

	test('of a field that is not there, and the error says which are', async () => {
		const { error } = await files().upload({ binaryPropertyName: 'attachment_0' });
		expect(error?.message).toBe('The item has no file in "attachment_0"');
		expect(error?.description).toMatch(/It has files in: data\./);
	});

	test('of a field that is no name', async () => {
		const { error } = await files().upload({ binaryPropertyName: '={{ $binary.data }}' });
		expect(error?.message).toBe('Input Data Field Name is not the name of a field');
		expect(error?.description).toMatch(/^It has files in: data\./);
	});

	test('of an item without files', async () => {
		const { error } = await files().upload({}, { files: [] });
		expect(error?.message).toBe('The item has no file in "data"');
		expect(error?.description).toMatch(/node before must give a file/);
	});

	test('if the name of the field comes out empty', async () => {
		const { error } = await files().upload({ binaryPropertyName: '={{ $json.missing }}' });
		expect(error?.message).toBe('Input Data Field Name is empty');
	});

	test('of an empty file', async () => {
		const { error } = await files().upload({}, { files: [{ data: fileOf('Scan.pdf', '') }] });
		expect(error?.message).toBe('The file "Scan.pdf" is empty (0 bytes)');
	});

	test('with a path of several lines, or one that leads up', async () => {
		const two = await files().upload({ folder_path: 'Letters\nDrafts' });
		expect(two.error?.message).toMatch(/Folder Path has several lines/);
		const up = await files().upload({ folder_path: '../Other matter' });
		expect(up.error?.message).toMatch(/no path: "\.\.\/Other matter"/);
	});

	test('by a credential that may only read', async () => {
		const { error } = await files().upload(
			{ folder_path: 'Letters' },
			{ credential: { access: 'readOnly' } },
		);
		expect(error?.message).toMatch(/This credential may only read, so nothing was sent/);
	});
});

test('Continue On Fail: an item without a file fails alone', async () => {
	const { json } = await files().upload(
		{},
		{
			items: numbered(3),
			files: [{ data: fileOf('One.txt', 'One') }, {}, { data: fileOf('Three.txt', 'Three') }],
			node: { onError: 'continueRegularOutput' },
		},
	);
	expect(json).toMatchObject([
		{ name: 'One.txt' },
		{ error: 'The item has no file in "data"' },
		{ name: 'Three.txt' },
	]);
});

/** The least: the folders and the documents that are there, then a stub and its completion for each file. */
test('ten files into one folder take no more requests than they must', async () => {
	const ten = numbered(10).map(({ n }) => ({ data: { ...letter, fileName: `Letter ${n}.pdf` } }));
	const { id } = files()
		.firm.all('folders')
		.find(({ root, home }) => !root && !home)!;
	const { json } = await files().upload(
		{ parent: choose(`Folder:${id}`) },
		{ items: numbered(10), files: ten },
	);
	expect(json).toHaveLength(10);
	const counts: Record<string, number> = {};
	for (const call of files().calls) {
		const kind = call.replace(/\d+/, 'ID');
		counts[kind] = (counts[kind] ?? 0) + 1;
	}
	expect(counts).toEqual({ 'GET documents': 1, 'POST documents': 10, 'PATCH documents/ID': 10 });
	expect(files().transfers('PUT')).toBe(10);
});
