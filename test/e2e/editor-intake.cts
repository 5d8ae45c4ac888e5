import assert from 'node:assert/strict';
import type { Host, Sandbox } from '../../dev/n8n/host.cts';
import { until } from '../../dev/n8n/until.cts';
import type { Row } from '../../dev/sandbox/store.cts';
import { drag, RUN } from '../../dev/editor/drag.cts';
import type { Editor } from '../../dev/editor/editor.cts';

export interface Lead {
	'First Name': string;
	'Last Name': string;
	'E-Mail': string;
	Phone: string;
	About: string;
	'Other Side': string;
}

const FORM = 'Web Form';

/** From a form on the firm's site to an open matter. A partner is asked where there may be a conflict. */
export async function buildIntake(editor: Editor, trial: Lead): Promise<void> {
	await editor.emptyCanvas();
	await webForm(editor, trial);
	await conflictCheck(editor);
	await client(editor);
	await matter(editor);
	await partner(editor);
	await editor.tidyUp();
}

/** Filled in once, so that its answers can be dragged. */
async function webForm(editor: Editor, trial: Lead): Promise<void> {
	const form = await editor.startWith('n8n Form', 'On new n8n Form event');
	await form.rename(FORM);
	await form.fill('Form Title', 'Become a client');
	for (const question of Object.keys(trial)) {
		await form.press('Add Form Element');
		await form.fill('Label', question);
	}
	await editor.form({ ...trial }, () => form.start());
	await form.succeeded();
	await form.close();
}

async function conflictCheck(editor: Editor): Promise<void> {
	const check = await editor.addClio(FORM, 'Check for conflicts');
	const client = [drag('First Name'), ' ', drag('Last Name')];
	await check.fill('Names', ...client, '\n', drag('Other Side'));
	await check.execute();
	await check.close();

	const all = await editor.add('Check for conflicts', 'Summarize');
	await all.choose('Aggregation', 'Concatenate');
	await all.fill('Field', drag('possibleConflict'));
	await all.execute();
	await all.close();

	const isThere = await editor.add('Summarize', 'If');
	await isThere.rename('Possible Conflict');
	const found = drag('concatenated_possibleConflict');
	await isThere.condition(found, 'String', 'contains', 'true');
	await isThere.execute();
	await isThere.close();
}

async function client(editor: Editor): Promise<void> {
	const client = await editor.addAt(1, 'Possible Conflict', 'Clio', 'Create or update contact');
	await client.rename('Client');
	for (const name of ['First Name', 'Last Name', 'E-Mail', 'Phone']) {
		await client.fill(name, drag(name, FORM));
	}
	await client.execute();
	await client.close();
}

async function matter(editor: Editor): Promise<void> {
	const matter = await editor.addClio('Client', 'Create matter');
	await matter.rename('Matter');
	await matter.fill('Client', drag('id'));
	await matter.fill('Description', drag('About', FORM));
	await matter.pick('Practice Area', 'Family');
	await matter.pick('Stage', 'Consultation');
	await matter.pick('Responsible Attorney', 'Ada Marlow');
	await matter.choose('Referral Source', 'Website');
	await matter.addTo('Add Field', 'Task Lists');
	await matter.press('Add Task List');
	await matter.pick('Task List', 'New family matter');
	await matter.addTo('Add Field', 'Folders');
	await matter.fill('Folders', 'Correspondence\nPleadings');
	await matter.close();
}

/** A letter with a link; whoever follows it says yes. */
async function partner(editor: Editor): Promise<void> {
	const letter = await editor.addAt(0, 'Possible Conflict', 'Edit Fields (Set)');
	await letter.rename('Write to Partner');
	await letter.set('subject', 'May we act for', drag('Last Name', FORM));
	await letter.set('link', drag('resumeUrl', RUN));
	await letter.close();

	const wait = await editor.add('Write to Partner', 'Wait');
	await wait.rename('Wait for Yes');
	await wait.choose('Resume', 'On Webhook Call');
	await wait.close();
	await editor.connect('Wait for Yes', 'Client');
}

/** Someone sends the form of the running workflow. */
export async function sendForm(editor: Editor, lead: Lead): Promise<void> {
	await editor.form({ ...lead }, () => editor.start());
}

/** The partner opens the link in the letter. Until then nothing is created. */
export async function sayYes({ api, sandbox }: Host, editor: Editor): Promise<void> {
	const count = () => ['contacts', 'matters'].map((path) => sandbox.store.all(path).length);
	const before = count();
	const { id } = await until(
		async () =>
			(await api.executions(editor.workflowId)).find(({ status }) => status === 'waiting'),
		{ what: 'The workflow waits for the partner' },
	);
	assert.deepEqual(count(), before);
	const [{ json }] = await api.nodeOutput(id, 'Write to Partner');
	await editor.visit(String(json.link));
	assert.equal((await api.waitForExecution(id)).status, 'success');
}

export function checkOpened({ store }: Sandbox, lead: Lead): void {
	const name = `${lead['First Name']} ${lead['Last Name']}`;
	const [client, ...twins] = store.all('contacts').filter((row) => row.name === name);
	assert.deepEqual(twins, []);
	assert.equal(client.email_addresses[0].address, lead['E-Mail']);
	assert.equal(client.phone_numbers[0].number, lead.Phone);

	const [matter, ...more] = store.all('matters').filter((row) => row.client === client.id);
	assert.deepEqual(more, []);
	const named = (path: string, id: number) => store.get(path, id)?.name as unknown;
	assert.equal(matter.description, lead.About);
	assert.equal(named('practice_areas', matter.practice_area), 'Family');
	assert.equal(named('matter_stages', matter.matter_stage), 'Consultation');
	assert.equal(named('users', matter.responsible_attorney), 'Ada Marlow');
	assert.deepEqual(tasksOf(store, matter), templatesOf(store, 'New family matter'));
	assert.deepEqual(foldersOf(store, matter), ['Correspondence', 'Pleadings']);
}

const tasksOf = (store: Sandbox['store'], matter: Row): string[] =>
	store
		.all('tasks')
		.filter((task) => task.matter === matter.id)
		.map(({ name }) => name as string)
		.sort();

function templatesOf(store: Sandbox['store'], list: string): string[] {
	const { id } = store.all('task_template_lists').find(({ name }) => name === list)!;
	return store
		.all('task_templates')
		.filter((template) => template.task_template_list === id)
		.map(({ name }) => name as string)
		.sort();
}

function foldersOf(store: Sandbox['store'], matter: Row): string[] {
	const folders = store.all('folders');
	const [root] = folders.filter(({ home }) => home?.type === 'Matter' && home.id === matter.id);
	return folders
		.filter(({ parent }) => root && parent === root.id)
		.map(({ name }) => name as string)
		.sort();
}
