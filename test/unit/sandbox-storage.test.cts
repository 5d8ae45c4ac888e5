import axios from 'axios';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { putFile, startFirm, type Client } from './sandbox-client.cts';

/** Storage: where the bytes of documents come in and go out, as strict as the true one. */
let sandbox: Sandbox;
let clio: Client;
beforeEach(async () => ({ sandbox, clio } = await startFirm(20)));
afterEach(() => sandbox.close());

const FIELDS = 'id,latest_document_version{uuid,put_url,put_headers,multiparts,size}';
const VERSION = 'latest_document_version';

async function begin(more: object = {}) {
	const parent = { id: sandbox.store.all('matters')[0].id, type: 'Matter' };
	const { data } = await clio.create('documents', { name: 'Offer.txt', parent, ...more }, FIELDS);
	return { ...data[VERSION], id: data.id as number };
}

const finish = ({ id, uuid }: { id: number; uuid: string }) =>
	clio.update(`documents/${id}`, { uuid, fully_uploaded: true }, FIELDS);

const letter = () => sandbox.store.all('documents')[0];
const wayTo = async (id = letter().id) => (await clio.get(`documents/${id}/download`)).location!;
const get = (url: string, headers = {}) => axios.get(url, { headers, validateStatus: () => true });
const codeOf = ({ data }: { data: string }) => /<Code>(.+?)<\/Code>/.exec(data)?.[1];
const outcomeOf = (answer: { status: number; data: string }) => [answer.status, codeOf(answer)];

// Also for comparisons: storage on the same machine would be faster than any line.
test('a connection is as fast as it is said to be, both ways', async () => {
	sandbox.storage.speed(1_000_000);
	const stub = await begin({ name: 'Scan.bin' });
	const start = performance.now();
	await putFile(stub, Buffer.alloc(500_000));
	const up = performance.now();
	expect(up - start).toBeGreaterThan(400);
	await finish(stub);
	await get(await wayTo(stub.id));
	expect(performance.now() - up).toBeGreaterThan(400);
});

