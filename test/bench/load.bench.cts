import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const dist = join(__dirname, '../../dist/nodes');
const times = 15;

/** In a process of its own, in which n8n's own parts are there already, as they are when n8n loads a package. */
const measure = (loads: string): number[] => {
	const code = `require('n8n-workflow'); const start = performance.now(); ${loads}; console.log(performance.now() - start)`;
	return [...Array(times).keys()]
		.map(() =>
			Number(execFileSync(process.execPath, ['-e', code], { cwd: dist, encoding: 'utf8' })),
		)
		.sort((a, b) => a - b);
};

/** How long n8n waits for our nodes when it starts, against requiring a module of its own. */
export async function run(): Promise<void> {
	const nodes = ['Clio', 'ClioAdvanced', 'ClioTrigger'].map(
		(name) => `require('${dist}/${name}/${name}.node.js')`,
	);
	for (const [name, loads] of [
		['both action nodes', nodes.slice(0, 2).join(';')],
		['all three nodes', nodes.join(';')],
		['axios', "require('axios')"],
	]) {
		const all = measure(loads);
		const [first, middle] = [all[0], all[Math.floor(times / 2)]];
		console.log(
			`${name.padEnd(20)} ${middle.toFixed(0)} ms (median of ${times}), ${first.toFixed(0)} ms at best`,
		);
	}
}
