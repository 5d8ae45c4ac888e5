import type { INodeParameters } from 'n8n-workflow';
import type { Step } from './work.cts';

/** The nodes that are measured, as a person sets them up. */

export const clio = (parameters: object): Step => ({
	type: 'n8n-nodes-clio.clio',
	parameters: parameters as INodeParameters,
});

/** n8n's own, in its newest version, with the credential that the Clio node has. */
export const httpRequest = (parameters: object, more: Partial<Step> = {}): Step => ({
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.5,
	parameters: {
		method: 'GET',
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'clioOAuth2Api',
		options: {},
		...parameters,
	} as INodeParameters,
	...more,
});

/** Page after page, by the link that Clio gives. */
export const byNextLink = {
	pagination: {
		pagination: {
			paginationMode: 'responseContainsNextURL',
			nextURL: '={{ $response.body.meta.paging.next }}',
			paginationCompleteWhen: 'other',
			completeExpression: '={{ !$response.body.meta.paging.next }}',
		},
	},
};

export const splitOut: Step = {
	type: 'n8n-nodes-base.splitOut',
	parameters: { fieldToSplitOut: 'data', include: 'noOtherFields', options: {} },
};

/** A list by nothing but a loop (loops.cts). */
export const byAxios = (first: string): Step => ({ type: 'loop.byAxios', parameters: { first } });
export const byHelper = (first: string): Step => ({ type: 'loop.byHelper', parameters: { first } });

/** A record that is chosen by its ID. */
export const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });
