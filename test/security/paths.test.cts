import type { INodeParameters } from 'n8n-workflow';
import { advanced, everyday } from '../../clio/resources/index.ts';
import type { Operation, Resource } from '../../clio/resources/vocabulary.ts';
import { recordParameter } from '../../nodes/Clio/parameterNames.ts';
import { choose, fileOf, runClio, runGrow } from '../engine/engine.cts';
import { quickWaits } from '../engine/files-kit.cts';
import { accountAt, ownServer, type Heard } from './kit.cts';

/** What stands in an item where an id should: it may come from a web form, and leads nowhere but to that record. */
const clio = ownServer();
quickWaits();

const digits = '9'.repeat(20_000);

const hostile = [
	'../users/who_am_i',
	'1/../../../oauth/deauthorize',
	'..%2fusers%2fwho_am_i',
	'%2e%2e%2fusers',
	'1?fields=id,email',
	'1#',
	'1\r\nX-Evil: 1\r\n\r\nDELETE /api/v4/matters/2.json HTTP/1.1',
	'1\u0000',
	'1\u20282',
	'1,2',
	'1 OR 1=1',
	'1\\..\\2',
	'//evil.example/1',
	'https://evil.example/nc/#/matters/1',
	'https://evil.example/matters/../../oauth/1',
	'\uff11\uff12',
	'\u0661\u0662',
	'-1',
	'1e3',
	'1.5',
	'{matter}',
	'__proto__',
	'constructor',
	digits,
	`${'a'.repeat(20_000)}!`,
	`${'1-'.repeat(20_000)}!`,
];

/** What Clio has: lists, where a name is looked for. Records only where ids may have letters (facts, trap 15). */
const lists = [...everyday, ...advanced].map(
	({ path, textIds }) =>
		path.replace(/\{\w+\}/g, '\\d+') + (textIds ? '(/[\\w-]*\\d[\\w-]*)?' : ''),
);
const list = new RegExp(`^/api/v4/(${lists.join('|')}|users/who_am_i)\\.json$`);

function leadsAway({ url, headers }: Heard): boolean {
	const [path] = url.split('?');
	return !list.test(path) || 'x-evil' in headers;
}

const verbs: Operation[] = ['get', 'update', 'delete', 'download', 'uploadVersion'];

/** Each operation that is about one record; of the rarer resources, which have the same code, one. */
const cases = [...everyday, ...advanced].flatMap((resource) =>
	verbs
		.filter((verb) => resource.operations.includes(verb) && !resource.single)
		.slice(0, everyday.includes(resource) ? undefined : 1)
		.map((verb): [string, Operation, Resource] => [resource.name, verb, resource]),
);

async function run(resource: Resource, verb: Operation, beside: object, mode: string) {
	const { operationOf, name, within = {} } = resource;
	const menus = {
		resource: operationOf?.resource ?? name,
		operation: operationOf?.operation ?? verb,
	};
	const whole = Object.keys(within).map((key) => [key, choose('={{ $json.id }}', mode)]);
	const parameters = {
		...menus,
		...Object.fromEntries(whole),
		[recordParameter(resource)]: choose('={{ $json.id }}', mode),
		...beside,
	} as INodeParameters;
	const type = `n8n-nodes-clio.${everyday.includes(resource) ? 'clio' : 'clioAdvanced'}`;
	return runClio({
		sandbox: accountAt(clio()),
		parameters,
		items: hostile.map((id) => ({ id })),
		node: { type, onError: 'continueRegularOutput' },
	});
}

describe('an id of an item', () => {
	test.each(cases)('%s %s', async (_, verb, resource) => {
		clio().answers = ({ url }) =>
			/v4\/[^?]*\/[\w-]*\d/.test(url) ? { status: 404 } : { body: { data: [] } };
		const mode = resource.lookup.shows === 'id' ? 'id' : 'url';
		const { json } = await run(
			resource,
			verb,
			{ fields: {}, parent: choose('5'), binaryPropertyName: 'data' },
			mode,
		);
		expect(json).toHaveLength(hostile.length);
		expect(json.flatMap(({ error }, at) => (error ? [] : [hostile[at]]))).toEqual([]);
		expect(
			clio()
				.heard.filter(leadsAway)
				.map(({ url }) => url.slice(0, 200)),
		).toEqual([]);
	});
});

