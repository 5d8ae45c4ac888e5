import { Workflow } from 'n8n-workflow';
import { leadInboxRegions, platformRegions } from '../../clio/grow/regions.ts';
import { isClio } from '../../clio/address.ts';
import { placeOf, regions } from '../../clio/regions.ts';
import { ClioOAuth2Api } from '../../credentials/ClioOAuth2Api.credentials';
import { choose, runClio } from '../engine/engine.cts';
import { accountAt, ownServer, toldBy } from './kit.cts';

/** What somebody enters, or is talked into entering, as the host of a credential. */
const trap = ownServer();

const hosts: Array<[string, (port: number) => string]> = [
	['a path', (port) => `http://127.0.0.1:${port}/api`],
	['a path of dots', (port) => `http://127.0.0.1:${port}/..`],
	['a query', (port) => `http://127.0.0.1:${port}?x=1`],
	['a fragment', (port) => `http://127.0.0.1:${port}#x`],
	['a user', (port) => `http://app.clio.com@127.0.0.1:${port}`],
	['a user and a password', (port) => `https://app.clio.com:443@127.0.0.1:${port}`],
	['a backslash', (port) => `https://app.clio.com\\@127.0.0.1:${port}`],
	['two slashes at its end', (port) => `http://127.0.0.1:${port}//`],
	['a blank in it', (port) => `http://127.0.0.1:${port} /`],
	['a line break in it', (port) => `https://app.clio.com\n@127.0.0.1:${port}`],
	['a second line', (port) => `https://app.clio.com\nhttp://127.0.0.1:${port}`],
	['a tab in its scheme', (port) => `ht\ttp://127.0.0.1:${port}`],
	['a zero byte', (port) => `http://127.0.0.1:${port}\0`],
	['no scheme', (port) => `127.0.0.1:${port}`],
	['two slashes for a scheme', (port) => `//127.0.0.1:${port}`],
	['one slash', (port) => `http:/127.0.0.1:${port}`],
	['the scheme ftp', (port) => `ftp://127.0.0.1:${port}`],
	['the scheme file', () => 'file:///etc/passwd'],
	['a script', () => 'javascript:alert(1)//'],
	['data', () => 'data:text/html,x'],
	['wide digits', (port) => `http://\uff11\uff12\uff17.0.0.1:${port}`],
	['a dot that looks like one', (port) => `http://127\u30020\u30020\u30021:${port}`],
	['a letter of another alphabet', () => 'https://\u0430pp.clio.com'],
	['a letter that becomes a k', () => 'https://\u212Aay.clio.com'],
	['a letter that becomes an s', () => 'https://\u017Fay.clio.com'],
	['a hyphen that is not seen', () => 'https://app.clio\u00ad.com'],
	['a letter that is not seen', () => 'https://app.clio\u200b.com'],
	['the direction turned', () => 'https://\u202emoc.oilc.ppa'],
	['escaped letters', () => 'https://app%2eclio%2ecom'],
	['an underscore', () => 'https://app_clio.com'],
	['an expression', () => 'https://{{ $env.X }}.com'],
	['a port too high', () => 'http://127.0.0.1:99999'],
	['a long port', (port) => `http://127.0.0.1:0${port}0`],
	['no host', () => 'https://:443'],
	['nothing', () => ''],
	['blanks', () => '   '],
];

const workflow = new Workflow({
	nodes: [],
	connections: {},
	active: false,
	nodeTypes: {} as never,
});
const credential = new ClioOAuth2Api();

/** The addresses to which n8n itself sends the app's secret, resolved by n8n's own expressions. */
function addressesOf(customHost: string): string[] {
	const data: Record<string, unknown> = { region: 'custom', customHost };
	const node = { id: '1', name: 'x', type: 'x', typeVersion: 1, position: [0, 0], parameters: {} };
	const values = credential.properties.map(({ name, default: value }) => [
		name,
		data[name] ?? value,
	]);
	const all = Object.fromEntries(values) as Record<string, unknown>;
	const found = workflow.expression.getComplexParameterValue(
		node as never,
		{ ...all, testUrl: credential.test.request.baseURL } as never,
		'internal',
		{ $credentials: all } as never,
		undefined,
		undefined,
		all as never,
	) as Record<string, string>;
	return [found.authUrl, found.accessTokenUrl, found.testUrl];
}

const isAddress = (text: string): boolean => {
	try {
		return Boolean(new URL(text));
	} catch {
		return false;
	}
};

describe('a custom host with', () => {
	test.each(hosts)('%s gets neither the key nor the secret', async (_, hostAt) => {
		const customHost = hostAt(trap().port);
		expect(() => placeOf({ region: 'custom', customHost })).toThrow(/not a plain address/);
		expect(addressesOf(customHost).filter(isAddress)).toEqual([]);
		const { error, run } = await runClio({
			sandbox: accountAt(trap()),
			credential: { customHost },
			parameters: { resource: 'matter', operation: 'get', matterId: choose(5) },
		});
		expect(error?.message).toMatch(/not a plain address/);
		expect(trap().heard).toEqual([]);
		expect(toldBy(run)).toEqual([]);
	});

	test('a region beside it is not used, and a region that is none is no host', () => {
		for (const region of Object.keys(regions))
			expect(placeOf({ region, customHost: 'https://evil.example' })).toBe(regions[region]);
		for (const region of ['__proto__', 'constructor', 'toString', 'us.evil.example/', 'CUSTOM'])
			expect(() => placeOf({ region })).toThrow(/unknown region/);
	});

	test('a plain address is the same for n8n and for the nodes', () => {
		for (const host of ['https://clio.example.com', 'http://127.0.0.1:4500', 'http://[::1]:4500']) {
			expect(placeOf({ region: 'custom', customHost: ` ${host}/ ` }).host).toBe(host);
			for (const address of addressesOf(` ${host}/ `)) expect(new URL(address).origin).toBe(host);
		}
	});
});

test('every region is at Clio, by https', () => {
	for (const { host } of [regions, platformRegions, leadInboxRegions].flatMap(Object.values)) {
		const { protocol, origin } = new URL(host as string);
		expect([protocol, origin]).toEqual(['https:', host]);
		expect(isClio(new URL(host as string))).toBe(true);
	}
});

test.each([
	'https://clio.com.evil.example',
	'https://evilclio.com',
	'https://app-clio.com',
	'https://app.clio.com.',
	'https://app.clio.com@evil.example',
	'https://clio.com:x@evil.example',
	'https://\u0441lio.com',
])('%s is not Clio', (address) => {
	expect(isClio(new URL(address))).toBe(false);
});
