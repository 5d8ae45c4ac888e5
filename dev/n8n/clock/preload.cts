/**
 * Loaded into n8n before anything else: gives it a clock that goes as usual, but that can be moved
 * ahead from outside. n8n's Node takes the types out by itself.
 *
 * Faked: Date, setTimeout and setInterval, on which n8n's crons and the package's waits are built.
 * Left alone: nextTick, microtasks and setImmediate, which know no time, and performance and hrtime,
 * with which durations are measured. Node's own timers (sockets, HTTP) are not those of the globals.
 */
const { AsyncResource } = require('node:async_hooks') as typeof import('node:async_hooks');
const { isMainThread } = require('node:worker_threads') as typeof import('node:worker_threads');
const http = require('node:http') as typeof import('node:http');
const timers = require('node:timers') as typeof import('node:timers');
const { performance } = require('node:perf_hooks') as typeof import('node:perf_hooks');
const { promisify } = require('node:util') as typeof import('node:util');
const { install } = require('@sinonjs/fake-timers') as typeof import('@sinonjs/fake-timers');

const TICK_MS = 5;
/** After more than that timers fire once, as after a laptop's sleep, and not for every interval missed. */
const LONG_MS = 1_000;

/** Only the main thread: n8n's workers compute, and could not listen on the same port. */
if (isMainThread) {
	const { CLIO_CLOCK_PORT: port, CLIO_CLOCK_AHEAD: ahead } = process.env;
	delete process.env.NODE_OPTIONS; // not for the programs that n8n starts
	fakeClock(Number(port), Number(ahead));
}

/** From here on n8n's clock is the machine's plus `ahead`. */
function fakeClock(port: number, ahead: number): void {
	const real = { now: Date.now, setInterval };
	const clock = install({
		now: real.now() + ahead,
		toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
		loopLimit: Number.MAX_SAFE_INTEGER,
	});
	keepContext('setTimeout');
	keepContext('setInterval');

	const follow = () => {
		const ms = real.now() + ahead - clock.now;
		if (ms >= LONG_MS) clock.jump(ms);
		else if (ms > 0) clock.tick(ms);
	};
	real.setInterval(follow, TICK_MS);

	/**
	 * GET /?ms=… moves the clock ahead; all that falls due on the way has begun when it is answered.
	 * The answer says how busy n8n was since the last one, between 0 and 1.
	 */
	let before = performance.eventLoopUtilization();
	const server = http.createServer((request, response) => {
		ahead += Number(new URL(request.url ?? '/', 'http://clock').searchParams.get('ms'));
		follow();
		const after = performance.eventLoopUtilization();
		const { utilization } = performance.eventLoopUtilization(after, before);
		before = after;
		response.end(JSON.stringify({ utilization }));
	});
	server.listen(port, '127.0.0.1');
}

/** A callback runs in the async context in which its timer was set, as with Node's own timers. */
function keepContext(name: 'setTimeout' | 'setInterval'): void {
	const fake = globalThis[name] as (...args: unknown[]) => unknown;
	const bound = (callback: (...args: unknown[]) => void, ...rest: unknown[]) =>
		fake(AsyncResource.bind(callback), ...rest);
	const custom = Object.getOwnPropertyDescriptor(fake, promisify.custom);
	if (custom) Object.defineProperty(bound, promisify.custom, custom);
	Object.assign(globalThis, { [name]: bound });
	Object.assign(timers, { [name]: bound });
}
