import { choose, fileOf, type Setup } from './engine.cts';
import { ownFirm } from './kit.cts';

/** A file of the workflow becomes a document: where it lies, what it is called, and which version it is. */
const firm = ownFirm();

const letter = fileOf('Letter.pdf', 'Dear client');
const upload = (parameters: object, rest: Partial<Setup> = {}) =>
	firm().run(
		'document',
		'upload',
		{ binaryPropertyName: 'data', if_name_exists: 'addVersion', ...parameters },
		{ files: [{ data: letter }], ...rest },
	);

const intoMatter = () => ({ parent: choose(`Matter:${firm().all('matters')[0].id}`) });

test('into a matter', async () => {
	const { json, error } = await upload(intoMatter());
	expect(error).toBeUndefined();
	expect(json).toMatchObject([
		{
			name: 'Letter.pdf',
			filename: 'Letter.pdf',
			size: 11,
			matterId: firm().all('matters')[0].id,
			wasUploaded: true,
			wasCreated: true,
		},
	]);
	expect(String(await firm().sandbox.storage.bytes(json[0].id as number))).toBe('Dear client');
	expect(
		firm().sandbox.storage.requests.map(({ method, status, authorized }) => [
			method,
			status,
			authorized,
		]),
	).toEqual([['PUT', 200, false]]);
});
