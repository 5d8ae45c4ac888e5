import assert from 'node:assert/strict';
import { DAY } from '../../dev/n8n/clock/advance.cts';
import type { Host, Sandbox } from '../../dev/n8n/host.cts';
import { dayIn, momentIn } from './examples-days.cts';
import { since, type Row, type Start, type Trial } from './trial.cts';
import { get } from './workflows.cts';

/** What waits for a click in an e-mail, and what becomes of it without one. */

/** An event of yesterday's, from twelve to one, in the calendar of whoever is connected. */
function addMissingTime(sandbox: Sandbox, summary: string, changes: object = {}): Row {
	const [ada] = sandbox.store.all('users');
	const [event] = sandbox.create('calendar_entries', {
		...{ summary, all_day: false, start_at: momentIn(-1, 12), end_at: momentIn(-1, 13) },
		calendar_owner: { id: ada.default_calendar_id },
		matter: { id: sandbox.store.all('matters')[0].id },
		...changes,
	});
	return event;
}

export async function missingTime(start: Start, { sandbox }: Host): Promise<void> {
	const missing = addMissingTime(sandbox, 'A long call');
	const gone = addMissingTime(sandbox, 'Called off');
	addMissingTime(sandbox, 'Lunch', { matter: null });
	addMissingTime(sandbox, 'Today', { start_at: momentIn(0, 12), end_at: momentIn(0, 13) });
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
	assert.equal(entry.date, dayIn(-1));
	assert.equal(entry.note, 'A long call');
	assert.equal(entry.matter, missing.matter);
	const made = fresh('activities').length;

	const again = await start('missing-time');
	assert.deepEqual((await again.run()).mails(), [], 'no time is missing any more');
	assert.equal(fresh('activities').length, made);
}

export async function noClick(start: Start, { sandbox, advance }: Host): Promise<void> {
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
