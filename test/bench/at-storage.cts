import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../dev/sandbox/server.cts';

const EVERY_MS = 10;

/** For how many ms bytes came to storage or left it while something was done. */
export async function timeAtStorage<T>(
	{ requests }: Sandbox['storage'],
	work: () => Promise<T>,
): Promise<{ result: T; ms: number }> {
	const earlier = requests.length;
	let [first, last, seen] = [0, 0, 0];
	const look = () => {
		const now = performance.now();
		const bytes = requests.slice(earlier).reduce((sum, each) => sum + each.bytes, 0);
		if (bytes === seen) return;
		first ||= now;
		[last, seen] = [now, bytes];
	};
	const watch = setInterval(look, EVERY_MS);
	try {
		const result = await work();
		await sleep(EVERY_MS);
		look();
		return { result, ms: last - first };
	} finally {
		clearInterval(watch);
	}
}
