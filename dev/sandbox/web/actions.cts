import type { FastifyInstance } from 'fastify';
import { notFound } from '../errors.cts';
import type { Sandbox } from '../server.cts';
import type { Row } from '../store.cts';

/** What somebody in the firm does when a button of the page is pressed; answers what was done. */
const actions: Record<string, (sandbox: Sandbox) => string> = {
	'change-matter': (sandbox) => {
		const client_reference = `REF-${new Date(sandbox.now()).toISOString().slice(11, 19)}`;
		const [matter] = sandbox.change('matters', { client_reference });
		return `Matter ${matter.display_number} has a new client reference`;
	},
	'close-matter': (sandbox) => turn(sandbox, ['Open', 'Pending'], 'closed'),
	'reopen-matter': (sandbox) => turn(sandbox, ['Closed'], 'open'),
	'create-task': (sandbox) => {
		const { store } = sandbox;
		const { id: matter } = store.all('matters').at(-1)!;
		const [task] = sandbox.create('tasks', {
			name: 'Call the client back',
			description: 'Made by the page of the sandbox',
			matter: { id: matter },
			assignee: { id: store.all('users')[0].id, type: 'User' },
		});
		return `Task "${task.name}" is created`;
	},
};

/** The matter changed last among those of a status, so that closing and reopening meet the same. */
function turn(sandbox: Sandbox, from: string[], status: string): string {
	const later = (best: Row | undefined, row: Row) =>
		best && best.updated_at > row.updated_at ? best : row;
	const fitting = sandbox.store.all('matters').filter((row) => from.includes(row.status));
	const matter = fitting.reduce<Row | undefined>(later, undefined);
	if (!matter) throw notFound(`There is no matter to make ${status}`);
	sandbox.change('matters', { status }, { ids: [matter.id] });
	return `Matter ${matter.display_number} is ${status}`;
}

export function actionRoutes(server: FastifyInstance, sandbox: Sandbox): void {
	server.post('/sandbox/actions/:name', ({ params }) => {
		const { name } = params as { name: string };
		if (!Object.hasOwn(actions, name)) throw notFound(`No such action: ${name}`);
		return { done: actions[name](sandbox) };
	});
}
