import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { CommunityNodes } from '../../dev/editor/community-nodes.cts';
import { CredentialForm } from '../../dev/editor/credential-form.cts';
import { BY_HAND, type Editor } from '../../dev/editor/editor.cts';
import type { OpenNode } from '../../dev/editor/open-node.cts';
import { calm } from '../../dev/n8n/browser.cts';
import type { Host } from '../../dev/n8n/host.cts';
import type { Registry } from '../../dev/n8n/registry.cts';
import { until } from '../../dev/n8n/until.cts';
import { only } from './browser-connecting.cts';
import type { Chapter } from './newcomer-guide.cts';

/** Where the newcomer is, and what is in hand. */
export interface At {
	host: Host;
	page: Page;
	editor: Editor;
	registry: Registry;
	/** The nodes that README promises. */
	nodes: string[];
	packages: CommunityNodes;
	form?: CredentialForm;
	redirectUrl?: string;
	node?: OpenNode;
}

const install: Chapter<At> = {
	page: 'README.md',
	title: 'Install',
	instructions: [
		{
			says: 'In n8n, open Settings > Community nodes and choose Install a community node',
			async do({ packages }) {
				await packages.open();
				assert.deepEqual(await packages.installed(), []);
				await packages.beginInstall();
			},
		},
		{
			says: 'Enter n8n-nodes-clio',
			async do({ packages, registry, nodes }) {
				await packages.install('n8n-nodes-clio');
				const [card, second] = await packages.installed();
				assert.match(card, /^n8n-nodes-clio\n/);
				for (const name of nodes) assert.ok(card.includes(name), name);
				assert.equal(second, undefined);
				assert.equal(registry.downloads, 1);
			},
		},
		{
			says: 'Add a node to a workflow and search for Clio',
			async do(at) {
				await startByHand(at);
				await at.page.getByTestId('node-creator-plus-button').click();
				const creator = at.page.getByTestId('node-creator');
				await creator.getByTestId('node-creator-search-bar').fill('Clio');
				for (const name of at.nodes.map((each) => each.replace(/ Trigger$/, ''))) {
					const item = creator.getByTestId('node-creator-item-name');
					await item.getByText(name, { exact: true }).waitFor();
				}
			},
		},
	],
};

const connect: Chapter<At> = {
	page: 'README.md',
	title: 'Connect to Clio',
	instructions: [
		{
			says: 'In n8n, choose + at the top left and New credential',
			async do({ page }) {
				await page.getByTestId('universal-add').click();
				await page.getByText('New credential', { exact: true }).click();
				await saveIfAsked(page, page.getByPlaceholder('Search for app...'));
			},
		},
		{
			says: 'search for Clio OAuth2 API, choose your Region, and copy the OAuth Redirect URL',
			async do(at) {
				const { page } = at;
				const clio = await addressOfClio(at);
				at.form = await CredentialForm.begin(page, 'Clio OAuth2 API');
				await at.form.choose('Region', 'Custom Host'); // what docs/connect.md says of a test server
				await at.form.fill('Custom Host', clio);
				at.redirectUrl = await at.form.redirectUrl();
			},
		},
		{
			says: 'add an app, paste the redirect address',
			async do({ host, redirectUrl }) {
				assert.match(redirectUrl!, /^(https:\/\/|http:\/\/127\.0\.0\.1[:/])/);
				host.sandbox.register(redirectUrl!);
			},
		},
		{
			says: "Copy the app's key into Client ID and its secret into Client Secret, choose Connect",
			async do({ host, form }) {
				await form!.fill('Client ID', host.sandbox.clientId);
				await form!.fill('Client Secret', host.sandbox.clientSecret);
				await form!.connectAndAllow();
				await form!.close();
				assert.ok(await host.api.isConnected((await only(host)).id));
			},
		},
	],
};

