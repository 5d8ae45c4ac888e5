import { join } from 'node:path';
import { stopOnSignals } from '../../dev/n8n/signals.cts';
import { printStep, type Step } from '../../dev/n8n/step.cts';
import { Teardown } from '../../dev/n8n/teardown.cts';
import type { Outcome, SuiteModule } from './suite.cts';

/** One suite in a process of its own; how it went is told to whoever started it. */
async function main(): Promise<void> {
	const [name] = process.argv.slice(2);
	const { run, tell } = require(join(__dirname, `${name}.e2e.cts`)) as SuiteModule;
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
	const outcome: Outcome = { ...count, figures: tell?.() ?? [] };
	process.send!(outcome, () => process.exit());
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
