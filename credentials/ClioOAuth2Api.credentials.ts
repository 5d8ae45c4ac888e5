import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

/**
 * Where the chosen region's Clio is, as an n8n expression over `fields` ($self in the credential itself,
 * $credentials in its test). A custom host that is not a plain origin gives an address that n8n refuses,
 * with the rule in it: no request leaves.
 */
const host = (fields: string): string =>
	`{{ ${fields}["region"] !== "custom" ? "https://" + (${fields}["region"] === "us" ? "" : ${fields}["region"] + ".") + "app.clio.com" : /^https?:\\/\\/(\\[[0-9a-f:.]+\\]|[a-z0-9.-]+)(:[0-9]{1,5})?\\/?$/i.test(${fields}["customHost"].trim()) ? ${fields}["customHost"].trim().replace(/\\/$/, "") : "the custom host must be like https://clio.example.com" }}`;

export class ClioOAuth2Api implements ICredentialType {
	name = 'clioOAuth2Api';

	displayName = 'Clio OAuth2 API';

	icon = { light: 'file:clio.svg', dark: 'file:clio.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-clio/n8n-nodes-clio#connect-to-clio';

	extends = ['oAuth2Api'];

	properties: INodeProperties[] = [
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'Australia', value: 'au' },
				{ name: 'Canada', value: 'ca' },
				{ name: 'Custom Host', value: 'custom', description: 'A gateway or a test server' },
				{ name: 'Europe', value: 'eu', description: 'Including the United Kingdom' },
				{ name: 'United States', value: 'us' },
			],
			default: 'us',
			description:
				"Where the firm's Clio account is. Each region needs an app of its own, with its own key and secret.",
		},
		{
			displayName: 'Custom Host',
			name: 'customHost',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'https://clio.example.com',
			description: 'Only the beginning of the address: no path, no user name, no password',
			displayOptions: { show: { region: ['custom'] } },
		},
		{
			displayName: 'Access',
			name: 'access',
			type: 'options',
			options: [
				{ name: 'Read and Write', value: 'readWrite' },
				{
					name: 'Read Only',
					value: 'readOnly',
					description: 'Clio nodes refuse everything that would change records',
				},
			],
			default: 'readWrite',
			description:
				'What Clio nodes may do with this credential. For a hard guarantee, also tick only read permissions on the Clio app.',
		},
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: `=${host('$self')}/oauth/authorize`,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `=${host('$self')}/oauth/token`,
		},
		// Permissions are ticked on the Clio app; there is no scope to ask for (facts, trap 18).
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: '' },
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			// A refusal then comes back to n8n; without it the person is left on Clio's page (facts 1.2).
			default: 'redirect_on_decline=true',
		},
		// Clio takes the app's key and secret in the body (facts 1.3).
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: `=${host('$credentials')}`,
			url: '/api/v4/users/who_am_i.json',
			qs: { fields: 'id,name' },
		},
	};
}
