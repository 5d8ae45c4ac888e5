import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DAY } from '../../dev/n8n/clock/advance.cts';
import { connectPlatform, connectSandbox } from '../../dev/n8n/demo.cts';
import { startHost, type Host, type Sandbox } from '../../dev/n8n/host.cts';
import { until } from '../../dev/n8n/until.cts';
import { partnersPack, signedLetter, stagePipeline } from './examples-files.cts';
import { leadSource } from './examples-grow.cts';
import type { Suite } from './suite.cts';
import { since, Trial, type Changes, type Row, type Start } from './trial.cts';
import { get, submit } from './workflows.cts';

const EXAMPLES = join(__dirname, '../../examples');
/** `npm start -- --check` runs these. */
const ofTheDemo = ['demo.json', 'matter-changed.json'];

/** The workflows of `examples/`, as a person imports, tries and publishes them, each more than once. */
export const run: Suite = async (step, teardown) => {
	const host = await startHost({ step, teardown, movableClock: true });
	const credentials = [await connectSandbox(host), await connectPlatform(host)];
	const started = new Set<string>();
	const start = (file: string, changes?: Changes) => {
		started.add(`${file}.json`);
		return Trial.start(host, credentials, file, changes);
	};

	await step('A new matter gets its link, and keeps it', () => folderLink(start, host));
	await step('A web form, tried twice: one contact, one matter', () => intakeTried(start, host));
	await step('A web form, published: nothing before the click', () => intakePublished(start, host));
	await step('Each lawyer gets what is due, and nobody else', () => deadlines(start, host));
	await step('Events become time entries after the click, once', () => missingTime(start, host));
	await step('Bills are reminded of on the day, once', () => unpaidBills(start, host));
	await step('Low trust is asked for once', () => lowTrust(start, host));
	await step('A signed letter becomes a new version', () => signedLetter(start, host));
	await step('A stage brings its tasks and its letter, once', () => stagePipeline(start, host));
	await step('The partners get four sheets in one e-mail', () => partnersPack(start, host));
	await step('A lead keeps its source, and is no client twice', () => leadSource(start, host));
	await step('No example was left out', () => {
		const left = readdirSync(EXAMPLES).filter((file) => !started.has(file));
		assert.deepEqual(left.sort(), ofTheDemo);
	});
	// Last: from then on n8n and Clio are days ahead of everybody else.
	await step('Without a click nothing is opened or entered', () => noClick(start, host));
};

