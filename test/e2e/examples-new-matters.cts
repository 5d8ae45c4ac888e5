import assert from 'node:assert/strict';
import type { Host, Sandbox } from '../../dev/n8n/host.cts';
import { until } from '../../dev/n8n/until.cts';
import { since, type Row, type Start } from './trial.cts';
import { get, submit } from './workflows.cts';

/** The examples that open a matter, and what a new one gets. */

export async function folderLink(start: Start, { sandbox }: Host): Promise<void> {
	const shape = { parent_type: 'Matter', name: 'Shared Folder', field_type: 'url' };
	const usual = { displayed: true, required: false, deleted: false, display_order: 900 };
	const [field] = sandbox.create('custom_fields', { ...shape, ...usual });
	const links = ({ id }: Row) =>
		(sandbox.store.get('matters', id)!.custom_field_values as Row[])
			.filter(({ custom_field }) => custom_field === field.id)
			.map(({ value }) => value);

	const published = await start('matter-folder-link');
	await published.publish();
	await until(() => sandbox.webhooks.list()[0]?.status === 'enabled', { what: 'Clio calls' });
	const client = { id: sandbox.store.all('contacts')[0].id };
	const [matter] = sandbox.create('matters', { client, description: 'A new matter' });
	await published.over(await published.started());
	const link = `https://files.example.com/matters/${matter.display_number}`;
	assert.deepEqual(links(matter), [link]);
	await published.unpublish();

	const { updated_at } = sandbox.store.get('matters', matter.id)!;
	const sample = { id: matter.id, number: matter.display_number, client: 'Somebody' };
	const pinData = { 'A Matter Is Created': [{ json: sample }] };
	await (await start('matter-folder-link', { pinData })).run();
	assert.deepEqual(links(matter), [link]);
	assert.equal(sandbox.store.get('matters', matter.id)!.updated_at, updated_at, 'nothing changed');
}

const tasksOf = (sandbox: Sandbox, matter: number) =>
	sandbox.store.all('tasks').filter((task) => task.matter === matter);

function requireOpened(sandbox: Sandbox, matter: Row, contact: Row): void {
	const area = sandbox.store.all('practice_areas').find(({ name }) => name === 'Family')!;
	assert.equal(matter.client, contact.id);
	assert.equal(matter.practice_area, area.id);
	assert.equal(matter.status, 'Open');
	assert.deepEqual(
		tasksOf(sandbox, matter.id).map(({ name }) => name),
		['Send the engagement letter', 'Collect the financial statements', 'Draft the petition'],
	);
	const all = sandbox.store.all('folders');
	const home = all.find(
		(folder) => folder.home?.type === 'Matter' && folder.home.id === matter.id,
	)!;
	const folders = all.filter(({ parent }) => parent === home.id).map(({ name }) => name);
	assert.deepEqual(folders.sort(), ['Correspondence', 'Court papers', 'Evidence']);
}

export async function intakeTried(start: Start, { sandbox }: Host): Promise<void> {
	const fresh = since(sandbox, 'contacts', 'matters', 'tasks', 'folders');
	const trial = await start('web-form-to-matter');
	const [mail] = (await trial.run()).mails();
	assert.match(mail.text, /^Nora Lindqvist asks for help with: Divorce and custody/);
	assert.match(mail.text, /Nora Lindqvist: possible conflict: false/);
	assert.match(mail.text, /Henrik Lindqvist: possible conflict: false/);
	const made = () => ['contacts', 'matters', 'tasks', 'folders'].map((path) => fresh(path).length);
	const [contact] = fresh('contacts');
	const [matter] = fresh('matters');
	assert.equal(contact.name, 'Nora Lindqvist');
	requireOpened(sandbox, matter, contact);
	const counted = made();
	assert.deepEqual(counted.slice(0, 3), [1, 1, 3]);

	// The client of the first time is a conflict of the second, and is not made twice.
	const [again] = (await trial.run()).mails();
	assert.match(again.text, /Nora Lindqvist: possible conflict: true Client \S+ Open http/);
	assert.deepEqual(made(), counted);
	const { email_addresses: emails, phone_numbers: phones } = sandbox.store.get(
		'contacts',
		contact.id,
	)!;
	assert.equal(emails.length, 1);
	assert.equal(phones.length, 1);
}

export async function intakePublished(start: Start, { sandbox, editorUrl }: Host): Promise<void> {
	const client = sandbox.store.all('matters').find(({ status }) => status === 'Open')!;
	const opposing = sandbox.store.get('contacts', client.client)!;
	const fresh = since(sandbox, 'contacts', 'matters');
	const trial = await start('web-form-to-matter');
	await trial.publish();
	const { webhookId } = trial.node('Someone Fills in the Form');
	const answer = await submit(`${editorUrl}form/${String(webhookId)}`, [
		'Wanda',
		'Petrosyan',
		'wanda.petrosyan@mail.example',
		'555 0177',
		'A broken lease',
		opposing.name,
	]);
	// n8n leads a visitor on to the next form of a workflow: the partner's page must not be one.
	assert.ok(!/form-waiting/.test(answer), answer);

	const id = await trial.started();
	const waiting = await trial.waits(id);
	assert.deepEqual([fresh('contacts').length, fresh('matters').length], [0, 0]);
	const [{ text }] = waiting.mails();
	assert.ok(text.includes(`${String(opposing.name)}: possible conflict: true`), text);

	await get(waiting.link());
	await trial.over(id);
	const [contact, ...others] = fresh('contacts');
	assert.deepEqual(others, []);
	assert.equal(contact.name, 'Wanda Petrosyan');
	requireOpened(sandbox, fresh('matters')[0], contact);
	await trial.unpublish();
}
