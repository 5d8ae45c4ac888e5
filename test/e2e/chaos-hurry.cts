const TrueDate = Date;

/**
 * From now on the clocks of this process go so many times as fast, and whoever waits by them waits as much less;
 * what it gives back ends that. Requests have limits of their own (dev/chaos/impatient.cts).
 */
export function hurry(times: number): () => void {
	const now = Date.now.bind(Date);
	const elapsed = performance.now.bind(performance);
	const { setTimeout } = globalThis;
	const [startedAt, startedAfter] = [now(), elapsed()];
	const hurriedNow = () => startedAt + (now() - startedAt) * times;
	globalThis.Date = class extends TrueDate {
		constructor(...args: [] | [number]) {
			super(...((args.length ? args : [hurriedNow()]) as [number]));
		}
		static now = hurriedNow;
		static [Symbol.hasInstance] = (value: unknown) => value instanceof TrueDate;
	} as unknown as DateConstructor;
	performance.now = () => startedAfter + (elapsed() - startedAfter) * times;
	const sooner = (run: () => void, ms = 0, ...rest: []) => setTimeout(run, ms / times, ...rest);
	globalThis.setTimeout = Object.assign(sooner, setTimeout) as typeof setTimeout;
	return () => {
		globalThis.Date = TrueDate;
		performance.now = elapsed;
		globalThis.setTimeout = setTimeout;
	};
}
