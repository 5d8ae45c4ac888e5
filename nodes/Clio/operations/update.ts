import type { INodeExecutionData } from 'n8n-workflow';
import { bodyOf } from './body';
import { changeEach } from './once';
import { outputOf } from './output';
import { options, recordIdOf } from './parameters';
import type { Run } from './run';

export async function update(run: Run): Promise<INodeExecutionData[]> {
	return changeEach(run, async (item) => {
		const { client, records } = await run.connection();
		const id = recordIdOf(run, item);
		const output = outputOf(run, item);
		const data = await bodyOf(run, 'update', item);
		const { ifMatch } = options(run, item);
		return output.show(await records.update(id, data, output.fields, ifMatch), client.place.host);
	});
}
