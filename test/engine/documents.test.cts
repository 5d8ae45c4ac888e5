import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, runClio, type Setup } from './engine.cts';

/** Folders and documents as records: found, named, moved, thrown away and taken back. */
let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ matters: 20 });
});
afterEach(async () => sandbox.close());

const run = (resource: string, operation: string, parameters: Setup['parameters']) =>
	runClio({ sandbox, parameters: { resource, operation, ...parameters } });

const newFolder = async (name: string, parent: string) => {
	const { json, error } = await run('folder', 'create', { name, parent: choose(parent) });
	expect(error).toBeUndefined();
	return json[0];
};

const listed = async (filters: object) => {
	const { json } = await run('document', 'getAll', { returnAll: true, filters } as never);
	return json.map(({ id }) => id);
};

const filed = () => sandbox.store.all('documents').find(({ deleted_at }) => !deleted_at)!;
const move = (id: unknown, fields: object) =>
	run('document', 'update', { documentId: choose(id), fields } as never);

test('a folder is made in the folder of a matter, and one in that', async () => {
	const { id, display_number } = sandbox.store.all('matters')[0];
	const letters = await newFolder('Letters', `Matter:${id}`);
	expect(letters).toMatchObject({ name: 'Letters', parent: display_number, matterId: id });
	const drafts = await newFolder('Drafts', `Folder:${String(letters.id)}`);
	expect(drafts).toMatchObject({ parent: 'Letters', parentId: letters.id, matterId: id });
});

test('a list of documents reaches into subfolders, unless How Deep says otherwise', async () => {
	const letters = await newFolder('Letters', `Matter:${sandbox.store.all('matters')[0].id}`);
	const drafts = await newFolder('Drafts', `Folder:${String(letters.id)}`);
	const { id } = filed();
	const { json } = await move(id, { parent: choose(`Folder:${String(drafts.id)}`) });
	expect(json[0]).toMatchObject({ id, folder: 'Drafts' });

	const parent = choose(letters.id);
	expect(await listed({ parent })).toEqual([id]);
	expect(await listed({ parent, scope: 'children' })).toEqual([]);
	expect(await listed({})).toContain(id);
	const asked = sandbox.requests.filter(({ method }) => method === 'GET').map(({ query }) => query);
	expect(asked.map((query) => new URLSearchParams(query).get('scope'))).toEqual([
		'descendants',
		'children',
		'descendants',
	]);
});

test('a document gets another name, goes to the trash and comes back', async () => {
	const { id } = filed();
	await move(id, { name: 'Signed letter.pdf' });
	expect(sandbox.store.get('documents', id)!.name).toBe('Signed letter.pdf');

	const { json } = await run('document', 'delete', { documentId: choose(id) });
	expect(json).toEqual([{ id, deleted: true }]);
	expect(await listed({})).not.toContain(id);

	expect((await move(id, { restore: true })).error).toBeUndefined();
	expect(await listed({})).toContain(id);
});
