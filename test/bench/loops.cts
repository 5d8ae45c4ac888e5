import axios from 'axios';
import { NodeConnectionTypes } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

interface Page {
	data: INodeExecutionData['json'][];
	meta: { paging: { next?: string } };
}

/** Reads one page after the other, each at the link in the one before. */
type Read = (url: string) => Promise<Page>;

/** A node that does nothing but read a list, without a look at errors or limits. */
const loopOf = (reader: (context: IExecuteFunctions) => Promise<Read>): INodeType => ({
	description: {
		displayName: 'Loop',
		name: 'loop',
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
		const read = await reader(this);
		const items: INodeExecutionData[] = [];
		const pairedItem = { item: 0 };
		for (let url = this.getNodeParameter('first', 0) as string | undefined; url;) {
			const page = await read(url);
			for (const json of page.data) items.push({ json, pairedItem });
			url = page.meta.paging.next;
		}
		return [items];
	},
});

/** The least that a list takes in n8n, by their types. */
export const loops: Record<string, INodeType> = {
	/** What any program would do: a bare HTTP client, and the token in a header. */
	'loop.byAxios': loopOf(async (context) => {
		const { oauthTokenData } = await context.getCredentials('clioOAuth2Api');
		const headers = {
			Authorization: `Bearer ${String((oauthTokenData as IDataObject).access_token)}`,
		};
		return async (url) => (await axios.get<Page>(url, { headers })).data;
	}),
	/** What any node must do: n8n's own function for requests, which adds the credential. */
	'loop.byHelper': loopOf(async (context) => async (url) => {
		const { httpRequestWithAuthentication: request } = context.helpers;
		const options = { json: true, method: 'GET', url } as const;
		return (await request.call(context, 'clioOAuth2Api', options)) as Page;
	}),
};
