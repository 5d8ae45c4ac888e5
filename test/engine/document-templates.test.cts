import type { Row } from '../../dev/sandbox/store.cts';
import { choose, fileOf, type Setup } from './engine.cts';
import { filingFirm, quickWaits } from './files-kit.cts';

/** Templates take their file from the item and give it back. */
const files = filingFirm();
quickWaits();

const firm = () => files().firm;
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const dear = fileOf('Dear.docx', 'Dear <<Matter.Client.Name>>', word);

const run = (operation: string, parameters: object, rest: Partial<Setup> = {}) =>
	firm().run('documentTemplate', operation, parameters, {
		files: [{ data: dear }],
		...rest,
		node: { type: 'n8n-nodes-clio.clioAdvanced' },
	});

const create = (parameters: object = {}, rest: Partial<Setup> = {}) =>
	run('create', { binaryPropertyName: 'data', filename: '', ...parameters }, rest);

const stored = (id: unknown) => firm().get('document_templates', id);
const textOf = ({ file }: Row) => Buffer.from(String(file), 'base64').toString();

test('the file comes from the item, and its name from the file', async () => {
	const { json, error } = await create();
	expect(error).toBeUndefined();
	expect(json).toEqual([expect.objectContaining({ filename: 'Dear.docx', size: 27, type: word })]);
	expect(textOf(stored(json[0].id))).toBe('Dear <<Matter.Client.Name>>');
});

test('a name that somebody enters is taken', async () => {
	const { json } = await create({ filename: 'Welcome.docx' });
	expect(json).toEqual([expect.objectContaining({ filename: 'Welcome.docx' })]);
});

test('every item has its own', async () => {
	const { json } = await create(
		{},
		{
			items: [{}, {}],
			files: [{ data: dear }, { data: fileOf('Hello.docx', 'Hello', word) }],
		},
	);
	expect(json.map(({ id }) => textOf(stored(id)))).toEqual([
		'Dear <<Matter.Client.Name>>',
		'Hello',
	]);
});

test('an update gives it another file, or only another name', async () => {
	const { json } = await create();
	const [{ id }] = json;
	const renamed = await run('update', {
		documentTemplateId: choose(id),
		fields: { filename: 'New.docx' },
	});
	expect(renamed.error).toBeUndefined();
	expect(stored(id)).toMatchObject({ filename: 'New.docx' });
	expect(textOf(stored(id))).toBe('Dear <<Matter.Client.Name>>');
	const changed = await run(
		'update',
		{ documentTemplateId: choose(id), fields: { binaryPropertyName: 'data' } },
		{ files: [{ data: fileOf('Other.docx', 'Hello', word) }] },
	);
	expect(changed.error).toBeUndefined();
	expect(stored(id)).toMatchObject({ filename: 'New.docx' });
	expect(textOf(stored(id))).toBe('Hello');
});

test('a download has the file, its name and its type', async () => {
	const { json } = await create();
	const { items, error } = await run('download', {
		documentTemplateId: choose(json[0].id),
		binaryPropertyName: 'template',
	});
	expect(error).toBeUndefined();
	const { template } = items[0].binary!;
	expect(template).toMatchObject({ fileName: 'Dear.docx', mimeType: word });
	expect(Buffer.from(template.data, 'base64').toString()).toBe('Dear <<Matter.Client.Name>>');
});

test.each([
	['no file', {}, /The item has no file in "data"/],
	['an empty file', { data: fileOf('Dear.docx', '', word) }, /is empty \(0 bytes\)/],
])('%s is told before anything is sent', async (_, given, says) => {
	const { error } = await create({}, { files: [given as never] });
	expect(error?.message).toMatch(says);
	expect(firm().writes).toEqual([]);
});

test('a type that is no template is told in the words of Clio', async () => {
	const { error } = await create(
		{},
		{ files: [{ data: fileOf('Dear.txt', 'Dear', 'text/plain') }] },
	);
	expect(error?.description).toMatch(/filename must end in one of/);
});
