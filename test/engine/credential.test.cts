import { Workflow, type ICredentialType } from 'n8n-workflow';
import { ClioGrowLeadInboxApi } from '../../credentials/ClioGrowLeadInboxApi.credentials';
import { ClioOAuth2Api } from '../../credentials/ClioOAuth2Api.credentials';
import { ClioPlatformOAuth2Api } from '../../credentials/ClioPlatformOAuth2Api.credentials';
import { leadInboxRegions, platformRegions } from '../../clio/grow/regions';
import { regions } from '../../clio/regions';

/** The credentials' values, resolved by n8n's own expressions as in its OAuth flow. */
const workflow = new Workflow({
	nodes: [],
	connections: {},
	active: false,
	nodeTypes: {} as never,
});
const node = { id: '1', name: 'x', type: 'x', typeVersion: 1, position: [0, 0], parameters: {} };

function resolved(credential: ICredentialType, data: Record<string, string>) {
	const all: Record<string, unknown> = {
		...Object.fromEntries(credential.properties.map(({ name, default: value }) => [name, value])),
		...data,
	};
	const { test } = credential;
	return workflow.expression.getComplexParameterValue(
		node as never,
		{ ...all, testUrl: test?.request.baseURL } as never,
		'internal',
		{ $credentials: all } as never,
		undefined,
		undefined,
		all as never,
	) as Record<string, string>;
}

const manage = new ClioOAuth2Api();
const platform = new ClioPlatformOAuth2Api();
const inbox = new ClioGrowLeadInboxApi();

describe('Clio OAuth2 API', () => {
	test.each(Object.entries(regions))('%s: authorize and token addresses', (region, { host }) => {
		const { authUrl, accessTokenUrl, testUrl } = resolved(manage, { region });
		expect(authUrl).toBe(`${host}/oauth/authorize`);
		expect(accessTokenUrl).toBe(`${host}/oauth/token`);
		expect(testUrl).toBe(host);
	});

	test('code grant, key and secret in the body, no scope, a refusal comes back', () => {
		expect(resolved(manage, { region: 'us' })).toMatchObject({
			grantType: 'authorizationCode',
			authentication: 'body',
			scope: '',
			authQueryParameters: 'redirect_on_decline=true',
		});
	});
});

describe('Clio Platform OAuth2 API', () => {
	test.each([
		['us', ''],
		['ca', 'ca.'],
		['eu', 'eu.'],
		['au', 'au.'],
	])('%s: one host for connecting, another for the records', (region, front) => {
		expect(resolved(platform, { region })).toMatchObject({
			authUrl: `https://${front}auth.api.clio.com/oauth/authorize`,
			accessTokenUrl: `https://${front}auth.api.clio.com/oauth/token`,
			testUrl: `https://${front}api.clio.com`,
		});
		expect(platformRegions[region].host).toBe(`https://${front}api.clio.com`);
	});

	test('code grant with PKCE, key and secret in the body', () => {
		expect(resolved(platform, { region: 'us' })).toMatchObject({
			grantType: 'authorizationCode',
			usePkce: true,
			authentication: 'body',
		});
	});

	test('asks for all 17 permissions that Clio knows, each once', () => {
		const names = resolved(platform, {}).scope.split(' ');
		expect(names).toHaveLength(17);
		expect(new Set(names).size).toBe(17);
		expect(names).toEqual(expect.arrayContaining(['grow_lead_inbox_all_read', 'grow_user_read']));
	});

	test('asks for what was entered, however it is separated', () => {
		const permissions = ' grow_user_read,\n grow_lead_inbox_write ;grow_contact_read ';
		expect(resolved(platform, { permissions }).scope).toBe(
			'grow_user_read grow_lead_inbox_write grow_contact_read',
		);
	});

	test('to read only, asks for nothing to write', () => {
		const names = resolved(platform, { access: 'readOnly' }).scope.split(' ');
		expect(names).toHaveLength(11);
		expect(names.filter((name) => !name.endsWith('_read'))).toEqual([]);
	});
});

test.each([
	['us', 'https://grow.clio.com'],
	['ca', 'https://ca.grow.clio.com'],
	['eu', 'https://eu.grow.clio.com'],
	['au', 'https://au.grow.clio.com'],
])('Lead Inbox in %s', (region, host) => {
	expect(resolved(inbox, { region }).testUrl).toBe(host);
	expect(leadInboxRegions[region].host).toBe(host);
});

describe.each([
	['Clio', manage],
	['Clio Platform', platform],
])('a custom host of %s', (_, credential) => {
	test.each(['http://127.0.0.1:4500', 'https://clio.example.com', 'http://[::1]:4500'])(
		'%s',
		(customHost) => {
			const { authUrl, testUrl } = resolved(credential, { region: 'custom', customHost });
			expect(authUrl).toBe(`${customHost}/oauth/authorize`);
			expect(testUrl).toBe(customHost);
			expect(
				resolved(credential, { region: 'custom', customHost: `${customHost}/` }).accessTokenUrl,
			).toBe(`${customHost}/oauth/token`);
		},
	);

	test.each([
		'https://clio.example.com/path',
		'https://user:pass@clio.example.com',
		'clio.example.com',
		'javascript:alert(1)',
		'',
	])('that is no plain origin gives no address: %p', (customHost) => {
		const { authUrl } = resolved(credential, { region: 'custom', customHost });
		expect(() => new URL(authUrl)).toThrow();
	});
});
