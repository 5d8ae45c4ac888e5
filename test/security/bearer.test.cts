import { choose, fileOf, loadOptions, runClio, runGrow, type Outcome } from '../engine/engine.cts';
import { quickWaits } from '../engine/files-kit.cts';
import { accountAt, ownServer, toldBy, type Heard, type Reply, type Server } from './kit.cts';

/** Clio, or what stands in its place, tries to have the key sent to another address: the trap. */
const clio = ownServer();
const trap = ownServer();
quickWaits();

const node = (parameters: object, rest: object = {}): Promise<Outcome> =>
	runClio({ sandbox: accountAt(clio()), parameters: parameters as never, ...rest });

const matter = { id: 1, etag: '"1"', display_number: '00001-Ash', description: 'Ash v. Oak' };

/** Addresses of the trap, as attackers write them. */
const links: Array<[string, (clio: Server, trap: Server) => unknown]> = [
	['another host', (_, { url }) => `${url}/api/v4/matters.json?page_token=x`],
	['without a scheme', (_, { port }) => `//127.0.0.1:${port}/api/v4/matters.json`],
	['with our host as its user', (own, { port }) => `${own.url}@127.0.0.1:${port}/x`],
	['with our host as its password', (own, { port }) => `http://a:${own.port}@127.0.0.1:${port}/x`],
	['with backslashes', (_, { port }) => `http:\\\\127.0.0.1:${port}\\x`],
	['with backslashes alone', (_, { port }) => `\\\\127.0.0.1:${port}\\x`],
	['behind a backslash', (own, { port }) => `${own.url}\\@127.0.0.1:${port}/x`],
	['with one slash', (_, { port }) => `http:/127.0.0.1:${port}/x`],
	['in capitals', (_, { port }) => `HTTP://127.0.0.1:${port}/x`],
	['behind a blank', (_, { url }) => ` ${url}/x`],
	['behind a tab and a line break', (_, { url }) => `\t\r\n${url}/x`],
	['with a tab in its scheme', (_, { port }) => `ht\ttp://127.0.0.1:${port}/x`],
	['by another name', (_, { port }) => `http://localhost:${port}/x`],
	['as a number', (_, { port }) => `http://2130706433:${port}/x`],
	['in letters that look alike', (_, { port }) => `http://１２７.０.０.１:${port}/x`],
	['our host by another name', ({ port }) => `http://localhost:${port}/x`],
	['our host behind https', ({ port }) => `https://127.0.0.1:${port}/x`],
	['a longer port', (own) => `${own.url}0/x`],
	['a file', () => 'file:///etc/passwd'],
	['a script', () => 'javascript:alert(1)'],
	['data', () => 'data:application/json,{"data":[]}'],
	['in a list', (_, { url }) => [`${url}/x`]],
	['in an object', (_, { url }) => ({ toString: `${url}/x` })],
];

/** A list whose next page is said to be elsewhere. */
const leading =
	(next: unknown) =>
	({ url }: Heard): Reply =>
		url.includes('away')
			? { body: { data: [] } }
			: { body: { data: [matter], meta: { paging: { next } } } };

const reading: Array<[string, () => Promise<unknown>]> = [
	['Get Many', async () => node({ resource: 'matter', operation: 'getAll', returnAll: true })],
	[
		'API Request',
		async () =>
			node({
				resource: 'apiRequest',
				operation: 'request',
				method: 'GET',
				path: 'matters',
				paginate: true,
				returnAll: true,
			}),
	],
	[
		'Clio Grow',
		async () =>
			runGrow({
				sandbox: accountAt(clio()),
				parameters: { resource: 'growContact', operation: 'getAll', returnAll: true },
			}),
	],
];

describe.each(reading)('a list read by %s', (name, read) => {
	// Clio Grow takes three requests a second.
	const some = name === 'Clio Grow' ? links.slice(0, 4) : links;

	test.each(some)('whose next page is %s: the key stays at home', async (_, link) => {
		clio().answers = leading(link(clio(), trap()));
		await read();
		expect(trap().heard).toEqual([]);
		expect(toldBy(clio().heard[0].headers)).toEqual(['access']);
		expect(clio().heard.length).toBeLessThanOrEqual(3);
	});
});

const redirects = [301, 302, 303, 307, 308];
const changes: Array<[string, object]> = [
	['GET', {}],
	['POST', { path: 'matters', body: '{"description": "New"}' }],
	['PATCH', { body: '{"description": "New"}' }],
	['PUT', { path: 'webhooks/1/activate' }],
	['DELETE', {}],
];

describe('a redirect', () => {
	test.each(changes)('of %s to another host is not followed', async (method, more) => {
		for (const status of redirects) {
			clio().answers = () => ({ status, headers: { location: `${trap().url}/api/v4/x` } });
			const { error, json } = await node({
				resource: 'apiRequest',
				operation: 'request',
				method,
				path: 'matters/1',
				...more,
			});
			// The address that a file has is told to who asks for it, and not called.
			if (method === 'GET' && status === 303) expect(json).toHaveLength(1);
			else expect(error).toBeDefined();
		}
		expect(clio().heard.length).toBe(redirects.length);
		expect(trap().heard).toEqual([]);
	});

	test('is not followed where a list of the form is opened', async () => {
		clio().answers = () => ({ status: 307, headers: { location: `${trap().url}/x` } });
		const parameters = { resource: 'matter', operation: 'get' };
		const opened = loadOptions(accountAt(clio()), parameters, async (methods, context) =>
			methods.listSearch!.searchMatter?.call(context, 'Ash'),
		);
		await opened.catch(() => undefined);
		expect(trap().heard).toEqual([]);
	});

	test.each(redirects)('%d is not followed with the token of the lead inbox', async (status) => {
		clio().answers = () => ({ status, headers: { location: `${trap().url}/inbox_leads` } });
		const { error } = await runGrow({ sandbox: accountAt(clio()), parameters: lead });
		expect(error).toBeDefined();
		expect(toldBy(clio().heard.map(({ body }) => body))).toEqual(['inbox']);
		expect(trap().heard).toEqual([]);
	});
});

