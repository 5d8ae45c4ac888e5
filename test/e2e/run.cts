import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stopOnSignals } from '../../dev/n8n/signals.cts';
import { printStep, type Step } from '../../dev/n8n/step.cts';
import { Teardown } from '../../dev/n8n/teardown.cts';

/** A suite starts what it needs through `teardown`, so that Ctrl-C ends it too. */
export type Suite = (step: Step, teardown: Teardown) => Promise<void>;

const SUFFIX = '.e2e.cts';

async function main(): Promise<void> {
	const suites = readdirSync(__dirname)
		.filter((name) => name.endsWith(SUFFIX))
		.map((name) => name.slice(0, -SUFFIX.length));
	const [wanted] = process.argv.slice(2);
	if (!wanted || !suites.includes(wanted)) {
		console.log(`npm run e2e -- <suite>, one of: ${suites.join(', ')}`);
		process.exitCode = wanted ? 1 : 0;
		return;
	}
	await runSuite(wanted);
}

async function runSuite(name: string): Promise<void> {
	const { run } = require(join(__dirname, `${name}${SUFFIX}`)) as { run: Suite };
	const teardown = new Teardown();
	const signal = stopOnSignals(teardown);
	const count = { passed: 0, failed: 0 };
	try {
		await run(counting(count), teardown);
	} catch (error) {
		if (signal.received) return;
		if (count.failed === 0) count.failed++; // it failed between two steps
		console.error(`\n${(error as Error).stack}\n`);
	} finally {
		await teardown.run();
	}
	console.log(`${count.passed} passed, ${count.failed} failed`);
	process.exitCode = count.failed === 0 ? 0 : 1;
}

/** Steps build on each other: the first that fails ends the suite. */
function counting(count: { passed: number; failed: number }): Step {
	return async (title, run) => {
		try {
			const result = await printStep(title, run);
			count.passed++;
			return result;
		} catch (error) {
			count.failed++;
			throw error;
		}
	};
}

void main();
