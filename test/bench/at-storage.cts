import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../dev/sandbox/server.cts';

const EVERY_MS = 10;

export interface AtStorage {
	/** From the first byte that came or went to the last. */
	ms: number;
	/** So many transfers at most at the same time. */
	atOnce: number;
}

/** What storage had to do with something. */
export async function atStorage<T>(
	{ requests }: Sandbox['storage'],
	work: () => Promise<T>,
): Promise<AtStorage & { result: T }> {
	const earlier = requests.length;
	let [first, last, seen, atOnce] = [0, 0, 0, 0];
	const look = () => {
		const now = performance.now();
		const transfers = requests.slice(earlier);
		atOnce = Math.max(atOnce, transfers.filter(({ status }) => status === 0).length);
		const bytes = transfers.reduce((sum, each) => sum + each.bytes, 0);
		if (bytes === seen) return;
		first ||= now;
		[last, seen] = [now, bytes];
	};
	const watch = setInterval(look, EVERY_MS);
	try {
		const result = await work();
		await sleep(EVERY_MS);
		look();
		return { result, ms: last - first, atOnce };
	} finally {
		clearInterval(watch);
	}
}
