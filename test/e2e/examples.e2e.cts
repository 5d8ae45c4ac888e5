import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectPlatform, connectSandbox } from '../../dev/n8n/demo.cts';
import { startHost } from '../../dev/n8n/host.cts';
import { missingTime, noClick } from './examples-clicks.cts';
import { deadlines } from './examples-deadlines.cts';
import { partnersPack, signedLetter, stagePipeline } from './examples-files.cts';
import { leadSource } from './examples-grow.cts';
import { lowTrust, unpaidBills } from './examples-money.cts';
import { folderLink, intakePublished, intakeTried } from './examples-new-matters.cts';
import type { Suite } from './suite.cts';
import { Trial, type Changes } from './trial.cts';

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
