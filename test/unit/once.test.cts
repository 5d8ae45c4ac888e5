import type { IExecuteFunctions, INode } from 'n8n-workflow';
import { ClioError } from '../../clio/errors';
import { resources } from '../../clio/resources';
import { changeEach } from '../../nodes/Clio/operations/once';
import { Run } from '../../nodes/Clio/operations/run';

/** The places the engine tests do not reach: loops, agents, and tools of an MCP server. */
interface Place {
	store?: object;
	round?: number;
	isTool?: boolean;
}

function runIn({ store, round = 0, isTool = false }: Place): Run {
	const context = {
		getInputData: () => [{ json: {} }, { json: {} }].slice(isTool ? 1 : 0),
		getContext: () => {
			if (!store) throw new Error('`executionData` is not initialized');
			return store;
		},
		getWorkflowDataProxy: () => ({ $runIndex: round }),
		isToolExecution: () => isTool,
		continueOnFail: () => false,
		getNode: () => ({ name: 'Clio', type: 'clio' }) as INode,
	};
	return new Run(context as unknown as IExecuteFunctions, resources.task, 'create');
}

const lost = new ClioError('inDoubt', 'No answer came', 'Look in Clio.');
const change = (send: jest.Mock, content: unknown = 'a task') =>
	jest.fn(async () => ({ content, send }));

test('an agent that tries a change in doubt again, in whatever round, does not send it again', async () => {
	const store = {};
	const send = jest.fn().mockRejectedValue(lost);
	for (const round of [0, 1, 2]) {
		const run = runIn({ store, round, isTool: true });
		await expect(changeEach(run, change(send))).rejects.toThrow('No answer came');
	}
	expect(send).toHaveBeenCalledTimes(1);
	send.mockResolvedValue({ id: 2 });
	const run = runIn({ store, round: 3, isTool: true });
	const [{ json }] = await changeEach(run, change(send, 'another task'));
	expect(json).toEqual({ id: 2 });
});

test('an agent that says the same again after a success means another one', async () => {
	const store = {};
	const send = jest.fn().mockResolvedValue({ id: 1 });
	for (const round of [0, 1]) await changeEach(runIn({ store, round, isTool: true }), change(send));
	expect(send).toHaveBeenCalledTimes(2);
});

test('where n8n keeps no execution, as for a tool of an MCP server, changes are carried out', async () => {
	const send = jest.fn().mockResolvedValue({ id: 1 });
	const [{ json }] = await changeEach(runIn({ isTool: true }), change(send));
	expect(json).toEqual({ id: 1 });
});

test('a loop sends the items of its next round, whatever became of the last', async () => {
	const store = {};
	const send = jest.fn().mockResolvedValueOnce({ id: 1 }).mockRejectedValueOnce(lost);
	await expect(changeEach(runIn({ store, round: 0 }), change(send))).rejects.toThrow();
	send.mockResolvedValue({ id: 2 });
	const output = await changeEach(runIn({ store, round: 1 }), change(send));
	expect(output.map(({ json }) => json)).toEqual([{ id: 2 }, { id: 2 }]);
});
