import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { access, hostOf, place } from './place';

const host = 'app.clio.com';

export class ClioOAuth2Api implements ICredentialType {
	name = 'clioOAuth2Api';

	displayName = 'Clio OAuth2 API';

	icon = { light: 'file:clio.svg', dark: 'file:clio.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-clio/n8n-nodes-clio/blob/main/docs/connect.md#connect-to-clio';

	extends = ['oAuth2Api'];

	properties: INodeProperties[] = [
		...place(
			"Where the firm's Clio account is. Each region needs an app of its own, with its own key and secret.",
		),
		access(
			'What Clio nodes may do with this credential. For a hard guarantee, also tick only read permissions on the Clio app.',
		),
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: `=${hostOf('$self', host)}/oauth/authorize`,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `=${hostOf('$self', host)}/oauth/token`,
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
			baseURL: `=${hostOf('$credentials', host)}`,
			url: '/api/v4/users/who_am_i.json',
			qs: { fields: 'id,name' },
		},
	};
}
