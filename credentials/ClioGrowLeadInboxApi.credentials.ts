import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { hostOf, place } from './place';

export class ClioGrowLeadInboxApi implements ICredentialType {
	name = 'clioGrowLeadInboxApi';

	displayName = 'Clio Grow Lead Inbox API';

	icon = { light: 'file:clio.svg', dark: 'file:clio.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-clio/n8n-nodes-clio/blob/main/docs/grow.md#leads-by-the-inbox-token';

	properties: INodeProperties[] = [
		...place("Where the firm's Clio Grow account is"),
		{
			displayName: 'Lead Inbox Token',
			name: 'inboxLeadToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				"From Clio Grow's settings. Whoever has it can put leads into the firm's inbox, and nothing else.",
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { body: { inbox_lead_token: '={{ $credentials.inboxLeadToken }}' } },
	};

	/**
	 * A lead without anything in it is refused and not stored: with 401 for the token, else with 422 for
	 * what is missing. One implementer reports it, Clio does not say so (platform facts 10).
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `=${hostOf('$credentials', 'grow.clio.com')}`,
			url: '/inbox_leads',
			method: 'POST',
			headers: { Accept: 'application/json' },
			body: { inbox_lead: {} },
			ignoreHttpStatusErrors: { ignore: true, except: [400, 401, 403, 404, 429, 500, 502, 503] },
		},
		rules: [
			{
				type: 'responseCode',
				properties: { value: 401, message: 'Clio Grow does not know this token in this region.' },
			},
		],
	};
}
