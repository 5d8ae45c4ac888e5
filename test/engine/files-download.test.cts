import { ChaosProxy } from '../../dev/chaos/proxy.cts';
import type { Fault } from '../../dev/chaos/faults.cts';
import { choose, fileOf, type Outcome } from './engine.cts';
import { filingFirm, letter, quickWaits, until } from './files-kit.cts';

/** The file of a document comes into the workflow: whole, under its name, or not at all. */
const files = filingFirm();
const waited = quickWaits();

const told = ({ items }: Outcome, field = 'data') => {
	const { data, fileName, mimeType } = items[0].binary![field];
	return [fileName, mimeType, Buffer.from(data, 'base64').toString()];
};
const filed = () => files().filed('Letter.pdf', 'Dear client');
const forever = { times: Infinity };
const fail = (fault: object) => files().storage.fail({ method: 'GET', ...fault });

describe('gives', () => {
	test('the file under its name, beside the record', async () => {
		const { id } = await filed();
		const outcome = await files().download(id);
		expect(outcome.error).toBeUndefined();
		expect(outcome.json).toMatchObject([{ id, name: 'Letter.pdf', size: 11 }]);
		expect(told(outcome)).toEqual(['Letter.pdf', 'application/pdf', 'Dear client']);
		expect(outcome.items[0].pairedItem).toEqual({ item: 0 });
	});

	test('it under the name of the document, with the ending of its file', async () => {
		const { id } = await filed();
		files().firm.change('documents', id, { name: 'Signed letter' });
		expect(told(await files().download(id))[0]).toBe('Signed letter.pdf');
	});

	test('it in the field of choice, beside the files that the item has', async () => {
		const { id } = await filed();
		const outcome = await files().download(
			id,
			{ binaryPropertyName: 'signed' },
			{ files: [{ data: fileOf('Draft.txt', 'Draft', 'text/plain') }] },
		);
		expect(told(outcome, 'signed')[0]).toBe('Letter.pdf');
		expect(told(outcome)).toEqual(['Draft.txt', 'text/plain', 'Draft']);
	});

	test('the version of choice, as it was called then', async () => {
		const { id } = await filed();
		const newer = { files: [{ data: fileOf('Letter 2.txt', 'Dear Madam', 'text/plain') }] };
		await files().uploadVersion(id, {}, newer);
		const { json } = await files().firm.run('document', 'getVersions', {
			document: choose(id),
			returnAll: true,
		});
		const oldest = json.find(({ filename }) => filename === 'Letter.pdf')!;
		expect(told(await files().download(id, { version: String(oldest.id) }))).toEqual([
			'Letter.pdf',
			'application/pdf',
			'Dear client',
		]);
		expect(told(await files().download(id))[2]).toBe('Dear Madam');
	});

	test('files to a credential that may only read', async () => {
		const { id } = await filed();
		const outcome = await files().download(id, {}, { credential: { access: 'readOnly' } });
		expect(told(outcome)[2]).toBe('Dear client');
	});

	test('what was uploaded, whatever bytes it is of', async () => {
		const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, n) => (n * n) % 256));
		const data = fileOf('Scan.bin', bytes, 'application/octet-stream');
		const { json } = await files().upload({}, { files: [{ data }] });
		const { items } = await files().download(json[0].id);
		expect(Buffer.from(items[0].binary!.data.data, 'base64').equals(bytes)).toBe(true);
	});
});

describe('is not there:', () => {
	test.each([
		['a document', {}, 4711, /no such record/],
		[
			'a version, and the error says which are',
			{ version: '4711' },
			undefined,
			/no version with the ID 4711/,
		],
	])('%s', async (_, parameters, id, says) => {
		const { error } = await files().download(id ?? (await filed()).id, parameters);
		expect(error?.message).toMatch(says);
		expect(files().transfers('GET')).toBe(0);
	});

	test('a file whose upload was never finished', async () => {
		const { id } = files().firm.add('documents', {
			name: 'Half.pdf',
			parent: { type: 'Matter', id: files().matter.id },
			uploaded: false,
		});
		const { error } = await files().download(id);
		expect(error?.message).toMatch(/no such record/);
	});

	test('an address: the file lies in a linked folder', async () => {
		const { id } = await filed();
		files().firm.sandbox.fail({ method: 'GET', path: /download/, status: 200, body: { data: {} } });
		const { error } = await files().download(id);
		expect(error?.message).toMatch(
			/did not say where to fetch "Letter.pdf"|Something else than Clio/,
		);
		expect(files().transfers('GET')).toBe(0);
	});
});

describe('arrives whole, though the storage', () => {
	test.each([
		['refuses an address', { status: 403 }],
		['is down', { status: 500 }],
		['cuts the line in mid-transfer', { cutAfter: 4 }],
		['drops the line', { drop: true }],
	])('%s for a while', async (_, fault) => {
		const { id } = await filed();
		fail({ times: 2, ...fault });
		const outcome = await files().download(id);
		expect(outcome.error).toBeUndefined();
		expect(told(outcome)[2]).toBe('Dear client');
		expect(files().transfers('GET')).toBe(3);
		expect(waited()).toBeGreaterThanOrEqual(3);
	});
});

