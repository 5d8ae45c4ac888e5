import assert from 'node:assert/strict';
import type { Host } from '../../dev/n8n/host.cts';
import type { Credential } from '../../dev/n8n/n8n-types.cts';
import type { Step } from '../../dev/n8n/step.cts';
import { until } from '../../dev/n8n/until.cts';
import type { Row } from '../../dev/sandbox/store.cts';
import type { OpenNode } from '../../dev/editor/open-node.cts';
import { BY_HAND, type Editor } from '../../dev/editor/editor.cts';
import { oneNode } from './workflows.cts';

/** Operations of unusual kinds, each done from the labels alone; Clio is asked whether it happened. */
export async function operations(
	step: Step,
	host: Host,
	editor: Editor,
	credential: Credential,
): Promise<void> {
	await step('Clio Advanced and Clio, added by an action', async () => {
		await editor.emptyCanvas();
		await editor.startByHand();
		await addNode(editor, RARE, 'Clio Advanced', 'Get many email addresses');
		await addNode(editor, USUAL, 'Clio', 'Preview bill');
	});
	for (const [name, all] of Object.entries({ [RARE]: ofClioAdvanced, [USUAL]: ofClio })) {
		const node = await editor.open(name);
		for (const [title, run] of Object.entries(all)) {
			await step(title, () => run({ host, editor, node }));
		}
		await node.close();
	}
	await step('A saved node sends no fields of another resource', () =>
		savedFields(host, editor, credential),
	);
}

async function addNode(editor: Editor, name: string, app: string, action: string): Promise<void> {
	const node = await editor.add(BY_HAND, app, action);
	await node.rename(name);
	await node.close();
}

const RARE = 'Rare';
const USUAL = 'Usual';
const SURVEY = 'Survey of the fence.pdf';

interface At {
	host: Host;
	editor: Editor;
	node: OpenNode;
}

type Operations = Record<string, (at: At) => Promise<void>>;