async function folderLink(start: Start, { sandbox }: Host): Promise<void> {
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

async function intakeTried(start: Start, { sandbox }: Host): Promise<void> {
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

async function intakePublished(start: Start, { sandbox, editorUrl }: Host): Promise<void> {
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

const dayOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);
/** Far from midnight, whatever the hour. */
const at = (day: number, hour: number) => `${dayOf(Date.now() + day * DAY)}T${hour}:00:00Z`;

async function deadlines(start: Start, { sandbox }: Host): Promise<void> {
	const lawyers = sandbox.store
		.all('users')
		.filter(({ enabled, subscription_type: type }) => enabled && type === 'Attorney');
	const [ada] = lawyers;
	const assignee = { id: ada.id, type: 'User' };
	const matter = { id: sandbox.store.all('matters')[0].id };
	const task = { description: 'To do', assignee, matter, status: 'pending' };
	const due = (days: number) => ({ ...task, due_at: dayOf(Date.now() + days * DAY) });
	sandbox.create('tasks', { ...due(-3), name: 'A late task' });
	sandbox.create('tasks', { ...due(1), name: 'A task of tomorrow' });
	const calendar_owner = { id: ada.default_calendar_id };
	const event = { summary: 'A hearing today', start_at: at(0, 12), end_at: at(0, 13) };
	sandbox.create('calendar_entries', { ...event, calendar_owner, all_day: false });

	const trial = await start('morning-deadlines');
	const mails = (await trial.run()).mails();
	const addresses = mails.map(({ to }) => to);
	assert.equal(new Set(addresses).size, addresses.length, 'one e-mail each');
	assert.deepEqual(
		addresses.filter((to) => !lawyers.some(({ email }) => email === to)),
		[],
	);
	const { text } = mails.find(({ to }) => to === ada.email)!;
	assert.match(text, /Overdue since \d{4}-\d\d-\d\d: A late task/);
	const days = [...text.matchAll(/Overdue since (\S+):/g)].map(([, day]) => day);
	assert.deepEqual(days, [...days].sort(), 'the oldest first');
	assert.match(text, /Today at 12:00: A hearing today/);
	assert.doesNotMatch(text, /A task of tomorrow/);

	const near = sandbox.store.all('matters').filter((one) => isNear(sandbox, one));
	for (const lawyer of lawyers) {
		const mail = mails.find(({ to }) => to === lawyer.email);
		const named = [...(mail?.text ?? '').matchAll(/Limitation date \S+: (\S+)/g)];
		const theirs = near.filter(({ responsible_attorney }) => responsible_attorney === lawyer.id);
		assert.deepEqual(
			named.map(([, number]) => number).sort(),
			theirs.map(({ display_number }) => String(display_number)).sort(),
		);
	}
	assert.match(mails.map((mail) => mail.text).join(), /Limitation date/);
}

function isNear(sandbox: Sandbox, matter: Row): boolean {
	const task = sandbox.store.get('tasks', matter.statute_of_limitations);
	if (!task || matter.status === 'Closed' || task.status === 'complete') return false;
	return task.due_at <= dayOf(Date.now() + 60 * DAY);
}

/** An event of yesterday's, from twelve to one, in the calendar of whoever is connected. */
function addMissingTime(sandbox: Sandbox, summary: string, changes: object = {}): Row {
	const [ada] = sandbox.store.all('users');
	const [event] = sandbox.create('calendar_entries', {
		...{ summary, all_day: false, start_at: at(-1, 12), end_at: at(-1, 13) },
		calendar_owner: { id: ada.default_calendar_id },
		matter: { id: sandbox.store.all('matters')[0].id },
		...changes,
	});
	return event;
}

async function missingTime(start: Start, { sandbox }: Host): Promise<void> {
	const missing = addMissingTime(sandbox, 'A long call');
	const gone = addMissingTime(sandbox, 'Called off');
	addMissingTime(sandbox, 'Lunch', { matter: null });
	addMissingTime(sandbox, 'Today', { start_at: at(0, 12), end_at: at(0, 13) });
	const fresh = since(sandbox, 'activities');

	const trial = await start('missing-time', { pinData: { 'Wait for the Click': null } });
	const id = await trial.begin();
	const waiting = await trial.waits(id);
	const [{ text }] = waiting.mails();
	assert.match(text, /A long call/);
	assert.doesNotMatch(text, /Lunch|Today/);
	assert.deepEqual(fresh('activities'), []);
	sandbox.remove('calendar_entries', { ids: [gone.id] });

	await get(waiting.link());
	await trial.over(id);
	const [entry] = fresh('activities').filter((one) => one.calendar_entry === missing.id);
	assert.equal(entry.type, 'TimeEntry');
	assert.equal(entry.quantity, 3600);
	assert.equal(entry.date, dayOf(Date.now() - DAY));
	assert.equal(entry.note, 'A long call');
	assert.equal(entry.matter, missing.matter);
	const made = fresh('activities').length;

	const again = await start('missing-time');
	assert.deepEqual((await again.run()).mails(), [], 'no time is missing any more');
	assert.equal(fresh('activities').length, made);
}

async function unpaidBills(start: Start, { sandbox }: Host): Promise<void> {
	const [clio, ours] = sandbox.store.all('contacts').slice(-2);
	sandbox.change('contacts', { bill_reminders: true }, { ids: [clio.id] });
	sandbox.change('contacts', { bill_reminders: false }, { ids: [ours.id] });
	const billOf = (client: Row, days: number): Row => {
		const [matter] = sandbox.create('matters', {
			client: { id: client.id },
			description: 'Advice',
		});
		const [bill] = sandbox.create('bills', { matters: [{ id: matter.id }], total: 800 });
		const due_at = dayOf(Date.now() - days * DAY);
		sandbox.change('bills', { state: 'awaiting_payment', due_at }, { ids: [bill.id] });
		return bill;
	};
	const reminded = [billOf(ours, 7), billOf(ours, 30)];
	const left = [billOf(ours, 8), billOf(clio, 14)];
	const fresh = since(sandbox, 'clio_payments/links');

	const trial = await start('unpaid-bills');
	const mails = (await trial.run()).mails();
	const about = ({ number }: Row) =>
		mails.filter(({ subject }) => subject === `Your bill ${number}`);
	const email = (ours.email_addresses as Row[])[0].address;
	for (const bill of reminded) {
		const [mail, ...more] = about(bill);
		assert.deepEqual(more, []);
		assert.equal(mail.to, email);
		assert.match(mail.text, /open: 800\s+Pay here: https?:\S+$/);
	}
	assert.match(about(reminded[0])[0].text, /a week overdue/);
	assert.match(about(reminded[1])[0].text, /a month overdue/);
	for (const bill of left) assert.deepEqual(about(bill), []);
	assert.equal(fresh('clio_payments/links').length, mails.length);

	assert.deepEqual((await trial.run()).mails(), [], 'once on a day');
	assert.equal(fresh('clio_payments/links').length, mails.length);
}

async function lowTrust(start: Start, { sandbox }: Host): Promise<void> {
	const low = sandbox.store
		.all('matters')
		.filter(({ status }) => status !== 'Closed')
		.filter(
			({ evergreen_retainer: one, trust_balance: has }) => one?.minimum_threshold > (has ?? 0),
		);
	assert.ok(low.length > 0);
	const fresh = since(sandbox, 'bills');

	const trial = await start('low-trust');
	const mails = (await trial.run()).mails();
	const requests = fresh('bills');
	assert.deepEqual(
		requests.map(({ matters, total, state }) => [matters[0], total, state]),
		low.map(({ id, evergreen_retainer: { minimum_threshold: minimum }, trust_balance: has }) => [
			id,
			minimum - (has ?? 0),
			'awaiting_approval',
		]),
	);
	assert.equal(mails.length, requests.length);
	for (const { id, display_number, responsible_attorney } of low) {
		const attorney = sandbox.store.get('users', responsible_attorney);
		const mail = mails.find(({ subject }) => subject === `Low trust: ${String(display_number)}`);
		const expected = attorney?.enabled ? attorney.email : 'office@lawfirm.example';
		assert.equal(mail?.to, expected, String(id));
	}

	assert.deepEqual((await trial.run()).mails(), [], 'asked for already');
	assert.equal(fresh('bills').length, requests.length);
}

async function noClick(start: Start, { sandbox, advance }: Host): Promise<void> {
	addMissingTime(sandbox, 'A call that nobody confirms');
	const fresh = since(sandbox, 'contacts', 'matters', 'activities');
	const samples = {
		'web-form-to-matter': "Wait for the Partner's Click",
		'missing-time': 'Wait for the Click',
	};
	const waiting: Array<[Trial, string]> = [];
	for (const [file, click] of Object.entries(samples)) {
		const trial = await start(file, { pinData: { [click]: null } });
		const id = await trial.begin();
		assert.equal((await trial.waits(id)).mails().length, 1);
		waiting.push([trial, id]);
	}
	await advance(8 * DAY, DAY);
	const ends = ['Nothing Is Opened', 'Nothing Is Entered'];
	for (const [index, [trial, id]] of waiting.entries()) {
		assert.equal((await trial.over(id)).output(ends[index]).length, 1);
	}
	for (const path of ['contacts', 'matters', 'activities']) assert.deepEqual(fresh(path), []);
}