describe('fails, if the storage', () => {
	test.each([
		['refuses for good', { status: 403 }, /refused to fetch "Letter.pdf"$/, 3],
		['is down for good', { status: 500 }, /could not be reached to fetch "Letter.pdf"$/, 4],
		['cuts the line each time', { cutAfter: 4 }, /"Letter.pdf" did not arrive whole/, 3],
		['leads in circles', { status: 302 }, /file storage|address for the file/, 4],
	])('%s', async (_, fault, says, most) => {
		const { id } = await filed();
		fail({ ...forever, ...fault });
		const { error, items } = await files().download(id);
		expect(error?.message).toMatch(says);
		expect(items).toEqual([]);
		expect(files().transfers('GET')).toBeLessThanOrEqual(most);
	});

	test.each<[string, Fault]>([
		['ends early as if that was all', 'cut without a sign'],
		['is hidden behind a page that says 200', 'HTML before'],
		['sends nothing', 'empty after'],
	])('%s', async (_, fault) => {
		const { id } = await files().filed('Letter.pdf', 'Dear client, '.repeat(100));
		const line = await ChaosProxy.start(files().storage.url);
		files().storage.rewrite((address) => address.replace(files().storage.url, line.url));
		line.rage(1, { [fault]: 1 });
		const { error, items } = await files().download(id);
		line.calm();
		const later = await files().download(id);
		await line.close();
		expect(error?.message).toBe('The file "Letter.pdf" did not arrive whole');
		expect(error?.description).toMatch(/tried 3 times \(\d+ of 1300 bytes came\)/);
		expect(items).toEqual([]);
		expect(later.error).toBeUndefined();
	});

	test('stops in the middle: it is not waited for longer than three minutes each time', async () => {
		const { id } = await files().filed('Letter.pdf', 'Dear client, '.repeat(100));
		const line = await ChaosProxy.start(files().storage.url);
		files().storage.rewrite((address) => address.replace(files().storage.url, line.url));
		line.rage(1, { 'stall midway': 1 });
		const { timeout } = AbortSignal;
		const limits = jest.spyOn(AbortSignal, 'timeout');
		limits.mockImplementation((ms) => timeout.call(AbortSignal, ms / 1_000));
		const { error, items } = await files().download(id);
		expect(limits).toHaveBeenCalledWith(180_000);
		limits.mockRestore();
		expect(error?.message).toBe('The file "Letter.pdf" did not arrive whole');
		expect(error?.description).toMatch(/tried 3 times \(no more of it came in time/);
		expect(items).toEqual([]);
		expect(line.deeds).toHaveLength(3);
		await until(() => line.deeds.every(({ ms }) => ms !== undefined));
		await line.close();
	});

	test('sends more than the document has', async () => {
		const { id } = await filed();
		fail({ ...forever, more: 1_000_000 });
		const { error, items } = await files().download(id);
		expect(error?.message).toBe('More came for "Letter.pdf" than the 11 bytes it has in Clio');
		expect(items).toEqual([]);
		expect(files().transfers('GET')).toBe(1);
	});

	test.each([
		[
			'is at an address without encryption',
			(url: string) => url.replace(/^http:/, 'ftp:'),
			/address for the file that is not https \(ftp:\)/,
		],
		[
			'is at an address that nobody answers at',
			(url: string) => url.replace(/:\d+\//, ':9/'),
			/file storage could not be reached to fetch "Letter.pdf"$/,
		],
		['is at an address that is none', () => 'nowhere', /address for the file that is not https/],
	])('%s', async (_, rewrite, says) => {
		const { id } = await filed();
		files().storage.rewrite(rewrite);
		const { error } = await files().download(id);
		expect(error?.message).toMatch(says);
		expect(files().transfers('GET')).toBe(0);
	});

	test('Continue On Fail keeps the other items', async () => {
		const ids = [(await filed()).id, 4711, (await files().filed('Draft.txt', 'Draft')).id];
		const { items } = await files().download(
			'={{ $json.id }}',
			{},
			{ items: ids.map((id) => ({ id })), node: { onError: 'continueRegularOutput' } },
		);
		expect(items.map(({ json }) => json.name ?? json.error)).toEqual([
			'Letter.pdf',
			expect.stringMatching(/no such record/),
			'Draft.txt',
		]);
		expect(items[1].binary).toBeUndefined();
	});
});

test('a cancel ends a download at once', async () => {
	const { id } = await filed();
	fail({ hang: true });
	const before = Date.now();
	const cancelAfter = until(() => files().transfers('GET') > 0);
	const { run, items } = await files().download(id, {}, { cancelAfter });
	expect(run.status).toBe('canceled');
	expect(items).toEqual([]);
	expect(Date.now() - before).toBeLessThan(5_000);
});

test('up and down again: a file of one document becomes another', async () => {
	const { id } = await filed();
	const down = await files().download(id);
	const again = { files: [down.items[0].binary!] };
	const { json } = await files().upload({ folder_path: 'Copies' }, again);
	expect(json).toMatchObject([{ name: letter.fileName, folder: 'Copies', wasCreated: true }]);
	expect(await files().says(json[0].id)).toBe('Dear client');
});
