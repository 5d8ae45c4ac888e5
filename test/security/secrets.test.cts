import { fileOf, choose, runClio, runGrow, type Outcome, type Setup } from '../engine/engine.cts';
import { quickWaits } from '../engine/files-kit.cts';
import { accountAt, keys, ownServer, toldBy, type Heard, type Reply } from './kit.cts';

/**
 * Something between n8n and Clio that fails, and repeats in its answer what it was sent: the worst that a
 * gateway does. Nothing that a person sees, or that n8n keeps, may have a key in it.
 */
const clio = ownServer();
quickWaits();

const echo = ({ method, url, headers, body }: Heard): string =>
	`${method} ${url} Authorization: ${headers.authorization}; ${body}`;

/** All the shapes in which Clio and those before it complain, by turns (facts 2.7, Platform facts 4). */
const shapes: Array<(said: string) => unknown> = [
	(said) => ({ error: { type: 'Error', message: said } }),
	(said) => ({ error: { type: said, message: '' } }),
	(said) => ({ error: 'invalid_request', error_description: said }),
	(said) => ({ error: said }),
	(said) => ({ error: 'Error', details: [said] }),
	(said) => ({ message: said }),
	(said) => ({ data: Buffer.from(said).toString('base64') }),
	(said) => said,
];

function failing(status: number, headers: Record<string, string> = {}): (request: Heard) => Reply {
	let turn = 0;
	return (request) => ({
		status: request.url === '/oauth/token' ? 400 : status,
		headers,
		body: shapes[turn++ % shapes.length](echo(request)),
	});
}

/** Each gets another shape. */
const items = shapes.slice(1).map((_, n) => ({ n }));
const letter = fileOf('Letter.pdf', 'Dear client');

type Work = (rest: Pick<Setup, 'sandbox'> & Partial<Setup>) => Promise<Outcome>;
const node =
	(parameters: object): Work =>
	(rest) =>
		runClio({ parameters: parameters as never, files: [{ data: letter }], ...rest });

const ways: Record<string, Work> = {
	'Get Many': node({ resource: 'matter', operation: 'getAll' }),
	Get: node({ resource: 'matter', operation: 'get', matterId: choose(5) }),
	Create: node({ resource: 'contact', operation: 'create', type: 'Company', name: 'Ash Ltd' }),
	Update: node({
		resource: 'matter',
		operation: 'update',
		matterId: choose(5),
		fields: { description: 'New' },
	}),
	Delete: node({ resource: 'task', operation: 'delete', taskId: choose(5) }),
	Upload: node({
		resource: 'document',
		operation: 'upload',
		binaryPropertyName: 'data',
		parent: choose('Matter:5'),
	}),
	Download: node({
		resource: 'document',
		operation: 'download',
		documentId: choose(5),
		binaryPropertyName: 'data',
	}),
	'API Request': node({
		resource: 'apiRequest',
		operation: 'request',
		method: 'POST',
		path: 'matters',
		body: '{"description": "New"}',
	}),
};

/** Which may be asked three times a second (Platform facts 6), so they are not asked often. */
const slowWays: Record<string, Work> = {
	'Clio Grow': (rest) =>
		runGrow({ ...rest, parameters: { resource: 'growContact', operation: 'getAll' } }),
	'Lead Inbox': (rest) =>
		runGrow({
			...rest,
			parameters: {
				resource: 'growLeadInbox',
				operation: 'create',
				from_first: 'Ida',
				from_last: 'Ash',
				from_email: 'ida@ash.example',
				from_message: 'Please call',
				referring_url: 'https://ash.example',
				from_source: 'Web',
			},
		}),
};

const statuses = [302, 400, 401, 403, 404, 409, 410, 412, 422, 500, 503];

const cases = Object.entries(ways).flatMap(([name, work]) =>
	statuses.map((status) => [name, status, work] as const),
);
const slowCases = Object.entries(slowWays).flatMap(([name, work]) =>
	[401, 422].map((status) => [name, status, work] as const),
);

describe('tells no key', () => {
	test.each([...cases, ...slowCases])(
		'%s that fails with %d, whatever Clio says',
		async (_, status, work) => {
			clio().answers = failing(status);
			const sandbox = accountAt(clio());
			const { json, run } = await work({
				sandbox,
				items,
				node: { onError: 'continueRegularOutput' },
			});
			expect(toldBy(clio().heard).length).toBeGreaterThan(0);
			expect(json[0].error).toBeTruthy();
			expect(toldBy(run)).toEqual([]);
		},
	);

	test.each(Object.entries(ways))('%s that waits for Clio and is cancelled', async (_, work) => {
		const cancelAfter = new Promise((asked) => {
			const refuses = failing(429, { 'retry-after': '1' });
			clio().answers = (request) => {
				setTimeout(asked, 20);
				return refuses(request);
			};
		});
		const { run } = await work({ sandbox: accountAt(clio()), cancelAfter });
		expect(toldBy(clio().heard).length).toBeGreaterThan(0);
		expect(toldBy(run)).toEqual([]);
	});
});

test('where nobody answers, no key is told', async () => {
	const sandbox = accountAt({ url: 'http://127.0.0.1:9' });
	const { error, run } = await ways.Create({ sandbox });
	expect(error?.message).toMatch(/could not be reached/);
	expect(toldBy(run)).toEqual([]);
});

test('what is between Clio and n8n may answer with anything that is no JSON', async () => {
	clio().answers = (request) => ({ status: 200, body: `Seen: ${echo(request)}` });
	for (const way of ['Get', 'Get Many', 'Create', 'Update', 'Upload', 'Download']) {
		const { error, run } = await ways[way]({ sandbox: accountAt(clio()) });
		expect([way, error?.message]).toEqual([way, expect.any(String)]);
		expect([way, toldBy(run)]).toEqual([way, []]);
	}
});

test('the test itself sees a key wherever it is', () => {
	const hidden = Object.defineProperty({}, 'x', { value: { y: `Bearer ${keys.access}` } });
	const error = new Error('no', { cause: { config: { headers: [keys.refresh] } } });
	expect(toldBy([hidden, error])).toEqual(['access', 'refresh']);
});
