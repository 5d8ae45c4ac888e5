import type { INodeExecutionData } from 'n8n-workflow';
import { bodyOf } from './body';
import { changeEach } from './once';
import { outputOf } from './output';
import type { Run } from './run';

export async function create(run: Run): Promise<INodeExecutionData[]> {
	return changeEach(run, async (item) => {
		const { client, records } = await run.connection();
		const { fields, show } = outputOf(run, item);
		const data = await bodyOf(run, 'create', item);
		return {
			content: [run.resource.name, 'create', data],
			send: async () => show(await records.create(data, fields), client.place.host),
		};
	});
}
