import { choose, type Outcome, type Setup } from './engine.cts';
import { filingFirm, quickWaits, retry } from './files-kit.cts';
import { flyingTime } from './kit.cts';

/** A document that Clio fills in for a matter: one step, with the finished files. */
const files = filingFirm(() => ({ now: flyingTime() }));
quickWaits();

const firm = () => files().firm;
const posts = () => files().calls.filter((one) => one === 'POST document_automations');
const template = () => firm().all('document_templates')[0];

const create = (parameters: object = {}, rest: Partial<Setup> = {}) =>
	firm().run(
		'documentAutomation',
		'generate',
		{
			document_template: choose(template().id),
			matter: choose(files().matter.id),
			filename: 'Engagement letter',
			formats: ['original'],
			waitAtMost: 5,
			binaryPropertyName: 'data',
			...parameters,
		},
		rest,
	);

const bytesOf = ({ items }: Outcome, at = 0) => Buffer.from(items[at].binary!.data.data, 'base64');

test('gives the finished file', async () => {
	const outcome = await create();
	expect(outcome.error).toBeUndefined();
	expect(firm().sent).toEqual([
		{
			document_template: { id: template().id },
			matter: { id: files().matter.id },
			filename: 'Engagement letter',
			formats: ['original'],
		},
	]);
	const ending = template().filename.split('.').pop();
	expect(outcome.json).toEqual([
		expect.objectContaining({
			filename: 'Engagement letter',
			template: template().filename,
			matterId: files().matter.id,
			document: `Engagement letter.${ending}`,
			documentId: expect.any(Number),
		}),
	]);
	expect(outcome.items[0].binary!.data.fileName).toBe(`Engagement letter.${ending}`);
	const filed = files().document(`Engagement letter.${ending}`);
	expect(bytesOf(outcome).toString()).toBe(await files().says(filed.id));
	expect(outcome.json[0].documentId).toBe(filed.id);
});

test('an item for each format', async () => {
	const outcome = await create({ formats: ['original', 'pdf'] });
	expect(outcome.error).toBeUndefined();
	expect(outcome.items.map(({ binary }) => binary!.data.fileExtension)).toEqual([
		template().filename.split('.').pop(),
		'pdf',
	]);
	expect(bytesOf(outcome, 1).toString('latin1')).toMatch(/^%PDF/);
	expect(new Set(outcome.json.map(({ documentId }) => documentId)).size).toBe(2);
	expect(outcome.items.every(({ pairedItem }) => Object(pairedItem).item === 0)).toBe(true);
	expect(posts()).toHaveLength(1);
});

test('for several matters, template and matter by name', async () => {
	const some = firm().all('matters').slice(0, 3);
	const outcome = await create(
		{
			document_template: choose(template().filename, 'name'),
			matter: choose('={{ $json.number }}', 'name'),
			filename: '={{ "Letter to " + $json.number }}',
		},
		{ items: some.map(({ display_number: number }) => ({ number })) },
	);
	expect(outcome.error).toBeUndefined();
	expect(outcome.json.map(({ matterId }) => matterId)).toEqual(some.map(({ id }) => id));
	expect(posts()).toHaveLength(3);
});

test('comes at once with 0, without files', async () => {
	firm().sandbox.outcome('document_automations', 'never');
	const { json, items } = await create({ waitAtMost: 0 });
	expect(json).toEqual([expect.objectContaining({ filename: 'Engagement letter' })]);
	expect(items[0].binary).toBeUndefined();
	const { json: later } = await firm().run('documentAutomation', 'get', {
		documentAutomationId: choose(json[0].id),
	});
	expect(later).toEqual([expect.objectContaining({ id: json[0].id })]);
});

test('that takes too long is waited for by a retry, and not made a second time', async () => {
	firm().sandbox.outcome('document_automations', 'never');
	const { error } = await create({ waitAtMost: 0.01 }, { node: retry });
	const { id } = firm().all('document_automations').at(-1)!;
	expect(error?.message).toMatch(/^Clio has not finished the document from template/);
	expect(error?.description).toContain(`ID ${id}`);
	expect(posts()).toHaveLength(1);
});

test('that failed is told, and made anew by a retry', async () => {
	firm().sandbox.outcome('document_automations', 'failed');
	const { error } = await create({}, { node: retry });
	expect(error?.message).toMatch(/^Clio could not make the document from template \(ID \d+\)$/);
	expect(posts()).toHaveLength(2);
});

test('that cannot be seen at first is looked for by a retry, and not made a second time', async () => {
	firm().sandbox.fail({ method: 'GET', path: /document_automations\//, status: 404 });
	const { items } = await create({}, { node: retry });
	expect(items[0].binary).toBeDefined();
	expect(posts()).toHaveLength(1);
});

test('a lost answer leaves it in doubt: the matter must not have the document twice', async () => {
	firm().sandbox.fail({ method: 'POST', path: /document_automations/, drop: true, when: 'after' });
	const { error } = await create({}, { node: { ...retry, maxTries: 3 } });
	expect(error?.message).toMatch(/may or may not/);
	expect(posts()).toHaveLength(1);
	expect(firm().all('document_automations').at(-1)!.documents).toHaveLength(1);
});

test('a file that cannot be fetched is fetched by a retry, and the document not made again', async () => {
	const heal = firm().sandbox.storage.fail({ method: 'GET', status: 403, times: Infinity });
	const later = setTimeout(heal, 800);
	const { error, items } = await create(
		{},
		{ node: { ...retry, maxTries: 5, waitBetweenTries: 400 } },
	);
	clearTimeout(later);
	expect(error).toBeUndefined();
	expect(items[0].binary!.data.bytes).toBeGreaterThan(0);
	expect(posts()).toHaveLength(1);
});

test('is refused by a credential that may only read, before anything is sent', async () => {
	const { error } = await create({}, { credential: { access: 'readOnly' } });
	expect(error?.message).toMatch(/may only read/);
	expect(firm().writes).toEqual([]);
});

test.each([
	['how far it is', /document_automations\/\d+/],
	['its file', /documents\/\d+\/download/],
])('whoever cannot see %s is told that it was asked for, and its ID', async (_, path) => {
	firm().sandbox.fail({ method: 'GET', path, status: 403, times: Infinity });
	const { error } = await create();
	const { id } = firm().all('document_automations').at(-1)!;
	expect(error?.message).toMatch(/does not allow this connection to (see how far|fetch)/);
	expect(error?.description).toContain(
		`Clio has been asked for it: ID ${id}. Fetch it later by its ID`,
	);
});
