/** What the tests of the poll triggers share: a Clio, a host, and time that passes at both. */
import { startSandbox, type Sandbox, type SandboxOptions } from '../../dev/sandbox/server.cts';
import { FlyingTime } from './flying-time.cts';
import { PollHost, type Options } from './poll-host.cts';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export interface Place {
	sandbox: Sandbox;
	host: PollHost;
	/** One more host at the same Clio. */
	another(options?: Partial<Options>): Promise<PollHost>;
	/** Time passes, at Clio and here; without a tick. */
	pass(ms: number): Promise<void>;
	/** A poll after so much time, five minutes if not said. */
	later(ms?: number): Promise<void>;
}

export interface Around extends Omit<Partial<Options>, 'sandbox'> {
	clio?: SandboxOptions;
	/** Clio's clock is so many ms ahead of n8n's; below 0 behind it. */
	clioAhead?: number;
}

const TrueDate = Date;

/** A clock beside the machine's, for all that is loaded here. */
function dateBy(now: () => number): DateConstructor {
	return class extends TrueDate {
		constructor(...args: [] | [number]) {
			super(...((args.length ? args : [now()]) as [number]));
		}
		static now = now;
		static [Symbol.hasInstance] = (value: unknown) => value instanceof TrueDate;
	} as unknown as DateConstructor;
}

/** A Clio and a host of a test's own, ended whatever happens. */
export async function withPoll(
	{ clio = {}, clioAhead = 0, ...options }: Around,
	work: (place: Place) => Promise<void>,
): Promise<void> {
	let passed = 0;
	// Pauses between requests, and after refusals, take no time.
	const time = new FlyingTime();
	const sandbox = await startSandbox({ matters: 30, now: () => time.clio() + clioAhead, ...clio });
	const hosts: PollHost[] = [];
	const another = async (more: Partial<Options> = {}) => {
		const host = await PollHost.start({ ...options, ...more, sandbox });
		hosts.push(host);
		return host;
	};
	globalThis.Date = dateBy(() => time.clio() + passed);
	try {
		const host = await another();
		const pass = async (ms: number) => {
			passed += ms;
			await sandbox.advance(ms);
		};
		const later = async (ms = 5 * minute) => {
			await pass(ms);
			await host.tick();
		};
		await work({ sandbox, host, another, pass, later });
	} finally {
		globalThis.Date = TrueDate;
		time.end();
		sandbox.clearFaults();
		for (const host of hosts) host.kill();
		await sandbox.close();
	}
}

/** Calls to Clio since a number of them, as "GET matters". */
export const asked = ({ requests }: Sandbox, from = 0): string[] =>
	requests
		.slice(from)
		.filter(({ path }) => path.startsWith('/api/'))
		.map(({ method, path }) => `${method} ${path.replace('/api/v4/', '').replace('.json', '')}`);

/** The message alone, which is all that n8n shows of a failed activation. */
export const messageOf = async (work: Promise<unknown>): Promise<string> =>
	work.then(
		() => 'nothing was refused',
		({ message }: Error) => message,
	);

/** Every text of an error that a person may see. */
export const told = (error: unknown): string => {
	const { message, description } = error as { message: string; description?: string };
	return [message, description].filter(Boolean).join(' / ');
};

export const idsOf = (rows: Array<{ id?: unknown }>): number[] => rows.map(({ id }) => Number(id));
