import type { INodeExecutionData } from 'n8n-workflow';
import { wireId } from '../../../clio/ids';
import { changeEach } from './once';
import { recordIdOf } from './parameters';
import type { Run } from './run';

export async function remove(run: Run): Promise<INodeExecutionData[]> {
	return changeEach(run, async (item) => {
		const { records } = await run.at(item);
		const id = await recordIdOf(run, item);
		return {
			content: [run.resource.name, id, 'delete'],
			send: async () => {
				await records.delete(id);
				return { ...(id ? { id: wireId(id) } : {}), deleted: true };
			},
		};
	});
}
