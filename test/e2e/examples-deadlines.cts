import assert from 'node:assert/strict';
import type { Host, Sandbox } from '../../dev/n8n/host.cts';
import { dayIn, momentIn } from './examples-days.cts';
import type { Row, Start } from './trial.cts';

/** What a lawyer is told in the morning. */
export async function deadlines(start: Start, { sandbox }: Host): Promise<void> {
	const lawyers = sandbox.store
		.all('users')
		.filter(({ enabled, subscription_type: type }) => enabled && type === 'Attorney');
	const [ada] = lawyers;
	const assignee = { id: ada.id, type: 'User' };
	const matter = { id: sandbox.store.all('matters')[0].id };
	const task = { description: 'To do', assignee, matter, status: 'pending' };
	const due = (days: number) => ({ ...task, due_at: dayIn(days) });
	sandbox.create('tasks', { ...due(-3), name: 'A late task' });
	sandbox.create('tasks', { ...due(1), name: 'A task of tomorrow' });
	const calendar_owner = { id: ada.default_calendar_id };
	const event = { summary: 'A hearing today', start_at: momentIn(0, 12), end_at: momentIn(0, 13) };
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
	return task.due_at <= dayIn(60);
}
