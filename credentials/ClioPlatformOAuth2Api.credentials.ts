import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { access, hostOf, place } from './place';

/** Everything a region has lies on one of two hosts (platform facts 2); a custom host is both. */
const apiHost = 'api.clio.com';
const oauthHost = 'auth.api.clio.com';

/** All that there are, by Clio's own names (platform facts 3). */
const permissions = [
	'grow_contact_read',
	'grow_contact_note_read',
	'grow_contact_note_write',
	'grow_custom_action_read',
	'grow_custom_action_write',
	'grow_custom_field_read',
	'grow_lead_inbox_read',
	'grow_lead_inbox_all_read',
	'grow_lead_inbox_write',
	'grow_location_read',
	'grow_location_write',
	'grow_matter_read',
	'grow_matter_note_read',
	'grow_matter_note_write',
	'grow_matter_type_read',
	'grow_matter_type_write',
	'grow_user_read',
];

/** Separated by spaces as Clio wants them, however they were entered; to read only, none to write. */
const scope =
	'={{ $self["permissions"].split(/[\\s,;]+/).filter((name) => name && !($self["access"] === "readOnly" && name.endsWith("_write"))).join(" ") }}';

export class ClioPlatformOAuth2Api implements ICredentialType {
	name = 'clioPlatformOAuth2Api';

	displayName = 'Clio Platform OAuth2 API';

	icon = { light: 'file:clio.svg', dark: 'file:clio.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-clio/n8n-nodes-clio/blob/main/docs/grow.md#connect-to-clio-grow';

	extends = ['oAuth2Api'];

	properties: INodeProperties[] = [
		...place(
			"Where the firm's Clio Grow account is. Each region needs an app of its own, with its own key and secret.",
		),
		access(
			'What Clio nodes may do with this credential. When you connect it to read only, Clio is asked for no permission to write.',
		),
		{
			displayName: 'Permissions',
			name: 'permissions',
			type: 'string',
			typeOptions: { rows: 8 },
			default: permissions.join('\n'),
			required: true,
			description:
				'Exactly the permissions ticked on the app, a line each. Clio refuses to connect if there is one more here. After a change, connect again.',
		},
		{
			displayName: 'Use PKCE',
			name: 'usePkce',
			type: 'boolean',
			default: true,
			description:
				'Whether n8n proves with PKCE that the answer of Clio is for this n8n, as Use PKCE on the app asks for. Needs n8n 2.33 or newer.',
		},
		// A version of n8n below 2.20 sends what a hidden field says, and nothing that was entered as the scope.
		{ displayName: 'Scope', name: 'scope', type: 'hidden', default: scope },
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'authorizationCode' },
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: `=${hostOf('$self', oauthHost)}/oauth/authorize`,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `=${hostOf('$self', oauthHost)}/oauth/token`,
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		// Clio takes the app's key and secret in the body (platform facts 3).
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
	];

	test: ICredentialTestRequest = {
		request: { baseURL: `=${hostOf('$credentials', apiHost)}`, url: '/grow/users/who_am_i' },
	};
}
