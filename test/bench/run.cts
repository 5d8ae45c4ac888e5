/**
 * `npm run bench`: all that docs/benchmarks.md tells, anew. `npm run bench -- <name>`: one measurement. They assert
 * nothing but that the work was done. Files: `<name>.bench.cts`.
 */
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { installN8n } from '../../dev/n8n/install.cts';
import { stopOnSignals } from '../../dev/n8n/signals.cts';
import { printStep as step } from '../../dev/n8n/step.cts';
import { Teardown } from '../../dev/n8n/teardown.cts';
import type { Bench, Setting } from './bench.cts';
import { inTerminal } from './table.cts';
import { told, write } from './write.cts';

const suffix = '.bench.cts';
const names = readdirSync(__dirname)
	.filter((file) => file.endsWith(suffix))
	.map((file) => file.slice(0, -suffix.length));

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			quick: { type: 'boolean', default: false },
			write: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const isKnown = positionals.every((name) => names.includes(name));
	if (values.help || !isKnown || (values.quick && values.write)) {
		console.log(
			`npm run bench -- [name …], with ${names.join(', ')}; without a name: ${told.join(', ')}\n` +
				'  --write  puts the tables into docs/benchmarks.md\n' +
				'  --quick  small sizes, to see whether all works; says nothing and is not written',
		);
		process.exitCode = values.help ? 0 : 1;
		return;
	}
	await measure(positionals.length ? positionals : told, values);
}

async function measure(
	chosen: string[],
	{ quick, write: isWritten }: { quick: boolean; write: boolean },
): Promise<void> {
	const teardown = new Teardown();
	const signal = stopOnSignals(teardown);
	try {
		const setting: Setting = { n8n: await installN8n(teardown), teardown, step, quick };
		for (const name of chosen) {
			const { run } = require(`./${name}${suffix}`) as Bench;
			const tables = (await run(setting)) ?? [];
			for (const each of tables) console.log(inTerminal(each));
			if (isWritten && told.includes(name)) await write(name, tables, setting.n8n);
		}
	} catch (error) {
		if (signal.received) return;
		console.error((error as Error).stack);
		process.exitCode = 1;
	} finally {
		await teardown.run();
	}
	process.exit();
}

void main();
