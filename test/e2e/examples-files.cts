import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { strFromU8, unzipSync } from 'fflate';
import { DAY } from '../../dev/n8n/clock/advance.cts';
import type { Host, Sandbox } from '../../dev/n8n/host.cts';
import type { BinaryFile } from '../../dev/n8n/n8n-types.cts';
import { until } from '../../dev/n8n/until.cts';
import { dayIn } from './examples-days.cts';
import { since, type Row, type Start } from './trial.cts';

/** The examples in which files go to Clio and come from there. */

const OFFICE = 'office@lawfirm.example';

interface Letter {
	json: { from: string };
	binary: Record<string, BinaryFile & { data: string }>;
}

/** The pinned e-mail of the example. */
function sampleLetter(): Letter {
	const path = join(__dirname, '../../examples/signed-letter.json');
	const { pinData } = JSON.parse(readFileSync(path, 'utf8')) as {
		pinData: Record<string, Letter[]>;
	};
	return pinData['A Signed Letter Comes by E-Mail'][0];
}

/** A client with two open matters, the second one newer, and a closed one that is newer still. */
function aClient({ create, change }: Sandbox, address: string, attorney: Row): Row[] {
	const [client] = create('contacts', {
		...{ type: 'Person', first_name: 'Vera', last_name: 'Lindqvist' },
		email_addresses: [{ name: 'Home', address, default_email: true }],
	});
	return ['A will', 'A lease', 'A fence'].map((description, index) => {
		const [matter] = create('matters', {
			client: { id: client.id },
			responsible_attorney: { id: attorney.id },
			description,
		});
		matter.created_at = new Date(Date.now() - (9 - index) * DAY).toISOString();
		if (index === 2) change('matters', { status: 'closed' }, { ids: [matter.id] });
		return matter;
	});
}

export async function signedLetter(start: Start, { sandbox }: Host): Promise<void> {
	const address = 'vera.lindqvist@mail.example';
	const [attorney] = sandbox.store.all('users');
	const [, newest] = aClient(sandbox, address, attorney);
	const parent = { type: 'Matter', id: newest.id };
	const [sent] = sandbox.create('documents', { name: 'Engagement letter.pdf', parent });
	sandbox.change('documents', { uploaded: true }, { ids: [sent.id] });
	const fresh = since(sandbox, 'documents');

	const sample = sampleLetter();
	const { attachment_0: letter } = sample.binary;
	const another = { ...letter, fileName: 'Authority.PDF' };
	const logo = { ...letter, fileName: 'logo.png', mimeType: 'image/png', fileExtension: 'png' };
	const binary = { attachment_0: logo, attachment_1: letter, attachment_2: another };
	const mailOf = (from: string) => ({
		'A Signed Letter Comes by E-Mail': [{ json: { ...sample.json, from }, binary }],
	});
	const pinData = mailOf(`Vera Lindqvist <${address.toUpperCase()}>`);
	const mails = (await (await start('signed-letter', { pinData })).run()).mails();
	assert.deepEqual(
		mails.map(({ to, subject }) => [to, subject]),
		['Engagement letter.pdf', 'Authority.PDF'].map((name) => [
			attorney.email,
			`Signed: ${name}, ${newest.display_number}`,
		]),
	);
	assert.match(mails[0].text, / as a new version: http\S+$/);
	assert.match(mails[1].text, / as a new document: http\S+$/);
	const { latest_document_version: latest } = sandbox.store.get('documents', sent.id)!;
	assert.equal(latest.version_number, 2);
	const bytes = Buffer.from(letter.data, 'base64');
	assert.deepEqual(await sandbox.storage.bytes(sent.id), bytes);
	const [beside, ...more] = fresh('documents');
	assert.deepEqual([beside.name, beside.parent, more], ['Authority.PDF', sent.parent, []]);

	const stranger = { pinData: mailOf('Somebody <somebody@else.example>') };
	const unknown = await (await start('signed-letter', stranger)).run();
	assert.deepEqual(
		unknown.mails().map(({ to, subject }) => [to, subject]),
		['Engagement letter.pdf', 'Authority.PDF'].map((name) => [OFFICE, `Please file: ${name}`]),
	);
	assert.deepEqual(
		unknown.attached().map((files) => Object.values(files).map(({ fileName }) => fileName)),
		[['Engagement letter.pdf'], ['Authority.PDF']],
	);
	assert.equal(fresh('documents').length, 1);
}

