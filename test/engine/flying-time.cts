/** Time that flies: minutes of waiting pass at once, and what happens takes as long as it takes. */
import { AsyncResource } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { performance as measured } from 'node:perf_hooks';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

const real = {
	now: Date.now,
	elapsed: performance.now.bind(performance),
	setTimeout: globalThis.setTimeout,
	clearTimeout: globalThis.clearTimeout,
};
type Handle = ReturnType<typeof setTimeout>;

interface Waiting {
	dueAt: number;
	go(): void;
}

/** Nobody waits for what is further away, such as the end of a subscription. */
const furthest = 3_600_000;
/** This process is still when it has next to nothing to do in so many moments of a millisecond, one after the other. */
const moments = 3;
const nothing = 0.3;
const requestIsSent = 'http.client.request.start';

/**
 * The clocks of this process go as always while it is at work. Where all in it only wait, they are moved to the
 * moment that the first of them waits for. Give `clio` to the sandbox.
 */
export class FlyingTime {
	/** How far the clock of n8n's machine was set ahead (below 0 back). Neither Clio nor a stopwatch notices. */
	jumped = 0;
	private flown = 0;
	private isOver = false;
	/** How often somebody began to wait. */
	private begun = 0;
	/** Requests that this process has sent. */
	private sent = 0;
	private readonly count = () => void this.sent++;
	private readonly waiting = new Map<Handle, Waiting>();
	private readonly replaced = [
		jest.spyOn(Date, 'now').mockImplementation(() => this.clio() + this.jumped),
		jest.spyOn(performance, 'now').mockImplementation(() => this.elapsed()),
		jest.spyOn(globalThis, 'setTimeout').mockImplementation(this.wait.bind(this) as never),
		jest.spyOn(globalThis, 'clearTimeout').mockImplementation(this.forget.bind(this) as never),
	];

	constructor() {
		subscribe(requestIsSent, this.count);
		void this.watch();
	}

	readonly clio = (): number => real.now() + this.flown;

	end(): void {
		this.isOver = true;
		unsubscribe(requestIsSent, this.count);
		for (const each of this.replaced) each.mockRestore();
	}

	private elapsed(): number {
		return real.elapsed() + this.flown;
	}

	private wait(run: (...rest: []) => void, ms = 0, ...rest: []): Handle {
		const bound = AsyncResource.bind(run);
		const go = () => {
			this.forget(handle);
			bound(...rest);
		};
		const handle = real.setTimeout(go, ms);
		this.begun++;
		if (ms <= furthest) this.waiting.set(handle, { dueAt: this.elapsed() + ms, go });
		return handle;
	}

	private forget(handle: Handle): void {
		this.waiting.delete(handle);
		real.clearTimeout(handle);
	}

	private async watch(): Promise<void> {
		while (!this.isOver) if (await isStill()) await this.fly();
	}

	/** On and on, as long as those whose moment has come only begin to wait again. */
	private async fly(): Promise<void> {
		for (let isWaiting = true; isWaiting && this.waiting.size && !this.isOver;) {
			const { begun, sent } = this;
			const due = this.nextDue();
			for (const { go } of due) go();
			await turn();
			isWaiting = this.begun - begun === due.length && this.sent === sent;
		}
	}

	/** Those who wait for the next moment, which is now. */
	private nextDue(): Waiting[] {
		const all = [...this.waiting.values()];
		const next = Math.min(...all.map(({ dueAt }) => dueAt));
		this.flown += Math.max(0, next - this.elapsed());
		return all.filter(({ dueAt }) => dueAt <= next);
	}
}

/** In a test file, above what starts a Clio: time flies in each of its tests. */
export function letTimeFly(): void {
	let time: FlyingTime;
	beforeEach(() => {
		time = new FlyingTime();
	});
	afterEach(() => time.end());
}

/** By the clock that tests may let fly. */
export const passing = (ms: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, ms));

async function isStill(): Promise<boolean> {
	for (let moment = 0; moment < moments; moment++) {
		const before = measured.eventLoopUtilization();
		await sleep(1);
		if (measured.eventLoopUtilization(before).active > nothing) return false;
	}
	return true;
}
