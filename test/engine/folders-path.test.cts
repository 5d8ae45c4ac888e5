import { choose, fileOf, type Setup } from './engine.cts';
import { filingFirm, letter, retry } from './files-kit.cts';
import { numbered } from './kit.cts';

/** "Pleadings/2026": the folder at the end of a path, found however it is written, else created. */
const files = filingFirm();

const at = (parent: string, folder_path: unknown, rest: Partial<Setup> = {}) =>
	files().firm.run(
		'folder',
		'findOrCreatePath',
		{ parent: choose(parent), folder_path: folder_path as string },
		rest,
	);
const matter = () => `Matter:${files().matter.id}`;
const folders = (name: string) =>
	files()
		.firm.all('folders')
		.filter((one) => one.name === name && !one.deleted_at);
const created = () => files().calls.filter((call) => call === 'POST folders');

describe('Find or Create Path', () => {
	test('creates what is not there, and finds it the next time', async () => {
		const first = await at(matter(), 'Pleadings/2026');
		expect(first.error).toBeUndefined();
		expect(first.json).toMatchObject([
			{ name: '2026', parent: 'Pleadings', matterId: files().matter.id, wasCreated: true },
		]);
		const again = await at(matter(), 'Pleadings/2026');
		expect(again.json).toMatchObject([{ id: first.json[0].id, wasCreated: false }]);
		expect(created()).toHaveLength(2);
	});

	test('creates only the rest of a path', async () => {
		const { json: above } = await at(matter(), 'Pleadings');
		const { json } = await at(matter(), 'Pleadings/2026/March');
		expect(folders('Pleadings')).toEqual([expect.objectContaining({ id: above[0].id })]);
		expect(files().pathOf(files().firm.get('folders', json[0].id))).toMatch(/\/Pleadings\/2026$/);
	});

	test.each([
		['in any casing', 'pleadings/ANSWERS'],
		['with spaces around', ' Pleadings / Answers '],
		['with backslashes', 'Pleadings\\Answers'],
		['with slashes at its ends', '/Pleadings/Answers/'],
	])('finds a path written %s', async (_, written) => {
		const { json } = await at(matter(), 'Pleadings/Answers');
		expect((await at(matter(), written)).json).toMatchObject([
			{ id: json[0].id, name: 'Answers', wasCreated: false },
		]);
	});

	test('under a contact that has no folder yet, and under a folder', async () => {
		const { id } = files().firm.add('contacts', { type: 'Company', name: 'Quist Freight' });
		const { json, error } = await at(`Contact:${id}`, 'Invoices');
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ name: 'Invoices', contact: 'Quist Freight', wasCreated: true }]);
		const below = await at(`Folder:${String(json[0].id)}`, '2026');
		expect(below.json).toMatchObject([{ name: '2026', parent: 'Invoices', wasCreated: true }]);
		expect((await at(`Contact:${id}`, 'Invoices/2026')).json).toMatchObject([
			{ id: below.json[0].id, wasCreated: false },
		]);
	});

	test('keeps apart what is called alike in another folder or matter', async () => {
		const other = `Matter:${files().firm.all('matters')[1].id}`;
		const ids = [];
		for (const [parent, path] of [
			[matter(), '2026'],
			[matter(), 'Pleadings/2026'],
			[matter(), 'Letters/2026'],
			[other, '2026'],
		])
			ids.push((await at(parent, path)).json[0].id);
		expect(new Set(ids).size).toBe(4);
	});

	test('takes no folder out of the trash', async () => {
		const { json } = await at(matter(), 'Letters');
		await files().firm.run('folder', 'delete', { folderId: choose(json[0].id) });
		const again = await at(matter(), 'Letters');
		expect(again.json).toMatchObject([{ wasCreated: true }]);
		expect(again.json[0].id).not.toBe(json[0].id);
	});

	test.each(['../Other', 'Letters/../..', './Letters', 'Letters/.'])('refuses %s', async (path) => {
		const { error } = await at(matter(), path);
		expect(error?.message).toContain('no path');
		expect(created()).toEqual([]);
	});

	test('finds, but does not create with a credential that may only read', async () => {
		const { json } = await at(matter(), 'Letters');
		const credential = { access: 'readOnly' };
		expect((await at(matter(), 'letters', { credential })).json).toMatchObject([
			{ id: json[0].id, wasCreated: false },
		]);
		const { error } = await at(matter(), 'Drafts', { credential });
		expect(error?.message).toMatch(/may only read/);
		expect(folders('Drafts')).toEqual([]);
	});

	test('asks again for what was created and not answered, and creates it once', async () => {
		files().firm.sandbox.fail({ method: 'POST', path: /folders/, when: 'after', drop: true });
		const { json, error } = await at(matter(), 'Letters/In');
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ name: 'In' }]);
		expect(folders('Letters')).toHaveLength(1);
		expect(created()).toHaveLength(2);
	});

	test('goes on where it was refused, if tried again', async () => {
		const body = { error: { type: 'ArgumentError', message: 'Not now' } };
		files().firm.sandbox.fail({ method: 'POST', path: /folders/, skip: 1, status: 422, body });
		const { json, error } = await at(matter(), 'Letters/In', { node: retry });
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ name: 'In', parent: 'Letters' }]);
		expect(folders('Letters')).toHaveLength(1);
	});
});

describe('Upload', () => {
	test('creates the folders of its path, once for all items', async () => {
		const four = numbered(4).map(({ n }) => ({ data: { ...letter, fileName: `Letter ${n}.pdf` } }));
		const { json, error } = await files().upload(
			{ folder_path: '={{ $json.n % 2 ? "letters\\\\in" : "Letters/In" }}' },
			{ items: numbered(4), files: four },
		);
		expect(error).toBeUndefined();
		expect(json.map(({ folder }) => folder)).toEqual(['In', 'In', 'In', 'In']);
		expect(created()).toHaveLength(2);
	});

	test('asks for the folders of a matter once, however many paths there are', async () => {
		const paths = ['Letters', 'Drafts', 'Letters/In', 'Letters'];
		const { json } = await files().upload(
			{ folder_path: '={{ $json.path }}' },
			{
				items: paths.map((path) => ({ path })),
				files: paths.map((_, n) => ({ data: fileOf(`Letter ${n}.pdf`, 'Dear client') })),
			},
		);
		expect(json.map(({ folder }) => folder)).toEqual(['Letters', 'Drafts', 'In', 'Letters']);
		expect(created()).toHaveLength(3);
		const lists = files().calls.filter((call) => call === 'GET folders');
		expect(lists).toHaveLength(1);
	});

	test('puts a file into a path under a contact and under a folder', async () => {
		const { id } = files().firm.add('contacts', { type: 'Company', name: 'Quist Freight' });
		const first = await files().upload({ parent: choose(`Contact:${id}`), folder_path: 'Scans' });
		expect(first.json).toMatchObject([{ folder: 'Scans', contact: 'Quist Freight' }]);
		const { parent } = files().firm.get('documents', first.json[0].id);
		const second = await files().upload({
			parent: choose(`Folder:${parent}`),
			folder_path: '2026',
		});
		expect(second.json).toMatchObject([{ folder: '2026', contact: 'Quist Freight' }]);
	});
});