const isOf = (pattern: RegExp) =>
	clio().heard.filter(({ url }) => !pattern.test(url.split('?')[0]));

describe('an id of Clio Grow', () => {
	test('leads to no other record', async () => {
		clio().answers = () => ({ status: 404, body: {} });
		const ids = ['../users/who_am_i', '1?x=', '%2e%2e%2f1', '1\r\nX-Evil: 1', '\uff11'];
		const { json } = await runGrow({
			sandbox: accountAt(clio()),
			parameters: {
				resource: 'growMatter',
				operation: 'get',
				growMatterId: choose('={{ $json.id }}'),
			},
			items: ids.map((id) => ({ id })),
			node: { onError: 'continueRegularOutput' },
		});
		expect(json.filter(({ error }) => !error)).toEqual([]);
		expect(isOf(/^\/grow\/matters$/).map(({ url }) => url)).toEqual([]);
	});
});

/** Names of files, as senders of e-mails choose them. */
const names = [
	'../../../etc/passwd.pdf',
	'..\\..\\windows\\system32\\a.pdf',
	'a\r\nContent-Type: text/html\r\n\r\n<b>.pdf',
	'a\u0000.pdf',
	'a"; filename="b.exe.pdf',
];

describe('the name of a file', () => {
	test.each(names)(
		'%j is uploaded as one word of a body, and in no address or header',
		async (name) => {
			const version = { uuid: 'u', put_url: `${clio().url}/put`, put_headers: [] };
			clio().answers = ({ method, url }) =>
				url === '/put'
					? {}
					: method === 'GET'
						? { body: { data: /\/\d+\.json/.test(url) ? { id: 1 } : [] } }
						: {
								status: 200,
								body: {
									data: { id: 7, latest_document_version: { ...version, fully_uploaded: true } },
								},
							};
			await runClio({
				sandbox: accountAt(clio()),
				parameters: {
					resource: 'document',
					operation: 'upload',
					binaryPropertyName: 'data',
					parent: choose('Matter:1'),
				},
				files: [{ data: fileOf(name, 'Dear client') }],
			});
			const said = clio().heard.filter(({ method }) => method === 'POST');
			expect(said).toHaveLength(1);
			const told = (JSON.parse(said[0].body) as { data: { name: string } }).data.name;
			expect(told).not.toMatch(/[/\\]|\p{Cc}/u);
			expect(
				isOf(/^(\/put|\/api\/v4\/(documents(\/7)?|matters\/1|users\/who_am_i)\.json)$/),
			).toEqual([]);
			const headers = JSON.stringify(clio().heard.map((one) => one.headers));
			expect(headers).not.toMatch(/filename|passwd|system32/);
		},
	);

	test.each(names)('%j that Clio tells of a download has no path in n8n', async (filename) => {
		clio().answers = ({ url }) =>
			/download/.test(url)
				? { status: 303, headers: { location: `${clio().url}/file` } }
				: url === '/file'
					? { body: 'Dear client' }
					: {
							body: {
								data: { id: 7, name: filename, filename, content_type: 'text/html\r\nX: 1' },
							},
						};
		const { items } = await runClio({
			sandbox: accountAt(clio()),
			parameters: {
				resource: 'document',
				operation: 'download',
				documentId: choose(7),
				binaryPropertyName: 'data',
			},
		});
		const { fileName, mimeType, directory } = items[0].binary!.data;
		expect(fileName).not.toMatch(/[/\\]|\p{Cc}/u);
		expect(mimeType).not.toMatch(/\s/);
		expect(directory ?? '').not.toMatch(/\.\./);
	});
});