describe('an upload', () => {
	test('is there, byte for byte, once it is said to be complete', async () => {
		const bytes = Buffer.from([0, 255, 13, 10, 195, 40]);
		const stub = await begin({ name: 'Scan.bin' });
		expect(stub.put_headers).toEqual([
			{ name: 'x-amz-server-side-encryption', value: 'AES256' },
			{ name: 'Content-Type', value: 'application/octet-stream' },
		]);
		const { status, data } = await putFile(stub, bytes);
		expect([status, data]).toEqual([200, '']);
		expect((await finish(stub)).data[VERSION]).toMatchObject({ size: 6, put_url: null });
		expect(await sandbox.storage.bytes(stub.id)).toEqual(bytes);
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		expect(await sandbox.storage.digest(stub.id)).toBe(sha256);
		const file = await axios.get(await wayTo(stub.id), { responseType: 'arraybuffer' });
		expect(file.data).toEqual(bytes);
		expect(file.headers['content-length']).toBe('6');
	});

	test('may be sent again, and the last one counts', async () => {
		const stub = await begin();
		for (const text of ['First', 'Second']) await putFile(stub, text);
		await finish(stub);
		expect(String(await sandbox.storage.bytes(stub.id))).toBe('Second');
		expect((await finish(stub)).message).toContain('uploaded already');
	});

	test('that is not there cannot be completed', async () => {
		const stub = await begin();
		const { status, page } = await finish(stub);
		expect([status, page.error.type]).toEqual([422, 'UploadNotFoundError']);
		await expect(sandbox.storage.bytes(stub.id)).rejects.toThrow('no such file');
	});

	test('of a new version leaves the earlier one as it is', async () => {
		const stub = await begin();
		await putFile(stub, 'One');
		await finish(stub);
		const next = await begin({ parent: { id: stub.id, type: 'Document' } });
		await putFile(next, 'Two');
		await finish(next);
		expect(String(await sandbox.storage.bytes(stub.id))).toBe('Two');
		const [first] = await clio.list(`documents/${stub.id}/versions`, 'id');
		expect(String(await sandbox.storage.bytes(stub.id, first.id))).toBe('One');
	});

	test('has headers that storage insists on', async () => {
		const stub = await begin();
		const without = (name: string) => ({
			...stub,
			put_headers: stub.put_headers.filter((each: { name: string }) => each.name !== name),
		});
		const refused = [403, 'SignatureDoesNotMatch'];
		expect(outcomeOf(await putFile(without('x-amz-server-side-encryption'), 'x'))).toEqual(refused);
		expect(outcomeOf(await putFile(stub, 'x', { 'Content-Type': 'text/html' }))).toEqual(refused);
		expect(outcomeOf(await putFile(stub, 'x', { 'x-amz-acl': 'private' }))).toEqual(refused);
		expect((await finish(stub)).status).toBe(422);
	});

	test('brings no bearer', async () => {
		const answer = await putFile(await begin(), 'x', { Authorization: 'Bearer mine' });
		expect(outcomeOf(answer)).toEqual([400, 'InvalidArgument']);
		const [logged] = sandbox.storage.requests;
		expect(logged).toMatchObject({ method: 'PUT', status: 400, authorized: true });
		expect(JSON.stringify(logged)).not.toContain('mine');
	});

	test('says its length before', async () => {
		const stub = await begin();
		const headers = Object.fromEntries(
			stub.put_headers.map(({ name, value }: { name: string; value: string }) => [name, value]),
		);
		const status = await new Promise((resolve, reject) => {
			const put = request(stub.put_url, { method: 'PUT', headers }, (answer) => {
				answer.resume();
				resolve(answer.statusCode);
			});
			// Without a length Node sends it in chunks.
			put.on('error', reject).write('a');
			put.end('b');
		});
		expect(status).toBe(411);
	});

	test('comes in time', async () => {
		const stub = await begin();
		await sandbox.advance(600_001);
		const late = await putFile(stub, 'x');
		expect([...outcomeOf(late), late.data]).toEqual([
			403,
			'AccessDenied',
			expect.stringContaining('Request has expired'),
		]);
		const path = `documents/${stub.id}`;
		const { [VERSION]: again } = await clio.read(path, FIELDS);
		expect((await putFile(again, 'x')).status).toBe(200);
		sandbox.storage.goodFor(1000);
		const brief = await begin();
		await sandbox.advance(1001);
		expect((await putFile(brief, 'x')).status).toBe(403);
	});

	test('is checked against the MD5 it brings', async () => {
		const stub = await begin();
		const md5 = (text: string) => createHash('md5').update(text).digest('base64');
		const wrong = await putFile(stub, 'Yours', { 'Content-MD5': md5('Mine') });
		expect(outcomeOf(wrong)).toEqual([400, 'BadDigest']);
		expect((await finish(stub)).status).toBe(422);
		expect((await putFile(stub, 'Mine', { 'Content-MD5': md5('Mine') })).status).toBe(200);
	});

	test('goes to the address that was handed out, and nowhere else', async () => {
		const stub = await begin();
		const refused = [403, 'SignatureDoesNotMatch'];
		const elsewhere = stub.put_url.replace('Offer.txt', 'Other.txt');
		for (const put_url of [elsewhere, stub.put_url.slice(0, -1)]) {
			expect(outcomeOf(await putFile({ ...stub, put_url }, 'x'))).toEqual(refused);
		}
		expect(outcomeOf(await get(stub.put_url))).toEqual(refused);
	});
});

describe('an upload in parts', () => {
	const MB5 = 5 << 20;
	const bytes = Buffer.alloc(2 * MB5 + 7, 'law');
	const slices = [0, 1, 2].map((index) => bytes.subarray(index * MB5, (index + 1) * MB5));
	const md5 = (part: Buffer) => createHash('md5').update(part).digest('base64');
	const asked = slices.map((part, index) => ({
		part_number: index + 1,
		content_length: String(part.length),
		content_md5: md5(part),
	}));

	test('is put together by the numbers of its parts, whatever comes first', async () => {
		const stub = await begin({ multiparts: [asked[1], asked[0]] });
		const [second, first] = stub.multiparts;
		expect(stub.put_url).toBeNull();
		expect(first).toEqual({
			part_number: 1,
			put_url: expect.stringContaining('partNumber=1'),
			put_headers: [
				{ name: 'Content-Length', value: String(MB5) },
				{ name: 'Content-MD5', value: asked[0].content_md5 },
			],
		});
		const { uuid } = stub;
		const more = { uuid, fully_uploaded: false, multiparts: asked.slice(2) };
		const { data } = await clio.update(`documents/${stub.id}`, more, FIELDS);
		const [third] = data[VERSION].multiparts;
		expect(data[VERSION].multiparts).toEqual([expect.objectContaining({ part_number: 3 })]);
		expect((await putFile(third, slices[2])).status).toBe(200);
		expect((await putFile(second, slices[1])).status).toBe(200);
		expect((await finish(stub)).page.error.type).toBe('UploadNotFoundError');
		expect((await putFile(first, slices[0])).status).toBe(200);
		expect((await finish(stub)).data[VERSION].size).toBe(bytes.length);
		expect((await sandbox.storage.bytes(stub.id)).equals(bytes)).toBe(true);
		const file = await axios.get(await wayTo(stub.id), { responseType: 'arraybuffer' });
		expect(bytes.equals(file.data)).toBe(true);
	});

	test('can have a part anew', async () => {
		const stub = await begin({ multiparts: asked });
		await sandbox.advance(3_600_000);
		expect((await putFile(stub.multiparts[2], slices[2])).status).toBe(403);
		const more = { uuid: stub.uuid, fully_uploaded: false, multiparts: asked.slice(2) };
		const { data } = await clio.update(`documents/${stub.id}`, more, FIELDS);
		expect((await putFile(data[VERSION].multiparts[0], slices[2])).status).toBe(200);
	});

	test('has other bytes refused than were asked for', async () => {
		const stub = await begin({ multiparts: asked });
		const other = Buffer.from('longer!!');
		const short = await putFile(stub.multiparts[2], other, { 'Content-Length': other.length });
		expect(outcomeOf(short)).toEqual([403, 'SignatureDoesNotMatch']);
		const [part] = stub.multiparts;
		expect(outcomeOf(await putFile(part, Buffer.alloc(MB5, 'x')))).toEqual([400, 'BadDigest']);
	});

	const part = (part_number: unknown, content_length: unknown = MB5) => ({
		...{ part_number, content_length },
	});
	test.each([
		['51 parts in one request', Array.from({ length: 51 }, (_, index) => part(index + 1))],
		['a part 0', [part(0)]],
		['a part 10,001', [part(10_001)]],
		['a small part before the last', [part(1, MB5 - 1), part(2, 1)]],
		['no length', [{ part_number: 1 }]],
		['an MD5 that is none', [{ ...part(1), content_md5: 'abc' }]],
	])('cannot have %s', async (_what, multiparts) => {
		const parent = { id: sandbox.store.all('matters')[0].id, type: 'Matter' };
		const body = { name: 'Big.bin', parent, multiparts };
		expect((await clio.create('documents', body)).status).toBe(422);
	});

	test('is not begun in the middle of an upload in one go', async () => {
		const { id, uuid } = await begin();
		const more = { uuid, fully_uploaded: false, multiparts: asked };
		expect((await clio.update(`documents/${id}`, more)).status).toBe(422);
	});
});

