import assert from 'node:assert/strict';
import type { OpenNode } from '../../dev/editor/open-node.cts';
import { BY_HAND } from '../../dev/editor/editor.cts';
import type { Teardown } from '../../dev/n8n/teardown.cts';
import { startSandbox } from '../../dev/sandbox/server.cts';
import type { Row } from '../../dev/sandbox/store.cts';
import type { At } from './browser-connecting.cts';

/** The first node: of the wrong region, then of the right one; then one that changes a matter. */
export async function work(at: At, teardown: Teardown): Promise<void> {
	const { host, editor, step } = at;
	const { sandbox } = host;
	const elsewhere = await startSandbox({ matters: 1, clientId: 'the-app-of-another-region' });
	teardown.add(() => elsewhere.close());

	await step('The nodes are found by the words that a firm knows', async () => {
		await editor.emptyCanvas();
		await editor.startByHand();
		for (const [words, node] of Object.entries(searches)) {
			const found = await editor.found(words, node);
			assert.ok(found.slice(0, 3).includes(node), `${words}: ${found.join(', ')}`);
		}
	});
	const node = await step('The Clio node is added from the list of nodes', async () => {
		return await editor.addClio(BY_HAND, 'Get many matters');
	});
	await step('Connected to one region and set to another, its first run says so', async () => {
		await setHost(node, elsewhere.url);
		await node.start();
		const { message, advice } = await node.complaint();
		assert.equal(message, 'Clio did not accept the connection');
		assert.match(advice, /^Open the credential and connect it again\. It is set to /);
		assert.ok(advice.includes(elsewhere.url));
		assert.match(advice, /another region needs an app of its own/);
	});
	await step('Set to the right region, it runs', async () => {
		await setHost(node, sandbox.url);
		await node.execute();
		await node.output.getByText('50 items', { exact: true }).waitFor();
	});
	await step('Resource and operation are chosen, a matter is searched, a custom field mapped', () =>
		mapOne(at, node),
	);
	await step('It runs, and the output shows the change', async () => {
		const matter = wanted(at);
		await node.execute();
		await node.showAs('Schema');
		await node.output.getByText(matter.display_number, { exact: true }).waitFor();
		await node.output.getByText(CASE_NUMBER, { exact: true }).waitFor();
		assert.equal(valueAt(at, matter), CASE_NUMBER);
		await node.close();
	});
}

/** Among the first three: for invoices, n8n knows Invoice Ninja by its name. */
const searches: Record<string, string> = {
	legal: 'Clio',
	'law firm': 'Clio',
	lawyer: 'Clio',
	'time tracking': 'Clio',
	timesheet: 'Clio',
	invoice: 'Clio',
	deadline: 'Clio',
	intake: 'Clio Grow',
	'legal aid': 'Clio Advanced',
};

const FIELD = 'Case number';
const CASE_NUMBER = '26-CV-0042';

async function setHost(node: OpenNode, url: string): Promise<void> {
	const form = await node.credential();
	await form.fill('Custom Host', url);
	await form.save();
	await form.close();
}

/** The node that listed matters becomes one that changes one. */
async function mapOne(at: At, node: OpenNode): Promise<void> {
	await node.choose('Resource', 'Contact');
	await node.choose('Operation', 'Create');
	await node.choose('Resource', 'Matter');
	await node.choose('Operation', 'Update');
	await node.pick('Matter', wanted(at).display_number);
	await node.addCustomField(FIELD);
	await node.fill(FIELD, CASE_NUMBER);
}

/** A matter whose number no other has in its own. */
function wanted({ host: { sandbox } }: At): Row {
	const matters = sandbox.store.all('matters');
	return matters[Math.floor(matters.length / 2)];
}

function valueAt({ host: { sandbox } }: At, { id }: Row): unknown {
	const { id: field } = sandbox.store.all('custom_fields').find(({ name }) => name === FIELD)!;
	const values = sandbox.store.get('matters', id)!.custom_field_values as Row[];
	return values.find(({ custom_field }) => custom_field === field)?.value;
}
