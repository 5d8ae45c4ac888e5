import { setTimeout as sleep } from 'node:timers/promises';
import { ChaosProxy } from '../../dev/chaos/proxy.cts';
import { fileOf, type Setup } from './engine.cts';
import { filingFirm, quickWaits, retry, until } from './files-kit.cts';
import { numbered } from './kit.cts';

/** An upload that goes wrong leaves nothing behind that anybody sees, and one that goes on ends as if nothing was. */
const files = filingFirm();
const waited = quickWaits();

const uploaded = () => files().documents('Letter.pdf');
const complaint = (type: string, message: string) => ({ error: { type, message } });
const call = (name: string) => files().calls.filter((one) => one.startsWith(name));
const forever = { times: Infinity };

/** Whoever looks into Clio sees the document once, and whole. */
async function isThereOnce() {
	expect(uploaded()).toHaveLength(1);
	expect(await files().says(uploaded()[0].id)).toBe('Dear client');
	expect(files().stubs).toEqual([]);
}

function isNotThere() {
	expect(uploaded()).toEqual([]);
	expect(files().stubs).toEqual([]);
}

describe('the storage', () => {
	const fail = (fault: object) => files().storage.fail({ method: 'PUT', ...fault });

	test('refuses an address: another one is asked for', async () => {
		fail({ status: 403 });
		const { error } = await files().upload();
		expect(error).toBeUndefined();
		await isThereOnce();
		expect(call('POST')).toHaveLength(2);
	});

	test('takes an address no longer when its turn comes', async () => {
		files().storage.goodFor(-1);
		const { error } = await files().upload();
		expect(error?.message).toBe('Clio\'s file storage refused to store "Letter.pdf"');
		expect(error?.description).toMatch(/403 AccessDenied/);
		isNotThere();
		files().storage.goodFor(600_000);
		expect((await files().upload()).error).toBeUndefined();
		await isThereOnce();
	});

	test('refuses all: nothing remains', async () => {
		fail({ status: 403, ...forever });
		const { error } = await files().upload();
		expect(error?.message).toBe('Clio\'s file storage refused to store "Letter.pdf"');
		expect(error?.description).toMatch(/403 AccessDenied.*Run this item again/s);
		isNotThere();
		expect(files().transfers('PUT')).toBeLessThan(5);
	});

	test.each([
		['is down', { status: 500 }],
		['asks to slow down', { status: 503 }],
		['cuts the line in mid-transfer', { cutAfter: 4 }],
		['drops the line', { drop: true }],
	])('%s for a while: it is waited for', async (_, fault) => {
		fail({ times: 2, ...fault });
		const { error } = await files().upload();
		expect(error).toBeUndefined();
		await isThereOnce();
		expect(call('POST')).toHaveLength(1);
		expect(waited()).toBe(3);
	});

	test('takes it, and never ends to say so: it is there, and no connection stays', async () => {
		const { storage } = files();
		const line = await ChaosProxy.start(storage.url);
		storage.rewrite((address) => address.replace(storage.url, line.url));
		line.rage(1, { 'drip without end': 1 });
		try {
			expect((await files().upload()).error).toBeUndefined();
			await isThereOnce();
			await until(() => line.deeds.every(({ ms }) => ms !== undefined));
			expect(line.deeds).toHaveLength(1);
		} finally {
			storage.rewrite((address) => address);
			await line.close();
		}
	});

	test.each([
		['is down', { status: 500 }, /500 InternalError/],
		['cuts the line in mid-transfer', { cutAfter: 4 }, /tried several times/],
		['answers with a redirect', { status: 307 }, /307/],
	])('%s for good: nothing remains', async (_, fault, says) => {
		fail({ ...forever, ...fault });
		const { error } = await files().upload();
		expect(error?.message).toMatch(/^Clio's file storage .* store "Letter.pdf"$/);
		expect(error?.description).toMatch(says);
		isNotThere();
	});

	test('is at an address without encryption', async () => {
		files().storage.rewrite((address) => address.replace(/^http:/, 'ftp:'));
		const { error } = await files().upload();
		expect(error?.message).toMatch(/address for the file that is not https \(ftp:\)/);
		expect(files().storage.requests).toEqual([]);
		isNotThere();
	});

	test.each([
		['that nobody answers at', (url: string) => url.replace(/:\d+\//, ':9/')],
		['that is none', () => 'nowhere'],
		['that speaks no TLS', (url: string) => url.replace(/^http:/, 'https:')],
	])('is at an address %s', async (_, rewrite) => {
		files().storage.rewrite(rewrite);
		const { error } = await files().upload();
		expect(error?.message).toMatch(/file storage|address for the file/);
		isNotThere();
	});
});

describe('Clio', () => {
	const path = /documents/;
	const fail = (method: string, fault: object) =>
		files().firm.sandbox.fail({ method, path, ...fault });
	const timeout = { status: 422, body: complaint('UploadTimeoutError', 'Still checking') };

	test('needs a while to find the file: it is asked again, and nothing sent twice', async () => {
		fail('PATCH', { times: 3, ...timeout });
		const { error } = await files().upload();
		expect(error).toBeUndefined();
		await isThereOnce();
		expect(waited()).toBe(1 + 2 + 4);
		expect(files().transfers('PUT')).toBe(1);
	});

	test('says with another status that it needs a while', async () => {
		fail('PATCH', { times: 5, ...timeout, status: 503 });
		const { error } = await files().upload();
		expect(error).toBeUndefined();
		await isThereOnce();
		expect(files().transfers('PUT')).toBe(1);
	});

	test('does not find the file for a minute: nobody sees it', async () => {
		fail('PATCH', { ...forever, ...timeout });
		const { error } = await files().upload();
		expect(error?.message).toBe('Clio refused to upload "Letter.pdf"');
		expect(error?.description).toMatch(/Still checking/);
		expect(waited()).toBe(60);
		expect(files().visible.filter(({ name }) => name === 'Letter.pdf')).toEqual([]);
	});

	test('finds the file after more than a minute: a retry does not send it again', async () => {
		fail('PATCH', { times: 7, ...timeout });
		const { error } = await files().upload({}, { node: retry });
		expect(error).toBeUndefined();
		await isThereOnce();
		expect(files().transfers('PUT')).toBe(1);
	});

	test('says that nothing came: nothing remains, and a retry begins anew', async () => {
		fail('PATCH', { status: 422, body: complaint('UploadNotFoundError', 'Not there') });
		const once = await files().upload();
		expect(once.error?.description).toMatch(/Not there/);
		isNotThere();
		fail('PATCH', { status: 422, body: complaint('UploadNotFoundError', 'Not there') });
		const { error } = await files().upload({}, { node: retry });
		expect(error).toBeUndefined();
		await isThereOnce();
	});

	test.each([
		['dropped the line', { drop: true }],
		['gave a bad answer', { status: 502 }],
	])('completed it, but %s: the document is given', async (_, fault) => {
		fail('PATCH', { when: 'after', ...fault });
		const { json, error } = await files().upload();
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ name: 'Letter.pdf', size: 11, wasCreated: true }]);
		await isThereOnce();
		expect(call('DELETE')).toEqual([]);
	});

	test.each([
		['whether it is there', 1],
		['what it is', 2],
	])('completed it, and then cannot say %s: it stays in doubt', async (_, skip) => {
		fail('PATCH', { when: 'after', status: 502, times: 4 });
		fail('GET', { skip, status: 200, body: '<html>Sign in</html>', ...forever });
		const { error } = await files().upload();
		expect(`${error?.description}`).toMatch(/may or may not have been carried out/);
		await isThereOnce();
	});

	test('began it, but the answer got lost: nobody sees the other stub', async () => {
		fail('POST', { when: 'after', drop: true });
		const { json, error } = await files().upload();
		expect(error).toBeUndefined();
		expect(json).toHaveLength(1);
		expect(files().visible.filter(({ name }) => name === 'Letter.pdf')).toHaveLength(1);
		expect(files().transfers('PUT')).toBe(1);
	});

	test('is away when it is to be completed: a retry does only that', async () => {
		fail('PATCH', { times: 4, status: 500 });
		fail('GET', { times: 4, skip: 1, status: 500 });
		const { error } = await files().upload({}, { node: retry });
		expect(error).toBeUndefined();
		await isThereOnce();
		expect(files().transfers('PUT')).toBe(1);
		expect(call('POST')).toHaveLength(1);
	});

	test('refuses the document: nothing is sent to the storage', async () => {
		fail('POST', { status: 422, body: complaint('ArgumentError', 'Name is taken') });
		const { error } = await files().upload();
		expect(error?.description).toMatch(/Clio says: "Name is taken"/);
		expect(files().storage.requests).toEqual([]);
	});

	test('does not allow it: the permission is named', async () => {
		files().firm.sandbox.withhold('Documents');
		const { error } = await files().upload({ if_name_exists: 'keepBoth' });
		expect(error?.message).toMatch(/does not allow this connection to upload "Letter.pdf"/);
		expect(error?.description).toMatch(/permission "Documents"/);
	});

	test('renews the connection in the middle', async () => {
		const uploading = files().upload();
		files().storage.fail({ method: 'PUT', delayMs: 50 });
		await until(() => files().storage.requests.length > 0);
		files().firm.sandbox.expireTokens();
		expect((await uploading).error).toBeUndefined();
		await isThereOnce();
	});
});

