import { setTimeout as sleep } from 'node:timers/promises';
import type { Line } from './chaos-line.cts';
import type { Judge, Verdict, Work } from './chaos-work.cts';

/** What became of works of a family. */
export interface Result {
	work: Work;
	/** Real time, in milliseconds. */
	ms: number;
	verdicts: Verdict[];
	/** What is not as it must be. */
	wrong?: string;
}

/** So many at a time; most of the time they wait. */
const abreast = 12;
/** Before every so many of them all tokens have expired, and are renewed over the same line. */
const expiry = 10;
/** But not so soon after the last time, in milliseconds: a token that was just renewed is good for a while. */
const atLeast = 2_000;
const beat = 100;
/** For what is on its way when all is over. */
const arrival = 300;

interface Done {
	work: Work;
	ms: number;
	judge?: Judge;
	wrong?: string;
}

/** Does all works, in this order, and judges when nothing is on its way any more. */
export async function doAll(works: Work[], line: Line, longest: number): Promise<Result[]> {
	const waiting = [...works];
	const done: Done[] = [];
	let expiredAt = elapsed();
	const lane = async () => {
		for (let work = waiting.shift(); work; work = waiting.shift()) {
			if (waiting.length % expiry === 0 && elapsed() - expiredAt > atLeast) {
				expiredAt = elapsed();
				line.expireTokens();
			}
			done.push(await doOne(work, line, longest));
		}
	};
	await Promise.all(Array.from({ length: abreast }, lane));
	line.calm();
	await sleep(arrival);
	const results: Result[] = [];
	for (const one of done) results.push(await resultOf(one));
	return results;
}

async function doOne(work: Work, line: Line, longest: number): Promise<Done> {
	const began = elapsed();
	const running = work.run(line).then(
		(judge) => ({ judge }),
		(error: Error) => ({ wrong: error.stack }),
	);
	const over = new AbortController();
	const hung = passing(longest, over.signal).then(() => ({
		wrong: `It was not over after ${longest / 1_000} s`,
	}));
	const outcome = await Promise.race([running, hung]);
	over.abort();
	return { work, ms: elapsed() - began, ...outcome };
}

/** In beats, which are longer where others keep this machine busy. */
async function passing(ms: number, over: AbortSignal): Promise<void> {
	for (let left = ms; left > 0 && !over.aborted; left -= beat) await sleep(beat);
}

async function resultOf({ work, ms, judge, wrong }: Done): Promise<Result> {
	if (!judge) return { work, ms, verdicts: [], wrong };
	try {
		return { work, ms, verdicts: await judge() };
	} catch (error) {
		return { work, ms, verdicts: [], wrong: (error as Error).message };
	}
}

/** Real time, in milliseconds. */
const elapsed = (): number => Number(process.hrtime.bigint()) / 1e6;
