/**
 * `npm run e2e`: all suites, two at a time, in a real n8n with the package installed from its tarball; a table at
 * the end says how each went. `npm run e2e -- <name …>`: some of them. Files: `<name>.e2e.cts`.
 */
import { readdirSync } from 'node:fs';
import { installN8n } from '../../dev/n8n/install.cts';
import { duration } from '../../dev/n8n/progress.cts';
import { stopOnSignals } from '../../dev/n8n/signals.cts';
import { Teardown } from '../../dev/n8n/teardown.cts';
import { inTerminal } from '../bench/table.cts';
import { Premises } from './premises.cts';
import { runSuite, type Outcome } from './suite.cts';

const suffix = '.e2e.cts';
const names = readdirSync(__dirname)
	.filter((file) => file.endsWith(suffix))
	.map((file) => file.slice(0, -suffix.length));

/** It installs other versions of n8n, which takes long. */
const apart = ['compat'];
/** What takes longest goes first, so that none is left alone at the end. */
const longest = ['queue', 'trigger', 'editor', 'platform', 'newcomer'];
const atATime = 2;

interface Told extends Outcome {
	name: string;
	ms: number;
}

async function main(): Promise<void> {
	const wanted = process.argv.slice(2);
	if (!wanted.every((name) => names.includes(name))) {
		console.log(
			`npm run e2e -- [suite …], of: ${names.join(', ')}; without one: all but ${apart.join()}`,
		);
		process.exitCode = wanted.includes('--help') ? 0 : 1;
		return;
	}
	const rest = names.filter((name) => ![...apart, ...longest].includes(name));
	const known = longest.filter((name) => names.includes(name));
	await runAll(wanted.length ? wanted : [...known, ...rest]);
}

async function runAll(suites: string[]): Promise<void> {
	const teardown = new Teardown();
	const signal = stopOnSignals(teardown);
	const began = Date.now();
	const premises = new Premises();
	await installN8n(teardown); // once, not by two suites at the same time
	const told: Told[] = [];
	const waiting = [...suites];
	const lane = async () => {
		for (let name = waiting.shift(); name && !signal.received; name = waiting.shift())
			told.push(await timed(name, teardown, premises, suites.length > 1));
	};
	await Promise.all(Array.from({ length: atATime }, lane));
	if (signal.received) return;
	await teardown.run();
	const left = premises.leave();
	for (const each of left) console.log(`Left behind: ${each}`);
	say(
		suites.map((name) => told.find((one) => one.name === name)!),
		Date.now() - began,
		left.length,
	);
}

async function timed(
	name: string,
	teardown: Teardown,
	{ env }: Premises,
	isOneOfMany: boolean,
): Promise<Told> {
	const began = Date.now();
	const label = isOneOfMany ? `${name.padEnd(9)}│ ` : '';
	const outcome = await runSuite(name, teardown, { env, label });
	return { name, ...outcome, ms: Date.now() - began };
}

function say(told: Told[], ms: number, left: number): void {
	const sum = (of: 'passed' | 'failed') => told.reduce((all, one) => all + one[of], 0);
	const failed = sum('failed') + left;
	console.log(
		inTerminal({
			title: `${told.length === 1 ? '1 suite' : `${told.length} suites`} in ${duration(ms)}`,
			head: ['', 'Cases', 'Failed', 'Seconds'],
			rows: told.map((one) => [
				one.name,
				String(one.passed + one.failed),
				String(one.failed),
				String(Math.round(one.ms / 1_000)),
			]),
			says: told.flatMap(({ figures }) => figures),
		}),
	);
	console.log(`${sum('passed')} passed, ${failed} failed`);
	process.exit(failed === 0 ? 0 : 1);
}

void main();