describe('of several files', () => {
	const three: Partial<Setup> = {
		items: numbered(3),
		files: ['One', 'Two', 'Three'].map((one) => ({ data: fileOf(`${one}.txt`, one) })),
	};
	const names = () =>
		files()
			.visible.filter(({ name }) => /^(One|Two|Three)\.txt$/.test(name))
			.map(({ name }) => name);

	test('Continue On Fail keeps the others', async () => {
		files().storage.fail({ method: 'PUT', skip: 1, times: 3, status: 403 });
		const node = { onError: 'continueRegularOutput' as const };
		const { json } = await files().upload({}, { ...three, node });
		expect(json).toMatchObject([
			{ name: 'One.txt' },
			{ error: 'Clio\'s file storage refused to store "Two.txt"' },
			{ name: 'Three.txt' },
		]);
		expect(names()).toEqual(['One.txt', 'Three.txt']);
		expect(files().stubs).toEqual([]);
	});

	test.each([
		['the folder of the matter', /\/matters\//, ''],
		['the folders of the matter', /\/folders/, 'Letters'],
		['what lies there', /\/documents/, ''],
	])('%s cannot be read for one: it is read anew for the next', async (_, path, folder_path) => {
		await files().upload();
		files().firm.sandbox.fail({ method: 'GET', path, status: 503, times: 4 });
		const node = { onError: 'continueRegularOutput' as const };
		const { json } = await files().upload({ folder_path }, { ...three, node });
		expect(json[0].error).toMatch(/^Clio is not available at the moment/);
		expect(json.slice(1)).toMatchObject([{ name: 'Two.txt' }, { name: 'Three.txt' }]);
	});

	test('Retry On Fail uploads none twice, even under Keep Both', async () => {
		files().storage.fail({ method: 'PUT', skip: 1, times: 3, status: 403 });
		const { json, error } = await files().upload(
			{ if_name_exists: 'keepBoth' },
			{ ...three, node: retry },
		);
		expect(error).toBeUndefined();
		expect(json).toMatchObject([{ name: 'One.txt' }, { name: 'Two.txt' }, { name: 'Three.txt' }]);
		expect(names()).toEqual(['One.txt', 'Two.txt', 'Three.txt']);
	});

	test('who reads the error knows what is there', async () => {
		files().storage.fail({ method: 'PUT', skip: 1, times: 3, status: 403 });
		const { error } = await files().upload({}, three);
		expect(error?.description).toMatch(/1 of 3 items were carried out before/);
	});
});

describe('the run ends', () => {
	const cancelled = async (happened: () => boolean) => {
		const { run } = await files().upload({}, { cancelAfter: until(happened) });
		expect(run.status).toBe('canceled');
	};
	const isSent = () => files().storage.requests.length > 0;
	const isAsked = () => call('PATCH').length > 0;
	const isOver = () => until(() => call('DELETE').length > 0);

	test('by a cancel while the file is on its way: nothing remains', async () => {
		files().storage.fail({ method: 'PUT', hang: true });
		await cancelled(isSent);
		await isOver();
		isNotThere();
	});

	test('by a cancel while the storage is waited for: nothing remains, and no more is sent', async () => {
		files().storage.fail({ method: 'PUT', status: 500, ...forever });
		await cancelled(isSent);
		await isOver();
		isNotThere();
		const tries = files().transfers('PUT');
		await sleep(200);
		expect(files().transfers('PUT')).toBe(tries);
	});

	test('by a cancel while Clio looks for the file: nothing remains', async () => {
		const body = complaint('UploadTimeoutError', 'Still checking');
		files().firm.sandbox.fail({ method: 'PATCH', status: 422, body, ...forever });
		await cancelled(isAsked);
		await isOver();
		isNotThere();
	});

	test('by a cancel while it is completed: it is there whole, or nothing remains', async () => {
		files().firm.sandbox.fail({ method: 'PATCH', delayMs: 150 });
		await cancelled(() => files().storage.requests[0]?.status === 200);
		await sleep(300);
		expect(files().stubs).toEqual([]);
	});

	test('by a cancel just after it is completed: it stays', async () => {
		files().firm.sandbox.fail({ method: 'PATCH', when: 'after', hang: true });
		await cancelled(() => uploaded()[0]?.latest_document_version.fully_uploaded);
		await until(() => call('GET documents/').length > 0);
		await sleep(100);
		await isThereOnce();
	});

	test('by a power cut in mid-transfer: nobody sees half a document, and the next run brings it', async () => {
		files().storage.fail({ method: 'PUT', hang: true });
		let endIt = () => {};
		const over = new Promise<void>((resolve) => (endIt = resolve));
		const cut = files().upload({}, { cancelAfter: over });
		await until(isSent);
		const { json } = await files().firm.run('document', 'getAll', { returnAll: true });
		expect(json.map(({ name }) => name)).not.toContain('Letter.pdf');
		const next = await files().upload();
		expect(next.json).toMatchObject([{ wasCreated: true }]);
		expect(await files().says(next.json[0].id)).toBe('Dear client');
		endIt();
		await cut;
		await isOver();
		await isThereOnce();
	});
});
