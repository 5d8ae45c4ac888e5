import { whenOrphaned } from './orphan.cts';
import type { Teardown } from './teardown.cts';

/** Stops everything on a signal; `received` tells that what fails from then on is no news. */
export function stopOnSignals(teardown: Teardown): { received: boolean } {
	const state = { received: false };
	const stop = (code: number) => {
		if (state.received) return; // Ctrl-C may arrive twice, from the terminal and from npm
		state.received = true;
		console.log('\nStopping …');
		void teardown.run().then(() => process.exit(code));
	};
	process.on('SIGINT', () => stop(130));
	process.on('SIGTERM', () => stop(143));
	process.on('SIGHUP', () => stop(129));
	whenOrphaned(() => stop(143));
	return state;
}
