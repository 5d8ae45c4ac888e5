import type { INodeExecutionData } from 'n8n-workflow';
import { buildBody } from '../../../clio/body';
import { Records } from '../../../clio/records';
import { assignment, resources } from '../../../clio/resources';
import { pageOf } from '../../../clio/simplify';
import { changeEach } from './once';
import { matterIdOf, parameter, recordIdOf } from './parameters';
import type { Run } from './run';

const { matter } = resources;

/** Gives a matter the tasks of a list: a change of the matter (facts 5.3). */
export async function assign(run: Run): Promise<INodeExecutionData[]> {
	return changeEach(run, async (item) => {
		const list = await recordIdOf(run, item);
		const id = await matterIdOf(run, item);
		const data = await assignmentOf(run, item, id, list);
		const { client } = await run.connection();
		return {
			content: ['assign', id, data],
			async send(step) {
				const fields = 'id,display_number,description,client{id,name}';
				const record = await step('assign', async () =>
					new Records(client, matter).update(id, data, fields),
				);
				return {
					assigned: true,
					taskListId: Number(list),
					matter: record.display_number,
					matterId: record.id,
					matterDescription: record.description,
					url: pageOf(matter, record, client.place.host),
				};
			},
		};
	});
}

async function assignmentOf(run: Run, item: number, id: string, list: string) {
	const { client, firm } = await run.connection();
	const given = Object.keys(assignment).map((key) => [key, parameter(run, key, item)]);
	const entry = { task_template_list: list, ...Object.fromEntries(given) };
	const { data } = await buildBody(
		{ values: { task_template_list_instances: [entry] } },
		{
			resource: matter,
			operation: 'update',
			zone: run.context.getTimezone(),
			now: client.now(),
			firm,
			record: run.reader(id, matter),
		},
	);
	return data;
}