/** One after the other in one node, as somebody does who looks around. */
const ofClioAdvanced: Operations = {
	'The e-mail addresses of a contact': async ({ host, editor, node }) => {
		const contact = onlyOne(host, 'contacts', 'name', (row) => row.email_addresses?.length);
		await node.pick('Contact', contact.name);
		const found = (await outputOf({ host, editor, node }, RARE)).map(({ address }) => address);
		const there = (contact.email_addresses as Row[]).map(({ address }) => address as string);
		assert.deepEqual(found.sort(), there.sort());
	},

	'The timer is started, looked at and stopped': async ({ host, editor, node }) => {
		const entry = newTimeEntry(host);
		const timers = () => host.sandbox.store.all('timer');
		await node.choose('Resource', 'Timer');
		await node.choose('Operation', 'Start');
		await node.pick('Time Entry', entry.note);
		await node.execute();
		assert.deepEqual(
			timers().map(({ activity }) => activity as number),
			[entry.id],
		);

		await node.choose('Operation', 'Get');
		assert.equal((await outputOf({ host, editor, node }, RARE))[0].timeEntryId, entry.id);

		await node.choose('Operation', 'Stop');
		await node.execute();
		assert.deepEqual(timers(), []);
		const { quantity } = host.sandbox.store.get('activities', entry.id)!;
		assert.ok(quantity > entry.quantity, `${quantity} seconds`);
	},

	'Money comes into a bank account': async ({ host, node }) => {
		await node.choose('Resource', 'Bank Transaction');
		await node.choose('Operation', 'Create');
		await node.pick('Bank Account', 'Client trust account');
		await node.fill('Amount', '250.5');
		await node.fill('Description', 'Deposit for the fence');
		await node.addTo('Add Field', 'Reference');
		await node.fill('Reference', 'Check 77');
		await node.execute();
		const made = newest(host, 'bank_transactions');
		const account = host.sandbox.store.get('bank_accounts', made.bank_account);
		assert.equal(account?.name, 'Client trust account');
		assert.equal(Number(made.amount), 250.5);
		assert.equal(made.description, 'Deposit for the fence');
		assert.equal(made.confirmation, 'Check 77');
	},

	'A rate of a client, in the form where the transaction left a field': async ({ host, node }) => {
		const contact = onlyOne(host, 'contacts', 'name');
		await node.choose('Resource', 'Activity Rate');
		await node.choose('Operation', 'Create');
		assert.ok(!(await node.labels()).includes('Reference'));
		assert.deepEqual(await node.offers('Add Field'), ['Flat Rate', 'Additional JSON']);
		await node.fill('Rate', '320');
		await node.pick('Contact', contact.name);
		await node.addTo('Add Field', 'Flat Rate');
		await node.execute();
		const { body } = host.sandbox.requests.findLast(({ method }) => method === 'POST')!;
		assert.deepEqual(body, { data: { rate: 320, contact_id: contact.id, flat_rate: true } });
		assert.equal(newest(host, 'activity_rates').flat_rate, true);
	},

	'A comment on a document': async ({ host, node }) => {
		const [document] = host.sandbox.change('documents', { name: SURVEY });
		await node.choose('Resource', 'Comment');
		await node.choose('Operation', 'Create');
		await node.pick('Document', SURVEY);
		await node.fill('Message', 'Please sign on page two');
		await node.execute();
		const { item, message } = newest(host, 'comments');
		assert.deepEqual([item, message], [document.id, 'Please sign on page two']);
	},

	'The sets of custom fields for matters': async ({ host, editor, node }) => {
		await node.choose('Resource', 'Custom Field Set');
		await node.choose('Operation', 'Get Many');
		await node.addTo('Add Filter', 'For');
		await node.choose('For', 'Matters');
		const found = (await outputOf({ host, editor, node }, RARE)).map(({ name }) => name);
		assert.deepEqual(found, ['Court case']);
	},

	'Report presets by a word of their name': async ({ host, editor, node }) => {
		await node.choose('Resource', 'Report Preset');
		await node.addTo('Add Filter', 'Search');
		await node.fill('Search', 'invoices');
		const found = (await outputOf({ host, editor, node }, RARE)).map(({ name }) => name);
		assert.deepEqual(found, ['Open invoices']);
	},
};

const ofClio: Operations = {
	'How a bill looks': async ({ host, editor, node }) => {
		const bill = onlyOne(host, 'bills', 'number');
		await node.pick('Bill', bill.number);
		const [{ html }] = await outputOf({ host, editor, node }, USUAL);
		assert.match(String(html), new RegExp(`<h1>Invoice ${bill.number}</h1>`));
	},

	'A task list is copied with its tasks': async ({ host, node }) => {
		await node.choose('Resource', 'Task List');
		await node.choose('Operation', 'Copy');
		await node.pick('Task List', 'New family matter');
		await node.fill('Name', 'New adoption');
		await node.execute();
		assert.deepEqual(tasksOf(host, 'New adoption'), tasksOf(host, 'New family matter'));
	},

	'Who else has to do with a matter': async ({ host, editor, node }) => {
		const { store } = host.sandbox;
		const [{ matter }] = store.all('relationships');
		const related = store.all('relationships').filter((row) => row.matter === matter);
		await node.choose('Resource', 'Matter');
		await node.choose('Operation', 'Get Related Contacts');
		await node.pick('Matter', store.get('matters', matter)!.display_number);
		const found = (await outputOf({ host, editor, node }, USUAL)).map(({ contactId }) => contactId);
		assert.deepEqual(found.sort(), related.map(({ contact }) => contact as number).sort());
	},

	'A document is copied to another matter': async ({ host, node }) => {
		const matter = onlyOne(host, 'matters', 'display_number');
		await node.choose('Resource', 'Document');
		await node.choose('Operation', 'Copy');
		await node.pick('Document', SURVEY);
		await node.pick('Copy To', matter.display_number);
		await node.fill('Name', 'Copy for the other side.pdf');
		await node.execute();
		const { name, parent } = newest(host, 'documents');
		const { home } = host.sandbox.store.get('folders', parent)!;
		assert.equal(name, 'Copy for the other side.pdf');
		assert.deepEqual(home, { type: 'Matter', id: matter.id });
	},

	'The rest of a series of events is deleted': async ({ host, node }) => {
		const { series, second } = newSeries(host);
		await node.choose('Resource', 'Calendar Entry');
		await node.choose('Operation', 'Delete');
		await node.enterId('Calendar Entry', second.id);
		await node.choose('Occurrences', 'This and Following');
		await node.execute();
		const left = host.sandbox.store.get('calendar_entries', series.id)!;
		assert.equal(left.ends_before, second.start);
	},
};

