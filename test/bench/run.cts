/** `npm run bench -- <name>`: measures, and asserts nothing but that the work was done. Files: `<name>.bench.cts`. */
import { readdirSync } from 'node:fs';

const suffix = '.bench.cts';
const names = readdirSync(__dirname)
	.filter((file) => file.endsWith(suffix))
	.map((file) => file.slice(0, -suffix.length));
const name = process.argv[2];

async function main(): Promise<void> {
	if (!names.includes(name)) {
		console.log(`npm run bench -- <name>, with one of: ${names.join(', ')}`);
		process.exitCode = name ? 1 : 0;
		return;
	}
	const bench = require(`./${name}${suffix}`) as { run(): Promise<void> };
	await bench.run();
	process.exit();
}

void main();
