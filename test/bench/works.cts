import type { IDataObject } from 'n8n-workflow';
import { byId, clio, httpRequest } from './nodes.cts';
import type { Work } from './work.cts';

/** What is done one record per item, by the Clio node and by n8n's own. */

const fieldList = 'id,display_number,description,status,client{name,id}';

const oneEach = (ids: number[]): IDataObject[][] => [ids.map((id) => ({ id }))];

/** Else the first request that is refused ends the execution. */
const goesOn = { onError: 'continueRegularOutput' } as const;

export const getByClio = (ids: number[]): Work => ({
	steps: [
		clio({
			resource: 'matter',
			operation: 'get',
			matterId: byId('={{ $json.id }}'),
			options: { fieldList },
		}),
	],
	executions: oneEach(ids),
});

export const getByHttp = ({ url }: { url: string }, ids: number[], options = {}): Work => ({
	steps: [
		httpRequest(
			{ url: `=${url}/api/v4/matters/{{ $json.id }}.json?fields=${fieldList}`, options },
			goesOn,
		),
	],
	executions: oneEach(ids),
});

/** How the names of all tasks begin that are created. */
export const TASK = 'Call the client back';

/** A task for each item of each execution, no two of one name. */
export const namedTasks = (tasks: number, executions = 1): IDataObject[][] =>
	Array.from({ length: executions }, (_, execution) =>
		Array.from({ length: tasks }, (_, task) => ({ name: `${TASK} ${execution}-${task}` })),
	);

export const createByClio = (user: number, executions: IDataObject[][]): Work => ({
	steps: [
		clio({
			resource: 'task',
			operation: 'create',
			name: '={{ $json.name }}',
			assignee: byId(user),
			options: { fieldList: 'id,name' },
		}),
	],
	executions,
});

export function createByHttp(
	{ url, user }: { url: string; user: number },
	executions: IDataObject[][],
	options: object,
): Work {
	const assignee = `{ id: ${user}, type: 'User' }`;
	const data = `{ name: $json.name, description: $json.name, assignee: ${assignee} }`;
	const create = {
		method: 'POST',
		url: `${url}/api/v4/tasks.json?fields=id,name`,
		...{ sendBody: true, contentType: 'json', specifyBody: 'json' },
		jsonBody: `={{ JSON.stringify({ data: ${data} }) }}`,
		options,
	};
	return { steps: [httpRequest(create, goesOn)], executions };
}
