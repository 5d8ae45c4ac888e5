import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Step } from '../../dev/n8n/step.cts';
import type { Teardown } from '../../dev/n8n/teardown.cts';

/** A suite starts what it needs through `teardown`, so that Ctrl-C ends it too. */
export type Suite = (step: Step, teardown: Teardown) => Promise<void>;

/** What a file `<name>.e2e.cts` exports. */
export interface SuiteModule {
	run: Suite;
	/** What was measured, a sentence each; asked when the suite is over. */
	tell?(): string[];
}

export interface Outcome {
	passed: number;
	failed: number;
	figures: string[];
}

/** No suite may hang for ever. */
const LONGEST_MS = 20 * 60_000;

/** Runs a suite in a process of its own, so that no suite has what another one left. */
export async function runSuite(
	name: string,
	teardown: Teardown,
	{ env, label }: { env: NodeJS.ProcessEnv; label: string },
): Promise<Outcome> {
	const child = fork(join(__dirname, 'suite.process.cts'), [name], {
		execArgv: ['--require', 'tsx/cjs'],
		env,
		silent: true,
	});
	const forget = teardown.add(() => stop(child));
	for (const output of [child.stdout!, child.stderr!])
		createInterface(output).on('line', (line) => console.log(label + line));
	const limit = setTimeout(() => void stop(child), LONGEST_MS);
	let outcome: Outcome = { passed: 0, failed: 1, figures: [] };
	child.on('message', (told: Outcome) => (outcome = told));
	await exitOf(child);
	clearTimeout(limit);
	forget();
	return outcome;
}

async function stop(child: ChildProcess): Promise<void> {
	child.kill('SIGTERM');
	await exitOf(child);
}

async function exitOf(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	await new Promise((resolve) => child.once('close', resolve));
}
