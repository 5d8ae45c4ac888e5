import type { NewWorkflow } from '../../dev/n8n/n8n-types.cts';
import type { FileHost } from '../e2e/file-host.cts';
import { Line } from '../e2e/line.cts';
import { node } from '../e2e/workflows.cts';
import type { Put } from './curl.cts';

/** What n8n itself does with a file: one PUT and one GET by its HTTP Request node. */
export class ByHttpRequest {
	private constructor(
		private readonly put: Line,
		private readonly get: Line,
	) {}

	static async publish(host: FileHost, path: string): Promise<ByHttpRequest> {
		const put = http({
			method: 'PUT',
			sendHeaders: true,
			specifyHeaders: 'json',
			jsonHeaders: "={{ JSON.stringify($('Start').item.json.body.headers) }}",
			sendBody: true,
			contentType: 'binaryData',
			inputDataFieldName: 'data',
			// Else n8n keeps the whole body, in case there were a redirect.
			options: { redirect: { redirect: { followRedirects: false } } },
		});
		const file = { response: { response: { responseFormat: 'file', outputPropertyName: 'data' } } };
		const get = http({ method: 'GET', options: file });
		return new ByHttpRequest(
			await Line.publish(host, 'One PUT', [host.read('Read', path), put]),
			await Line.publish(host, 'One GET', [get]),
		);
	}

	async up(put: Omit<Put, 'path'>): Promise<number> {
		return (await this.put.run(put)).ms('HTTP');
	}

	async down(url: string): Promise<number> {
		return (await this.get.run({ url })).ms('HTTP');
	}
}

function http(parameters: object): NewWorkflow['nodes'][number] {
	const url = "={{ $('Start').item.json.body.url }}";
	const all = { url, ...parameters };
	return { ...node('HTTP', 'n8n-nodes-base.httpRequest', all), typeVersion: 4.2 };
}
