import type { INodeExecutionData } from 'n8n-workflow';
import { changeEach } from './once';
import { recordIdOf } from './parameters';
import type { Run } from './run';

export async function remove(run: Run): Promise<INodeExecutionData[]> {
	return changeEach(run, async (item) => {
		const { records } = await run.connection();
		const id = recordIdOf(run, item);
		await records.delete(id);
		return { id, deleted: true };
	});
}
