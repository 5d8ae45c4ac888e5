import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

interface Answer {
	data: INodeExecutionData['json'][];
	meta: { paging: { next?: string } };
}

/**
 * The least that a node of n8n can take for a list: a bare loop by n8n's own helper, which adds the credential.
 * It looks at no error and at no limit.
 */
export const pagesByHelper: INodeType = {
	description: {
		displayName: 'Pages',
		name: 'pages',
		group: ['input'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'clioOAuth2Api' }],
		properties: [{ displayName: 'First', name: 'first', type: 'string', default: '' }],
	},
	async execute(this: IExecuteFunctions) {
		const items: INodeExecutionData[] = [];
		const pairedItem = { item: 0 };
		const request = { json: true, method: 'GET' } as const;
		for (let url = this.getNodeParameter('first', 0) as string | undefined; url;) {
			const page = (await this.helpers.httpRequestWithAuthentication.call(this, 'clioOAuth2Api', {
				...request,
				url,
			})) as Answer;
			for (const json of page.data) items.push({ json, pairedItem });
			url = page.meta.paging.next;
		}
		return [items];
	},
};