describe('a download', () => {
	test('of what the firm has is as long as Clio says', async () => {
		for (const { id, name } of sandbox.store.all('documents').slice(0, 2)) {
			const { size } = await clio.read(`documents/${id}`, 'size');
			const bytes = await sandbox.storage.bytes(id);
			expect(bytes.length).toBe(size);
			expect(String(bytes.subarray(0, 4))).toBe(name.endsWith('.pdf') ? '%PDF' : 'PK\x03\x04');
			const { headers } = await get(await wayTo(id));
			expect(headers['content-length']).toBe(String(size));
		}
	});

	test('is refused to a bearer, to the late, and to who made up the address', async () => {
		const address = await wayTo();
		const bearer = await get(address, { authorization: 'Bearer x' });
		expect(outcomeOf(bearer)).toEqual([400, 'InvalidArgument']);
		expect(outcomeOf(await get(`${sandbox.storage.url}/files/1/a.pdf`))[0]).toBe(403);
		await sandbox.advance(600_001);
		expect(outcomeOf(await get(address))).toEqual([403, 'AccessDenied']);
	});

	test('leads wherever a test wants it to', async () => {
		sandbox.storage.rewrite((address) => address.replace(/^http:/, 'ftp:'));
		expect(await wayTo()).toMatch(/^ftp:/);
		expect((await begin()).put_url).toMatch(/^ftp:/);
		sandbox.storage.rewrite();
		expect(await wayTo()).toMatch(/^http:/);
	});
});

describe('a fault', () => {
	const broken = { code: expect.stringMatching(/ECONNRESET|ERR_BAD_RESPONSE|EPIPE/) };
	const big = Buffer.alloc(3 << 20, 'x');

	test('gives another status, as often as it was ordered', async () => {
		sandbox.storage.fail({ method: 'PUT', status: 403, times: 2, skip: 1 });
		const stub = await begin();
		const statuses = [];
		for (let count = 0; count < 4; count++) statuses.push((await putFile(stub, 'x')).status);
		expect(statuses).toEqual([200, 403, 403, 200]);
		sandbox.storage.fail({ method: 'GET', status: 503, code: 'SlowDown' });
		expect((await putFile(stub, 'x')).status).toBe(200);
		const address = await wayTo();
		expect(outcomeOf(await get(address))).toEqual([503, 'SlowDown']);
		expect((await get(address)).status).toBe(200);
	});

	test('goes away when it is healed', async () => {
		const heal = sandbox.storage.fail({ status: 500, times: Infinity });
		const address = await wayTo();
		expect((await get(address)).status).toBe(500);
		heal();
		expect((await get(address)).status).toBe(200);
		sandbox.storage.fail({ status: 500, times: Infinity });
		sandbox.storage.clearFaults();
		expect((await get(address)).status).toBe(200);
	});

	test('closes the connection', async () => {
		const stub = await begin();
		sandbox.storage.fail({ drop: true, times: 2 });
		await expect(putFile(stub, 'x')).rejects.toMatchObject(broken);
		await expect(get(await wayTo())).rejects.toMatchObject(broken);
		expect(sandbox.storage.requests.map(({ status }) => status)).toEqual([0, 0]);
	});

	test('cuts an upload in the middle, and nothing of it is kept', async () => {
		const stub = await begin();
		sandbox.storage.fail({ method: 'PUT', cutAfter: 1 << 20 });
		await expect(putFile(stub, big)).rejects.toMatchObject(broken);
		const [{ bytes }] = sandbox.storage.requests;
		expect(bytes).toBeGreaterThanOrEqual(1 << 20);
		expect(bytes).toBeLessThan(big.length);
		expect((await finish(stub)).page.error.type).toBe('UploadNotFoundError');
		expect((await putFile(stub, big)).status).toBe(200);
	});

	test('cuts a download in the middle', async () => {
		const stub = await begin();
		await putFile(stub, big);
		await finish(stub);
		sandbox.storage.fail({ method: 'GET', cutAfter: 1_500_000 });
		const address = await wayTo(stub.id);
		await expect(get(address)).rejects.toMatchObject(broken);
		expect(sandbox.storage.requests.at(-1)).toMatchObject({ status: 200, bytes: 1_500_000 });
		expect((await get(address)).data).toHaveLength(big.length);
	});

	test('never answers', async () => {
		sandbox.storage.fail({ hang: true });
		const waiting = axios.get(await wayTo(), { timeout: 150 });
		await expect(waiting).rejects.toMatchObject({ code: 'ECONNABORTED' });
	});

	test('makes it slow', async () => {
		const address = await wayTo();
		sandbox.storage.fail({ delayMs: 120 });
		const before = performance.now();
		expect((await get(address)).status).toBe(200);
		expect(performance.now() - before).toBeGreaterThan(110);
	});

	test('sends more than Clio said', async () => {
		const { size } = await clio.read(`documents/${letter().id}`, 'size');
		sandbox.storage.fail({ more: 1000 });
		const { data, headers } = await axios.get(await wayTo(), { responseType: 'arraybuffer' });
		expect(data).toHaveLength(size + 1000);
		expect(headers['content-length']).toBeUndefined();
	});
});