/** In the form n8n itself lets go of what is not shown; a node that was pasted may still have it. */
async function savedFields(host: Host, editor: Editor, credential: Credential): Promise<void> {
	const fields = { confirmation: 'Check 78', discount: 5, note: 'Fence', flat_rate: true };
	const values = { resource: 'activityRate', operation: 'create', rate: 90, fields };
	const type = 'n8n-nodes-clio.clioAdvanced';
	await editor.saved(await host.api.importWorkflow(oneNode(RARE, type, values, credential)));
	const node = await editor.open(RARE);
	const shown = await node.labels();
	assert.ok(shown.includes('Flat Rate'));
	for (const other of ['Reference', 'Discount', 'Note']) assert.ok(!shown.includes(other), other);
	await node.execute();
	const { body } = host.sandbox.requests.findLast(({ method }) => method === 'POST')!;
	assert.deepEqual(body, { data: { rate: 90, flat_rate: true } });
}

/** Executes the open node, and gives what came out of it: of the execution that was not there before. */
async function outputOf({ host, editor, node }: At, name: string): Promise<Row[]> {
	const { api } = host;
	const newestRun = async () => (await api.executions(editor.workflowId))[0];
	const before = await newestRun();
	await node.start();
	const { id } = await until(
		async () => {
			const last = await newestRun();
			return last?.id !== before?.id && last?.status === 'success' && last;
		},
		{ what: 'The run is over' },
	);
	return (await api.nodeOutput(id, name)).map(({ json }) => json as Row);
}

const newest = ({ sandbox }: Host, path: string): Row =>
	sandbox.store.all(path).reduce((one, other) => (other.id > one.id ? other : one));

/** The last record whose name no other has in its own, so that words alone find it. */
function onlyOne(
	{ sandbox }: Host,
	path: string,
	key: string,
	isWanted: (row: Row) => unknown = () => true,
): Row {
	const rows = sandbox.store.all(path);
	return rows.findLast((row) => {
		const name = row[key] as string | undefined;
		return (
			name && isWanted(row) && !rows.some((other) => other !== row && other[key]?.includes(name))
		);
	})!;
}

const newTimeEntry = ({ sandbox }: Host): Row =>
	structuredClone(
		sandbox.create('activities', {
			type: 'TimeEntry',
			date: '2026-03-02',
			quantity: 600,
			note: 'Call about the fence',
			matter: { id: sandbox.store.all('matters')[0].id },
		})[0],
	);

/** Weekly, and its second time as Get Many with Each Occurrence would name it. */
function newSeries({ sandbox }: Host): { series: Row; second: { id: string; start: string } } {
	const [series] = sandbox.create('calendar_entries', {
		summary: 'Weekly review of the fence case',
		start_at: '2026-03-02T15:00:00Z',
		end_at: '2026-03-02T16:00:00Z',
		recurrence_rule: 'FREQ=WEEKLY',
		calendar_owner: { id: sandbox.store.all('calendars')[0].id },
	});
	const start = '2026-03-09T15:00:00Z';
	return { series, second: { id: `${series.id}_20260309T150000Z`, start } };
}

function tasksOf({ sandbox }: Host, list: string): string[] {
	const { id } = sandbox.store.all('task_template_lists').find(({ name }) => name === list)!;
	return sandbox.store
		.all('task_templates')
		.filter((template) => template.task_template_list === id)
		.map(({ name }) => name as string)
		.sort();
}
