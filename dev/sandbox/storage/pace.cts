import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What S3 gives one connection, in bytes a second: AWS advises a connection for each 85 to 90 MB a second
 * (Amazon S3 user guide, "Performance design patterns"). Without it, storage on the same machine is faster than
 * any line, and what is measured against it is the machine.
 */
export const S3_SPEED = 90_000_000;

/** Shorter waits are not kept to. */
const SHORTEST_MS = 5;

/** Lets the bytes of one transfer through at so many a second. */
export const paced = (speed: number) =>
	async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
		const start = performance.now();
		let bytes = 0;
		for await (const chunk of source) {
			bytes += chunk.length;
			const early = (bytes / speed) * 1000 - (performance.now() - start);
			if (early >= SHORTEST_MS) await sleep(early);
			yield chunk;
		}
	};