const firstWorkflow: Chapter<At> = {
	page: 'README.md',
	title: 'First workflow',
	instructions: [
		{
			says: 'Start a workflow with Trigger manually, add a node, search for Clio',
			async do(at) {
				await startByHand(at);
				at.node = await at.editor.addClio(BY_HAND, 'Get many matters');
			},
		},
		{
			says: 'Choose your credential, switch Return All on, and choose Execute step',
			async do(at) {
				await at.node!.chooseCredential((await only(at.host)).name);
				await at.node!.switchOn('Return All');
				await at.node!.execute();
				const matters = at.host.sandbox.store.all('matters');
				await sees(at, `${matters.length} items`);
				await at.node!.showAs('Schema');
				await sees(at, matters[0].display_number);
				await at.node!.showAs('Table');
				await sees(at, matters[1].display_number);
			},
		},
		{
			says: 'switch Return All off and set Limit to 1',
			async do({ node }) {
				await node!.switchOff('Return All');
				await node!.fill('Limit', '1');
				await node!.close();
			},
		},
		{
			says: 'Add another Clio node with Create task',
			async do(at) {
				const { matter, user } = choice(at);
				at.node = await at.editor.addClio('Get many matters', 'Create task');
				await at.node.fill('Name', TASK);
				await at.node.pick('Assign To', user.name);
				await at.node.pick('Matter', matter.display_number);
			},
		},
		{
			says: 'Choose Execute step: the task is in Clio',
			async do(at) {
				const { store } = at.host.sandbox;
				const { matter, user } = choice(at);
				const before = store.all('tasks').length;
				await at.node!.execute();
				await sees(at, '1 item');
				assert.equal(store.all('tasks').length, before + 1, 'one task, not one for each matter');
				const task = store.all('tasks').at(-1)!;
				assert.deepEqual([task.name, task.matter, task.assignee.id], [TASK, matter.id, user.id]);
				await at.node!.close();
			},
		},
	],
};

const startWorkflows: Chapter<At> = {
	page: 'README.md',
	title: 'Start workflows when something happens',
	instructions: [
		{
			says: 'Begin a workflow with Clio Trigger (n8n lists it under Clio) and choose what to wait for',
			async do({ editor }) {
				await editor.emptyCanvas();
				const node = await editor.startWith('Clio', 'On matter updated');
				await node.close();
			},
		},
		{
			says: 'From the moment you choose Publish, the workflow starts by itself',
			async do({ editor, host: { sandbox, api } }) {
				assert.match(await editor.publish(), /Clio now calls this workflow/);
				const isReady = () => sandbox.webhooks.list().some(({ status }) => status === 'enabled');
				await until(isReady, { what: 'Clio knows the webhook' });
				const [matter] = sandbox.change('matters', { description: 'Fence, and a gate' });
				const [{ id }] = await api.waitForExecutions(editor.workflowId, 1);
				const list = await editor.executions();
				await list.getByText(/^Succeeded/).waitFor();
				const [item] = await api.nodeOutput(id, 'Clio Trigger');
				assert.equal(item.json.number, matter.display_number);
			},
		},
	],
};

/** Whom and what the task is for: neither the first of the list nor the newcomer. */
const choice = ({ host: { sandbox } }: At) => ({
	matter: sandbox.store.all('matters')[20],
	user: sandbox.store.all('users')[1],
});

const TASK = 'Call the client back about the fence';

/** README from its first chapter on, as somebody follows it who has an n8n and nothing else. */
export const chapters = [install, connect, firstWorkflow, startWorkflows];

async function startByHand({ editor, page }: At): Promise<void> {
	await editor.emptyCanvas();
	await page.getByTestId('canvas-add-button').click();
	await page.getByTestId('node-creator').getByText('Trigger manually', { exact: true }).click();
	await page.waitForURL(({ searchParams }) => !searchParams.has('new')); // n8n has saved it by itself
	await calm(page);
}

/** Where one works in it. */
async function addressOfClio({ page, host }: At): Promise<string> {
	const clio = await page.context().newPage();
	await clio.goto(host.sandbox.url);
	await clio.getByRole('heading', { name: 'Marlow & Finch LLP' }).waitFor();
	const { origin } = new URL(clio.url());
	await clio.close();
	return origin;
}

/** n8n asks whoever leaves a workflow that it has not saved by itself yet. */
async function saveIfAsked(page: Page, next: Locator): Promise<void> {
	const save = page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true });
	await next.or(save).first().waitFor();
	if (await save.isVisible()) await save.click();
}

const sees = ({ node, page }: At, words: string): Promise<void> =>
	(node?.output ?? page).getByText(words, { exact: true }).first().waitFor();

/** The nodes of the table at README's beginning. */
export const promised = (): string[] =>
	[
		...readFileSync(join(__dirname, '../../README.md'), 'utf8').matchAll(
			/^\| \*\*(Clio[\w ]*)\*\* +\|/gm,
		),
	].map(([, name]) => name);