export async function stagePipeline(start: Start, { sandbox, api }: Host): Promise<void> {
	const address = 'vera.lindqvist.also@mail.example';
	const [attorney] = sandbox.store.all('users');
	const family = sandbox.store.all('practice_areas').find(({ name }) => name === 'Family')!;
	const [other, matter] = aClient(sandbox, address, attorney);
	const stageOf = (name: string) => {
		const stages = sandbox.store.all('matter_stages');
		return stages.find((one) => one.name === name && one.practice_area === family.id)!;
	};
	const change = (values: object, { id } = matter) =>
		sandbox.change('matters', { ...values }, { ids: [id] });
	const moveTo = (stage: string) => change({ matter_stage: { id: stageOf(stage).id } });
	change({ practice_area: { id: family.id } });
	moveTo('Mediation');
	const fresh = since(sandbox, 'tasks', 'documents');

	const trial = await start('stage-pipeline');
	await trial.publish();
	await until(
		() => sandbox.webhooks.list().filter(({ status }) => status === 'enabled').length === 2,
		{ what: 'Clio calls both triggers' },
	);
	moveTo('Consultation');
	const first = await trial.ran(1);
	const made = () => [fresh('tasks').map(({ name }) => name), fresh('documents').map(nameOf)];
	const expected = [
		['Send the engagement letter', 'Collect the financial statements', 'Draft the petition'],
		['Engagement letter.docx'],
	];
	assert.deepEqual(made(), expected);
	assert.ok(fresh('tasks').every((task) => task.matter === matter.id));
	const [draft] = fresh('documents');
	const [mail, ...more] = first.mails();
	assert.deepEqual(more, []);
	assert.equal(mail.to, attorney.email);
	assert.equal(mail.subject, `${matter.display_number}: Consultation`);
	assert.match(
		mail.text,
		/the tasks of New family matter now, and a draft, Engagement letter.docx/,
	);
	const [{ data }] = first.attached();
	assert.equal(data.fileName, 'Engagement letter.docx');
	assert.deepEqual(await buffer(await api.file(data)), await sandbox.storage.bytes(draft.id));

	// A stage that nobody spoke of, and the first one again.
	for (const [index, stage] of ['Discovery', 'Consultation'].entries()) {
		moveTo(stage);
		assert.deepEqual((await trial.ran(index + 2)).mails(), []);
	}
	assert.deepEqual(made(), expected);

	change({ status: 'closed' });
	const asked = await trial.ran(4);
	const [review, ...others] = asked.mails();
	assert.deepEqual(others, []);
	assert.equal(review.to, address);
	assert.match(review.text, /^Dear Vera Lindqvist,\s+your matter A lease is closed/);
	assert.deepEqual(asked.attached(), [{}]);
	change({ status: 'closed' }, other);
	assert.deepEqual((await trial.ran(5)).mails(), [], 'asked once, whatever the number of matters');
	await trial.unpublish();
}

const nameOf = ({ name }: Row): string => name;

/** All there is to read in a workbook. */
function wordsIn(sheet: Buffer): string {
	const parts = unzipSync(new Uint8Array(sheet), { filter: ({ name }) => name.endsWith('.xml') });
	const words = Object.values(parts).map((part) => strFromU8(part));
	return words.join('\n').replaceAll('&amp;', '&');
}

/** Open and pending matters on which nothing was recorded for 30 days, or ever since they were opened. */
function idleMatters({ store }: Sandbox): Row[] {
	return store
		.all('matters')
		.filter(({ status }) => status !== 'Closed')
		.filter(({ id, open_date, created_at }) => {
			const days = store
				.all('activities')
				.flatMap(({ matter, date }) => (matter === id ? date : []));
			const last = days.sort().at(-1) ?? open_date ?? created_at.slice(0, 10);
			return last <= dayIn(-30);
		});
}

export async function partnersPack(start: Start, { sandbox, api }: Host): Promise<void> {
	const idle = idleMatters(sandbox);
	assert.ok(idle.length > 0);
	const trial = await start('partners-pack');
	const run = await trial.run();
	const [mail, ...more] = run.mails();
	assert.deepEqual(more, []);
	assert.equal(mail.to, 'partners@lawfirm.example');
	assert.deepEqual(mail.text.match(/: attached$/gm)?.length, 3);
	assert.match(mail.text, new RegExp(`idle for 30 days: ${idle.length}$`));

	const [files] = run.attached();
	const words = new Map<string, string>();
	for (const [field, file] of Object.entries(files)) {
		assert.match(String(file.fileName), /\.xlsx$/);
		words.set(field, wordsIn(await buffer(await api.file(file))));
	}
	assert.deepEqual([...words.keys()].sort(), FIELDS);
	for (const { display_number: number } of idle)
		assert.ok(words.get('idleMatters')!.includes(number), number);
	assert.match(String(files.productivity.fileName), /\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d/);

	for (const { id } of idle) work(sandbox, id);
	sandbox.outcome('reports', 'empty');
	const quiet = await trial.run();
	sandbox.outcome('reports', undefined);
	const [{ text }] = quiet.mails();
	assert.equal(text.match(/: nothing$/gm)?.length, 3);
	assert.match(text, /idle for 30 days: none$/);
	assert.deepEqual(quiet.attached(), [{}]);
}

const FIELDS = ['idleMatters', 'productivity', 'receivables', 'workInProgress'];

const work = (sandbox: Sandbox, matter: number) =>
	sandbox.create('activities', {
		...{ type: 'TimeEntry', date: dayIn(0), quantity: 360, note: 'Looked at it' },
		matter: { id: matter },
	});
