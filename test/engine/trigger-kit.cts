/** What the tests of the trigger share: a Clio and a host of their own, and ways to wait. */
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { format } from 'node:util';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../dev/sandbox/server.cts';
import { TriggerHost, type Options } from './trigger-host.cts';

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export interface Place {
	sandbox: Sandbox;
	host: TriggerHost;
	/** One more host at the same Clio. */
	another(options?: Partial<Options>): Promise<TriggerHost>;
}

export interface Around extends Omit<Partial<Options>, 'sandbox'> {
	clio?: SandboxOptions;
}

/** A Clio and a host, ended whatever happens. Tests run side by side, so each has its own. */
export async function withClio(
	{ clio = {}, ...options }: Around,
	work: (place: Place) => Promise<void>,
): Promise<void> {
	const sandbox = await startSandbox({
		matters: 30,
		...clio,
		webhooks: { handshake: 'before', firstRetryMs: 300, ...clio.webhooks },
	});
	const hosts: TriggerHost[] = [];
	const another = async (more: Partial<Options> = {}) => {
		const parameters = { triggerOn: 'matterUpdated' };
		const host = await TriggerHost.start({ parameters, ...options, ...more, sandbox });
		hosts.push(host);
		return host;
	};
	try {
		await work({ sandbox, host: await another(), another });
		expect(hosts.flatMap(({ thrown }) => thrown).filter(isUnexpected)).toEqual([]);
	} finally {
		sandbox.clearFaults();
		for (const host of hosts) {
			host.kill();
			await host.stop();
		}
		await sandbox.close();
	}
}

const isUnexpected = ({ message }: Error) => message !== 'The database is locked';

type Work = () => Promise<void>;

const abreast = 16;
/** So far ahead of the one that is waited for. */
const horizon = 32;
const stories: Array<{ work: Work; run?: Promise<void> }> = [];
let active = 0;

function begin(one: (typeof stories)[number]): Promise<void> {
	active++;
	one.run = one.work().finally(() => active--);
	// Told by its own test.
	one.run.catch(() => undefined);
	return one.run;
}

/** Begins those that come next, as far as there is room; each that ends makes room for another. */
function goOn(from: number): void {
	const next = stories.slice(from, from + horizon).find(({ run }) => !run);
	if (!next || active >= abreast) return;
	void begin(next)
		.catch(() => undefined)
		.then(() => goOn(from));
	goOn(from);
}

function add(name: string, work: Work): void {
	const at = stories.push({ work }) - 1;
	it(name, async () => {
		const one = stories[at];
		const run = one.run ?? begin(one);
		goOn(at);
		await run;
	});
}

type At<T, I extends number> = T extends readonly unknown[] ? T[I] : never;
type Spread<T> = [At<T, 0>, At<T, 1>, At<T, 2>, At<T, 3>];

/** One test for each row; a row is what the work is given. */
function each<const T extends readonly unknown[]>(
	rows: readonly T[],
): (name: string, work: (...row: Spread<T>) => Promise<void>) => void;
function each<T>(rows: readonly T[]): (name: string, work: (row: T) => Promise<void>) => void;
function each(rows: readonly unknown[]) {
	return (name: string, work: (...row: unknown[]) => Promise<void>) => {
		const places = name.match(/%[sijoO]/g)?.length ?? 0;
		for (const row of rows) {
			const values = Array.isArray(row) ? (row as unknown[]) : [row];
			add(format(name, ...values.slice(0, places)), async () => work(...values));
		}
	};
}

/** A test that mostly waits: many run side by side, begun in order. */
export const story = Object.assign(add, { each });

/** Waits for what happens by itself. */
export async function until(isSo: () => boolean, what: string, withinMs = 15_000): Promise<void> {
	const end = Date.now() + withinMs;
	while (!isSo()) {
		if (Date.now() > end) throw new Error(`In vain waited for: ${what}`);
		await sleep(20);
	}
}

/** Calls to Clio, as "GET webhooks/1". */
export const asked = (sandbox: Sandbox, from = 0): string[] =>
	sandbox.requests
		.slice(from)
		.filter(({ path }) => path.startsWith('/api/'))
		.map(({ method, path }) => `${method} ${path.replace('/api/v4/', '').replace('.json', '')}`);

/** One regular check, to its end: nobody asks Clio any more. */
export async function check(place: Pick<Place, 'sandbox' | 'host'>): Promise<void> {
	const { sandbox, host } = place;
	// One that is under way would swallow it.
	await quiet(place);
	const before = sandbox.requests.length;
	await host.tick();
	await until(() => sandbox.requests.length > before, 'a regular check');
	await quiet(place);
}

/** Clio has not been asked, and nothing has been started, for a while. */
export async function quiet({ sandbox, host }: Pick<Place, 'sandbox' | 'host'>, ms = 250) {
	for (let seen = ''; ;) {
		const now = `${sandbox.requests.length} ${host.begun}`;
		if (now === seen) return host.settled();
		seen = now;
		await sleep(ms);
	}
}

/**
 * The check that comes by itself after an activation has found all well.
 * @param before how many there were; none, if it may have come while something else was waited for
 */
export async function settledIn(
	place: Pick<Place, 'sandbox' | 'host'>,
	before = renewals(place),
): Promise<void> {
	await until(() => renewals(place) > before, 'the first regular check');
	await quiet(place, 100);
}

const renewals = ({ sandbox }: Pick<Place, 'sandbox'>): number =>
	asked(sandbox).filter((call) => call.startsWith('PATCH')).length;

/** Every text of an error that a person may see. */
export const told = (error: unknown): string => {
	const { message, description } = error as { message: string; description?: string };
	return [message, description].filter(Boolean).join(' / ');
};

/** The message alone, which is all that n8n shows of a failed activation. */
export const messageOf = async (work: Promise<unknown>): Promise<string> =>
	work.then(
		() => 'nothing was refused',
		({ message }: Error) => message,
	);

/** The only webhook at Clio. */
export function theOne(sandbox: Sandbox) {
	const all = sandbox.webhooks.list();
	expect(all).toHaveLength(1);
	return all[0];
}

/** A published trigger whose webhook delivers. */
export async function published({ sandbox, host }: Pick<Place, 'sandbox' | 'host'>) {
	await host.activate();
	return theOne(sandbox);
}

/** A trigger that has looked after its webhook once. */
export async function running(place: Pick<Place, 'sandbox' | 'host'>) {
	await place.host.activate();
	await settledIn(place, 0);
	return theOne(place.sandbox);
}

/** A change at Clio reaches the workflow, at once. */
export async function delivers({ sandbox, host }: Pick<Place, 'sandbox' | 'host'>) {
	const before = host.started.length;
	const [matter] = sandbox.change('matters', { description: `Changed ${before}` });
	await host.executions(before + 1);
	const news = host.started.slice(before);
	expect(news.map(({ json }) => json)).toMatchObject([[{ id: matter.id }]]);
	expect(news[0].json[0]).not.toHaveProperty('recovered');
}

/** Lines of the log that tell the end of a problem. */
export const worksAgain = ({ host }: Pick<Place, 'host'>) =>
	host.logged.filter((line) => /works again/.test(line));

/** As Clio signs. */
export const signed = (body: string, secret: string) => ({
	'x-hook-signature': createHmac('sha256', secret).update(body).digest('hex'),
});

export { sleep };
