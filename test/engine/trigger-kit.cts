/** What the tests of the trigger share: a Clio and a host of their own, and ways to wait. */
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** The check that comes by itself after an activation has found all well. */
export async function settledIn(place: Pick<Place, 'sandbox' | 'host'>): Promise<void> {
	const renewals = () => asked(place.sandbox).filter((call) => call.startsWith('PATCH')).length;
	const before = renewals();
	await until(() => renewals() > before, 'the first regular check');
	await quiet(place, 100);
}

/** Every text of an error that a person may see. */
export const told = (error: unknown): string => {
	const { message, description } = error as { message: string; description?: string };
	return [message, description].filter(Boolean).join(' / ');
};

/** What a promise was refused with. */
export const refusalOf = async (work: Promise<unknown>): Promise<string> =>
	work.then(
		() => 'nothing was refused',
		(error: unknown) => told(error),
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

/** As Clio signs. */
export const signed = (body: string, secret: string) => ({
	'x-hook-signature': createHmac('sha256', secret).update(body).digest('hex'),
});

export { sleep };
