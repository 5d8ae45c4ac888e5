import type { FastifyInstance } from 'fastify';
import { notFound } from '../errors.cts';
import type { Values } from '../change.cts';
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
	'next-stage': (sandbox) => {
		const { store } = sandbox;
		const matter = newest(store.all('matters'), ({ status }) => status !== 'Closed');
		const stages = store
			.all('matter_stages')
			.filter((stage) => stage.practice_area === matter.practice_area);
		const at = stages.findIndex(({ id }) => id === matter.matter_stage);
		const { id, name } = stages[(at + 1) % stages.length];
		sandbox.change('matters', { matter_stage: { id } }, { ids: [matter.id] });
		return `Matter ${matter.display_number} is in the stage ${name}`;
	},
	'complete-task': (sandbox) => {
		const { id, name } = newest(sandbox.store.all('tasks'), ({ status }) => status !== 'complete');
		sandbox.change('tasks', { status: 'complete' }, { ids: [id] });
		return `Task "${name}" is complete`;
	},
	'send-bill': (sandbox) => {
		const last_sent_at = new Date(sandbox.now()).toISOString();
		const values = { state: 'awaiting_payment', last_sent_at };
		return `Bill ${turnBill(sandbox, ['draft', 'awaiting_approval'], values).number} is sent`;
	},
	'pay-bill': (sandbox) =>
		`Bill ${turnBill(sandbox, ['awaiting_payment'], { state: 'paid' }).number} is paid`,
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

/** Those changed last come first, so that closing and reopening meet the same matter. */
function newest(rows: Row[], fits: (row: Row) => boolean): Row {
	const later = (best: Row | undefined, row: Row) =>
		best && best.updated_at > row.updated_at ? best : row;
	const found = rows.filter(fits).reduce<Row | undefined>(later, undefined);
	if (!found) throw notFound('There is none left to do this with');
	return found;
}

function turn({ store, change }: Sandbox, from: string[], status: string): string {
	const { id, display_number } = newest(store.all('matters'), (row) => from.includes(row.status));
	change('matters', { status }, { ids: [id] });
	return `Matter ${display_number} is ${status}`;
}

/** A bill in one of these states, or a new one, so that the button never runs dry. */
function turnBill({ store, change, create }: Sandbox, from: string[], values: Values): Row {
	const bills = store.all('bills').filter(({ state }) => from.includes(state));
	const matters = [{ id: store.all('matters').at(-1)!.id }];
	const { id } = bills.at(-1) ?? create('bills', { matters, state: from[0] })[0];
	return change('bills', values, { ids: [id] })[0];
}

export function actionRoutes(server: FastifyInstance, sandbox: Sandbox): void {
	server.post('/sandbox/actions/:name', ({ params }) => {
		const { name } = params as { name: string };
		if (!Object.hasOwn(actions, name)) throw notFound(`No such action: ${name}`);
		return { done: actions[name](sandbox) };
	});
}
