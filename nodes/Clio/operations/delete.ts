import type { INodeExecutionData } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { wireId } from '../../../clio/ids';
import { terms } from '../../../clio/terms';
import { changeEach } from './once';
import { parameter, recordIdOf } from './parameters';
import type { Run } from './run';

export async function remove(run: Run): Promise<INodeExecutionData[]> {
	const { name, onDelete = {} } = run.resource;
	return changeEach(run, async (item) => {
		const { records } = await run.at(item);
		const id = await recordIdOf(run, item);
		const said: Json = Object.fromEntries(
			Object.keys(onDelete).map((key) => [key, parameter(run, key, item)]),
		);
		return {
			content: [name, id, 'delete', ...Object.values(said)],
			send: async () => {
				await (terms[name]?.remove?.(id, said, records) ?? records.delete(id));
				return { ...(id ? { id: wireId(id) } : {}), deleted: true };
			},
		};
	});
}
