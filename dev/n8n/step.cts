import { duration } from './progress.cts';

/** Runs one named step; what it reports is its own affair. */
export type Step = <T>(title: string, run: () => T | Promise<T>) => Promise<T>;

export const runStep: Step = async (_title, run) => await run();

/** One line for each step, with the time it took. */
export const printStep: Step = async (title, run) => {
	const started = Date.now();
	try {
		const result = await run();
		console.log(`✔ ${title} (${duration(Date.now() - started)})`);
		return result;
	} catch (error) {
		console.log(`✖ ${title} (${duration(Date.now() - started)})`);
		throw error;
	}
};
