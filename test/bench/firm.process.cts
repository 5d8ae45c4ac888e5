import { startSandbox, type Sandbox, type SandboxOptions } from '../../dev/sandbox/server.cts';
import { serve } from './process.cts';

/** A sandbox in a process of its own, and what a measurement asks about it. */
let sandbox: Sandbox;

const handlers = {
	async start(options: SandboxOptions) {
		sandbox = await startSandbox(options);
		const { url, clientId, clientSecret } = sandbox;
		return { url, clientId, clientSecret, token: sandbox.issueToken() };
	},
	/** From now on each answer takes so many milliseconds more, as if Clio were far away. */
	isAway(delayMs: number) {
		sandbox.clearFaults();
		if (delayMs) sandbox.fail({ delayMs, times: Infinity });
	},
	/** Nothing has been asked yet. */
	forget: () => void (sandbox.requests.length = 0),
	requests() {
		const { requests } = sandbox;
		return {
			count: requests.length,
			refused: requests.filter(({ status }) => status === 429).length,
			failed: requests.filter(({ status }) => status >= 400).length,
		};
	},
	/** The `fields` that were last asked for at a path. */
	fieldsAt(path: string) {
		const last = sandbox.requests.findLast((one) => one.path === path);
		return new URLSearchParams(last?.query).get('fields') ?? '';
	},
	/** One value of all records of a resource, in the order of their ids. */
	values: ({ resource, name }: { resource: string; name: string }) =>
		sandbox.store.all(resource).map((row) => row[name] as string | number),
};

export type FirmHandlers = typeof handlers;

serve(handlers);