test('every transfer is written down, without what is secret', async () => {
	const stub = await begin();
	await putFile(stub, 'Dear all');
	await finish(stub);
	await get(await wayTo(stub.id));
	expect(sandbox.storage.requests).toEqual([
		{
			...{ method: 'PUT', path: `/uploads/${stub.uuid}/Offer.txt`, status: 200 },
			...{ authorized: false, bytes: 8 },
			headers: expect.objectContaining({ 'content-length': '8', 'content-type': 'text/plain' }),
		},
		{
			...{ method: 'GET', path: expect.stringMatching(/^\/files\/\w+\/Offer.txt$/) },
			...{ status: 200, authorized: false, bytes: 8, headers: expect.any(Object) },
		},
	]);
	expect(JSON.stringify(sandbox.storage.requests)).not.toContain('Signature');
});

test('what was uploaded lies on disk, and goes when the sandbox is closed', async () => {
	const foldersNow = () => readdirSync(tmpdir()).filter((name) => name.startsWith('clio-sandbox-'));
	const before = foldersNow();
	await putFile(await begin(), 'x');
	const [mine] = foldersNow().filter((name) => !before.includes(name));
	expect(mine).toBeDefined();
	await sandbox.close();
	expect(existsSync(`${tmpdir()}/${mine}`)).toBe(false);
	sandbox = await startSandbox({ matters: 20 });
});

test('another process can do the same over HTTP', async () => {
	const control = (path: string, body: object) =>
		axios.post(`${sandbox.url}/sandbox/${path}`, body);
	const read = async (path: string) => (await axios.get(`${sandbox.url}/sandbox/${path}`)).data;
	expect(await read('storage')).toEqual({ url: sandbox.storage.url });
	await control('storage/fail', { method: 'GET', pathPattern: 'letter', status: 500 });
	expect((await get(await wayTo())).status).toBe(500);
	await control('storage/fail', { times: null, status: 500 });
	await axios.delete(`${sandbox.url}/sandbox/storage/fail`);
	expect((await get(await wayTo())).status).toBe(200);
	expect((await read('storage/requests')).map(({ status }: any) => status)).toEqual([500, 200]);
	await axios.delete(`${sandbox.url}/sandbox/storage/requests`);
	expect(sandbox.storage.requests).toEqual([]);
	const { id } = letter();
	expect((await read(`documents/${id}/digest`)).digest).toBe(await sandbox.storage.digest(id));
	await control('storage/rewrite', { pattern: '^http:', replacement: 'ftp:' });
	expect(await wayTo()).toMatch(/^ftp:/);
	await control('storage/rewrite', {});
	await control('storage/good-for', { ms: 0 });
	const address = await wayTo();
	await sandbox.advance(1);
	expect((await get(address)).status).toBe(403);
});
