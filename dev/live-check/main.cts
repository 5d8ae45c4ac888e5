import { whenOrphaned } from '../n8n/orphan.cts';
import { liveCheck } from './check.cts';
import { keysFrom, regionFrom, type Terminal } from './keys.cts';
import { placeFrom, readOptions, usage } from './options.cts';
import { Stopped, Trouble } from './trouble.cts';

/** What a person reads goes to the one, the report to the other, so that it can be sent to a file. */
const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Ends the asking; what was made is then removed. Ctrl-C may arrive twice, from the terminal and from npm. */
function stopOnSignals(): { signal: AbortSignal; code: () => number } {
	const stopping = new AbortController();
	let code = 0;
	const stop = (as: number) => {
		if (stopping.signal.aborted) return;
		code = as;
		say('\nStopping: what was made is removed …');
		stopping.abort();
	};
	process.on('SIGINT', () => stop(130));
	process.on('SIGTERM', () => stop(143));
	process.on('SIGHUP', () => stop(129));
	whenOrphaned(() => stop(143));
	return { signal: stopping.signal, code: () => code };
}

async function main(): Promise<void> {
	const stopped = stopOnSignals();
	const { signal } = stopped;
	try {
		const options = readOptions(process.argv.slice(2));
		if (!options) return void process.stdout.write(usage);
		const { stdin: input, stderr: output } = process;
		const isManned = Boolean(input.isTTY && output.isTTY);
		const terminal: Terminal = { input, output, isManned, signal };
		const place = options.place ?? placeFrom({ region: await regionFrom(terminal) })!;
		const keys = await keysFrom(process.env, terminal);
		const report = await liveCheck({ ...options, place, keys, signal, say });
		process.stdout.write(`\n${report}\n`);
		process.exitCode = stopped.code();
	} catch (error) {
		process.exitCode = stopped.code() || (error instanceof Stopped ? 130 : 1);
		if (error instanceof Trouble) say(`\n${error.message}`);
		else if (!(error instanceof Stopped) && !signal.aborted) throw error;
	}
}

void main()
	.catch((error: Error) => {
		say(error.stack ?? error.message);
		process.exitCode = 1;
	})
	.finally(() => process.exit());