const lead = {
	resource: 'growLeadInbox',
	operation: 'create',
	from_first: 'Ida',
	from_last: 'Ash',
	from_email: 'ida@ash.example',
	from_message: 'Please call',
	referring_url: 'https://ash.example',
	from_source: 'Web',
};

const upload = { resource: 'document', operation: 'upload', parent: choose('Matter:1') };
const letter = fileOf('Letter.pdf', 'Dear client');
const uploading = () =>
	node({ ...upload, binaryPropertyName: 'data' }, { files: [{ data: letter }] });

/** A Clio that has files put where it says. */
const storingAt =
	(put_url: unknown, put_headers: unknown = []) =>
	({ method, url }: Heard): Reply => {
		const version = { uuid: 'u-1', put_url, put_headers, fully_uploaded: true };
		const document = { id: 7, name: 'Letter.pdf', latest_document_version: version };
		if (method === 'GET' && !/documents\/7/.test(url))
			return { body: { data: /matters.\d/.test(url) ? matter : [] } };
		return { status: method === 'POST' ? 201 : 200, body: { data: document } };
	};

describe('a file that is uploaded', () => {
	test('goes to the storage without the key', async () => {
		trap().answers = () => ({ status: 200 });
		clio().answers = storingAt(`${trap().url}/bucket/letter?signature=s`, [
			{ name: 'x-amz-acl', value: 'private' },
		]);
		const { error } = await uploading();
		expect(error).toBeUndefined();
		expect(trap().heard.map(({ method, body }) => [method, body])).toEqual([
			['PUT', 'Dear client'],
		]);
		expect(toldBy(trap().heard)).toEqual([]);
		expect(trap().heard[0].headers).not.toHaveProperty('authorization');
		expect(trap().heard[0].headers['x-amz-acl']).toBe('private');
	});

	test.each(redirects)('is not sent on where the storage answers %d', async (status) => {
		trap().answers = ({ url }) =>
			url === '/second' ? {} : { status, headers: { location: `${trap().url}/second` } };
		clio().answers = storingAt(`${trap().url}/first`);
		const { error } = await uploading();
		expect(error).toBeDefined();
		expect(
			trap()
				.heard.map(({ url }) => url)
				.filter((url) => url !== '/first'),
		).toEqual([]);
	});

	test.each(['file:///etc/passwd', 'javascript:alert(1)', 'ftp://127.0.0.1/x', '', null, {}])(
		'is not sent to %p',
		async (address) => {
			clio().answers = storingAt(address);
			const { error } = await uploading();
			expect(error?.message).toMatch(/address for the file that is not https/);
		},
	);

	test.each([
		['a line break in a value', [{ name: 'x-a', value: 'b\r\nx-evil: 1' }]],
		['a line break in a name', [{ name: 'x-a\r\nx-evil: 1\r\nx-b', value: 'b' }]],
	])('has no header of its own by %s', async (_, headers) => {
		clio().answers = storingAt(`${trap().url}/first`, headers);
		await uploading();
		expect(trap().heard.filter((one) => 'x-evil' in one.headers)).toEqual([]);
	});
});

const fetching = () =>
	node({
		resource: 'document',
		operation: 'download',
		documentId: choose(7),
		binaryPropertyName: 'data',
	});

/** A Clio that says that a file is there. */
const keepingAt =
	(location: string) =>
	({ url }: Heard): Reply =>
		/download/.test(url)
			? { status: 303, headers: { location } }
			: { body: { data: { id: 7, name: 'Letter.pdf', filename: 'Letter.pdf' } } };

describe('a file that is downloaded', () => {
	test('is fetched without the key, also where the storage sends back to Clio', async () => {
		trap().answers = () => ({ status: 302, headers: { location: `${clio().url}/back` } });
		const kept = keepingAt(`${trap().url}/file?signature=s`);
		clio().answers = (request) =>
			request.url === '/back' ? { body: 'Dear client' } : kept(request);
		const { error, items } = await fetching();
		expect(error).toBeUndefined();
		expect(Buffer.from(items[0].binary!.data.data, 'base64').toString()).toBe('Dear client');
		const [back] = clio().heard.filter(({ url }) => url === '/back');
		expect(back.headers).not.toHaveProperty('authorization');
		expect(toldBy([back, trap().heard])).toEqual([]);
	});

	test.each([
		'file:///etc/passwd',
		'javascript:alert(1)',
		'ftp://127.0.0.1/x',
		'data:,x',
		'/relative',
		'127.0.0.1/x',
	])('is not fetched from %s', async (location) => {
		clio().answers = keepingAt(location);
		const { error, items } = await fetching();
		expect(error?.message).toMatch(/address for the file that is not https/);
		expect(items).toEqual([]);
	});

	test.each(['file:///etc/passwd', 'javascript:alert(1)', 'http://[', undefined])(
		'is not fetched where the storage then leads to %p',
		async (location) => {
			trap().answers = () => ({ status: 302, ...(location && { headers: { location } }) });
			clio().answers = keepingAt(`${trap().url}/file`);
			const { error } = await fetching();
			expect(error).toBeDefined();
			expect(clio().heard.length).toBeLessThanOrEqual(20);
		},
	);
});
