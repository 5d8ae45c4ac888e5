import { Workflow } from 'n8n-workflow';
import { ClioOAuth2Api } from '../../credentials/ClioOAuth2Api.credentials';
import { regions } from '../../clio/regions';

/** The credential's addresses, resolved by n8n's own expressions as in its OAuth flow. */
const credential = new ClioOAuth2Api();
const workflow = new Workflow({
	nodes: [],
	connections: {},
	active: false,
	nodeTypes: {} as never,
});
const node = { id: '1', name: 'x', type: 'x', typeVersion: 1, position: [0, 0], parameters: {} };

function resolved(data: Record<string, string>): Record<string, string> {
	const all = Object.fromEntries(
		credential.properties.map(({ name, default: value }) => [name, value]),
	);
	return workflow.expression.getComplexParameterValue(
		node as never,
		{ ...all, ...data } as never,
		'internal',
		{},
		undefined,
		undefined,
		data,
	) as never;
}

test.each(Object.entries(regions))('%s: authorize and token addresses', (region, { host }) => {
	const { authUrl, accessTokenUrl } = resolved({ region });
	expect(authUrl).toBe(`${host}/oauth/authorize`);
	expect(accessTokenUrl).toBe(`${host}/oauth/token`);
});

test.each(['http://127.0.0.1:4500', 'https://clio.example.com', 'http://[::1]:4500'])(
	'custom host %s',
	(customHost) => {
		expect(resolved({ region: 'custom', customHost }).authUrl).toBe(
			`${customHost}/oauth/authorize`,
		);
		expect(resolved({ region: 'custom', customHost: `${customHost}/` }).accessTokenUrl).toBe(
			`${customHost}/oauth/token`,
		);
	},
);

test.each([
	'https://clio.example.com/path',
	'https://user:pass@clio.example.com',
	'clio.example.com',
	'javascript:alert(1)',
	'',
])('a custom host that is no plain origin gives no address: %p', (customHost) => {
	expect(() => new URL(resolved({ region: 'custom', customHost }).authUrl)).toThrow();
});

test('code grant, key and secret in the body, no scope, a refusal comes back', () => {
	const { grantType, authentication, scope, authQueryParameters } = resolved({ region: 'us' });
	expect({ grantType, authentication, scope, authQueryParameters }).toEqual({
		grantType: 'authorizationCode',
		authentication: 'body',
		scope: '',
		authQueryParameters: 'redirect_on_decline=true',
	});
});
