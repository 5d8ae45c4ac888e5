import { parseArgs } from 'node:util';
import { evenly } from './chance.cts';
import { allFaults, type Fault } from './faults.cts';
import { ChaosProxy, tally } from './proxy.cts';

const USAGE = `npm run chaos -- [--behind http://127.0.0.1:4500] [--port 4600] [--rate 20] [--seed 1] [--only "reset after"]

--rate is how many requests in a hundred meet a fault, --only names one or more kinds of them:
  ${allFaults.join('\n  ')}`;

/** A bad line to a sandbox that runs: enter its address as custom host of a credential in place of the sandbox's. */
async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			behind: { type: 'string', default: 'http://127.0.0.1:4500' },
			port: { type: 'string', default: '4600' },
			rate: { type: 'string', default: '20' },
			seed: { type: 'string', default: '1' },
			only: { type: 'string', multiple: true },
			help: { type: 'boolean' },
		},
	});
	const kinds = (values.only ?? allFaults) as Fault[];
	const strange = kinds.filter((kind) => !allFaults.includes(kind));
	if (values.help || strange.length) return console.log(USAGE);
	const proxy = await ChaosProxy.start(values.behind, Number(values.port));
	proxy.rage(Number(values.seed), evenly(Number(values.rate) / 100, kinds));
	console.log(`\n  ${proxy.url} leads to ${values.behind}, badly. Ctrl-C ends it.\n`);
	process.on('SIGINT', () => {
		for (const [fault, count] of tally(proxy.deeds)) console.log(`  ${count}  ${fault}`);
		void proxy.close().then(() => process.exit(0));
	});
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
