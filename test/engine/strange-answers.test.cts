import { choose } from './engine.cts';
import { ownFirm } from './kit.cts';

/** Answers that begin like Clio's and are not what was asked for: they become no record, and no riddle. */
const firm = ownFirm(4);

const headers = { 'content-type': 'application/json', 'x-ratelimit-limit': '50' };
const answers = (body: unknown) =>
	firm().sandbox.fail({ path: /matters/, body, status: 200, headers });
const matterId = () => choose(firm().all('matters')[0].id);
const elsewhere = /^Something else than Clio answered the request to/;

test.each([
	['a list', { data: [{ id: 1, etag: '"a"' }] }],
	['an empty list', { data: [] }],
	['a list of nothing', { data: [null] }],
])('%s in place of a record is no record', async (_, body) => {
	answers(body);
	const { json, error } = await firm().run('matter', 'get', { matterId: matterId() });
	expect(json).toEqual([]);
	expect(error?.message).toMatch(elsewhere);
});

test.each([
	['nothing', null],
	['true or false', true],
	['a text', 'Lindqvist'],
	['a list', [{ id: 5 }]],
])('a list with %s among its records is not taken for whole', async (_, entry) => {
	for (const parameters of [{ output: 'all' }, {}]) {
		answers({ data: [{ id: 5, etag: '"a"' }, entry] });
		const { json, error } = await firm().run('matter', 'getAll', parameters);
		expect(json).toEqual([]);
		expect(error?.message).toMatch(elsewhere);
	}
});

describe('The link to the next page', () => {
	const links: Array<(whole: string) => string> = [
		(whole) => whole.replace(/^https?:\/\/[^/]+/, ''),
		(whole) => whole.replace(/^https?:/, ''),
	];
	test.each(links)('may leave out where Clio is', async (shorten) => {
		firm().sandbox.create('contacts', { type: 'Person', last_name: 'More' }, 400);
		firm().sandbox.rewriteNext(shorten);
		const { json, error } = await firm().run('contact', 'getAll', { returnAll: true });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(firm().all('contacts').length);
	});

	test.each([5, true, { page: 2 }, ['x']])('is an address, not %j', async (next) => {
		answers({ data: [{ id: 5, etag: '"a"' }], meta: { paging: { next } } });
		const { error } = await firm().run('matter', 'getAll', { returnAll: true, output: 'all' });
		expect(error?.message).toMatch(elsewhere);
		expect(firm().sandbox.requests).toHaveLength(1);
	});

	test('to another host without its scheme is not followed', async () => {
		const next = '//evil.example/api/v4/matters.json';
		answers({ data: [{ id: 5, etag: '"a"' }], meta: { paging: { next } } });
		const { error } = await firm().run('matter', 'getAll', { returnAll: true, output: 'all' });
		expect(error?.message).toMatch(/outside the chosen region/);
	});
});

test("a request of a person's own gives an item for each entry, whatever it is", async () => {
	const request = async (body: unknown) => {
		answers(body);
		return firm().run('apiRequest', 'request', { method: 'GET', path: 'matters' });
	};
	expect((await request([{ id: 1 }, { id: 2 }])).json).toEqual([{ id: 1 }, { id: 2 }]);
	const { json } = await request({ data: [[{ id: 5 }], 'x', null] });
	expect(json).toEqual([{ value: [{ id: 5 }] }, { value: 'x' }, { value: null }]);
});

test('what nobody thought of is told in words, and that a change may be done', async () => {
	const custom_field_values = [null];
	const body = { data: { id: 5, etag: '"a"', custom_field_values } };
	answers(body);
	const { error } = await firm().run('matter', 'get', { matterId: matterId() });
	expect(error?.message).toBe('The node met something that it cannot deal with');
	expect(error?.description).toMatch(/look in Clio.*github\.com/);
});

test('what is no text in base64 is not quoted as if Clio said it', async () => {
	firm().sandbox.fail({ method: 'POST', status: 201, body: { data: 'hello' }, headers });
	const parameters = { type: 'Matter', matter: matterId(), subject: 'A', detail: 'B' };
	const { error } = await firm().run('note', 'create', parameters);
	expect(error?.message).toMatch(/may or may not have been carried out/);
	expect(error?.description).not.toMatch(/Clio says/);
});
