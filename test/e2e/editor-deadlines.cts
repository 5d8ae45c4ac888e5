import assert from 'node:assert/strict';
import type { Host, Sandbox } from '../../dev/n8n/host.cts';
import type { Row } from '../../dev/sandbox/store.cts';
import { drag } from '../../dev/editor/drag.cts';
import type { Editor } from '../../dev/editor/editor.cts';

/** Overdue tasks, today's calendar and limitation dates, one letter for each lawyer. */
export async function buildDeadlines(editor: Editor): Promise<void> {
	await editor.emptyCanvas();
	const schedule = await editor.startWith('Schedule Trigger');
	await schedule.choose('Trigger at Hour', '7am');
	await schedule.close();

	await overdueTasks(editor);
	await calendarToday(editor);
	await limitationDates(editor);
	await oneLetterEach(editor);
}

async function overdueTasks(editor: Editor): Promise<void> {
	const tasks = await editor.addClio('Schedule Trigger', 'Get many tasks');
	await tasks.rename('Overdue Tasks');
	await tasks.choose('Show', 'Overdue');
	await tasks.switchOn('Return All');
	await tasks.switchOn('Add Client and Attorney Details');
	await tasks.execute();
	await tasks.close();

	const lines = await editor.add('Overdue Tasks', 'Edit Fields (Set)');
	await lines.rename('Task Lines');
	await lines.set('lawyer', drag('attorney'));
	await lines.set('email', drag('attorneyEmail'));
	await lines.set('line', 'Overdue:', drag('name'), ', ', drag('matter'), ', due ', drag('due'));
	await lines.close();

	const merge = await editor.add('Task Lines', 'Merge');
	await merge.choose('Number of Inputs', '3');
	await merge.close();
}

async function calendarToday(editor: Editor): Promise<void> {
	const events = await editor.addClio('Schedule Trigger', 'Get many calendar entries');
	await events.rename('Calendar Today');
	await events.choose('Show', 'Today');
	await events.switchOn('Return All');
	await events.switchOn('Add Client and Attorney Details');
	await events.execute();
	await events.close();

	const lines = await editor.add('Calendar Today', 'Edit Fields (Set)');
	await lines.rename('Calendar Lines');
	await lines.set('lawyer', drag('attorney'));
	await lines.set('email', drag('attorneyEmail'));
	await lines.set('line', 'Today:', drag('title'), ', ', drag('matter'), ', at ', drag('starts'));
	await lines.close();
	await editor.connect('Calendar Lines', 'Merge', 1);
}

async function limitationDates(editor: Editor): Promise<void> {
	const matters = await editor.addClio('Schedule Trigger', 'Get many matters');
	await matters.rename('Limitation Dates');
	await matters.switchOn('Return All');
	await matters.addTo('Add Filter', 'Limitation Date Within N Days');
	await matters.fill('Limitation Date Within N Days', '60');
	await matters.switchOn('Add Client and Attorney Details');
	await matters.execute();
	await matters.close();

	const lines = await editor.add('Limitation Dates', 'Edit Fields (Set)');
	await lines.rename('Limitation Lines');
	await lines.set('lawyer', drag('attorney'));
	await lines.set('email', drag('attorneyEmail'));
	await lines.set('line', 'Limitation:', drag('number'), ' on ', drag('limitationDate'));
	await lines.close();
	await editor.connect('Limitation Lines', 'Merge', 2);
}

async function oneLetterEach(editor: Editor): Promise<void> {
	await editor.tidyUp();
	const merge = await editor.open('Merge');
	await merge.execute();
	await merge.close();

	const filter = await editor.add('Merge', 'Filter');
	await filter.condition(drag('lawyer'), 'String', 'is not empty');
	await filter.execute();
	await filter.close();

	const letters = await editor.add('Filter', 'Summarize');
	await letters.choose('Aggregation', 'Concatenate');
	await letters.fill('Field', drag('line'));
	await letters.choose('Separator', 'New Line');
	await letters.fill('Fields to Split By', drag('lawyer'), drag('email'));
	await letters.execute();
	await letters.close();

	const send = await editor.add('Summarize', 'Edit Fields (Set)');
	await send.rename('Send to Lawyer');
	await send.set('to', drag('email'));
	await send.set('subject', 'Your deadlines today, ', drag('lawyer'));
	await send.set('text', drag('concatenated_line'));
	await send.close();
}

/** On today's calendar, whatever the time zone. */
export function hearingNow(sandbox: Sandbox): Row {
	const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
	const matter = sandbox.store.all('matters').find((row) => row.responsible_attorney)!;
	const [hearing] = sandbox.create('calendar_entries', {
		summary: 'Hearing at the County Court',
		start_at: at(-30),
		end_at: at(30),
		calendar_owner: { id: sandbox.store.all('calendars')[0].id },
		matter: { id: matter.id },
	});
	return hearing;
}

/** Of today's events the hearing counts; what else the invented firm has today depends on the day. */
export async function checkLetters(host: Host, workflow: string, hearing: Row): Promise<void> {
	const [{ id }] = await host.api.executions(workflow);
	const letters = await host.api.nodeOutput(id, 'Send to Lawyer');
	const isOther = (line: string) => line.includes(' Today: ') && !line.includes(hearing.summary);
	const written = letters
		.flatMap(({ json: { to, text } }) =>
			String(text)
				.split('\n')
				.map((line) => `${to} ${line}`),
		)
		.map((line) => line.replace(/, at .*/, ''))
		.filter((line) => !isOther(line));
	assert.deepEqual(written.sort(), expectedLines(host.sandbox, hearing).sort());
}

/** What there is to write, read from the sandbox without a call to its API. */
function expectedLines({ store }: Sandbox, hearing: Row): string[] {
	const today = new Intl.DateTimeFormat('en-CA', { timeZone: n8nsZone }).format();
	const lines: string[] = [];
	const write = (what: string, matterId: number, when = '') => {
		const { display_number: number, responsible_attorney: lawyer }: Partial<Row> =
			store.get('matters', matterId) ?? {};
		if (lawyer) lines.push(`${store.get('users', lawyer)!.email} ${what}${number}${when}`);
	};
	for (const { status, due_at: due, matter, name } of store.all('tasks')) {
		const isOverdue = status !== 'complete' && due && due < today;
		if (isOverdue) write(`Overdue: ${name}, `, matter, `, due ${due}`);
	}
	for (const { id, status, statute_of_limitations: task } of store.all('matters')) {
		const { due_at: due, status: done }: Partial<Row> = store.get('tasks', task) ?? {};
		const isNear = due && due <= addDays(today, 60) && done !== 'complete' && status !== 'Closed';
		if (isNear) write('Limitation: ', id, ` on ${due}`);
	}
	write(`Today: ${hearing.summary}, `, hearing.matter);
	return lines;
}

/** What n8n takes for its own if nobody tells it one. */
const n8nsZone = 'America/New_York';

const addDays = (day: string, days: number): string =>
	new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
