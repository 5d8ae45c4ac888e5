import type { Place } from '../../clio/regions';
import { Account } from './account.cts';
import { Asking, needs, type Allowed } from './asking.cts';
import { codeOf, redirectAt } from './consent.cts';
import { Leftovers, type Cleared } from './leftovers.cts';
import { App, tokensIn, type Keys, type Tokens } from './oauth.cts';
import type { Options } from './options.cts';
import { usual, type Patience } from './patience.cts';
import { questions } from './questions/index.cts';
import { report } from './report.cts';
import { Throwaway } from './throwaway.cts';
import { told, type Told } from './told.cts';
import { Trouble } from './trouble.cts';
import { Hooks } from './webhooks/hooks.cts';
import { Receiver } from './webhooks/receiver.cts';

export interface Check extends Options {
	place: Place;
	keys: Keys;
	/** Ctrl-C: no more is asked, and what was made is removed. */
	signal: AbortSignal;
	/** For the person at the terminal, not for the report. */
	say: (text: string) => void;
	patience?: Partial<Patience>;
}

/** Connects, asks, removes what was made, gives the access back; what comes of it is the report. */
export async function liveCheck(check: Check): Promise<string> {
	const { place, keys, port, signal, say, write } = check;
	const patience = { ...usual, retries: check.watchRetries, ...check.patience };
	const app = new App(place, keys);
	const redirect = redirectAt(port);
	await app.check(redirect);
	const receiver = await receiverFor(check);
	try {
		const code = await codeOf({ app, port, patience: patience.consent, signal, say });
		const tokens = await app.tokensFor(code, redirect);
		const renew = async () => renewed(app, tokens, check, clio.isEnded);
		const clio: Account = Account.open(
			{ place, token: tokens.access, renew, mayWrite: write },
			signal,
		);
		return await withAccess({ check, patience, app, tokens, clio, receiver });
	} finally {
		await receiver?.close();
	}
}

interface Connected {
	check: Check;
	patience: Patience;
	app: App;
	tokens: Tokens;
	clio: Account;
	receiver?: Receiver;
}

async function withAccess(connected: Connected): Promise<string> {
	const { check, patience, app, tokens, clio, receiver } = connected;
	const { place, write, say } = check;
	const leftovers = new Leftovers();
	const throwaway = new Throwaway(clio, leftovers);
	const hooks = new Hooks(clio, leftovers, patience, receiver);
	let cleared: Cleared | undefined;
	let isReturned = false;
	try {
		await greet(clio, say);
		const allowed = await allowedFor(check, receiver);
		const run = { clio, throwaway, leftovers, hooks, patience };
		const asking = new Asking(run, allowed, check);
		const all = questions(app, tokens);
		await asking.all(all.filter(({ last }) => !last));
		cleared = await clear(clio, leftovers, say);
		await asking.all(all.filter(({ last }) => last));
		isReturned = await returned(app, clio);
		return report({
			...{ place, write, cleared, isReturned },
			asked: asking.asked,
			isStopped: asking.isStopped,
			requests: clio.requests,
			oauthRequests: app.sent,
			waited: clio.waited,
			today: new Date().toISOString().slice(0, 10),
		});
	} finally {
		// Whatever happened in between.
		if (!cleared) await clear(clio, leftovers, say);
		if (!isReturned) await returned(app, clio);
	}
}

/** The access must be good here. Whose it is, is told nowhere: somebody may paste the whole terminal. */
async function greet(clio: Account, say: (text: string) => void): Promise<void> {
	const { status } = await clio.ask('GET', 'users/who_am_i', {
		query: { fields: 'id' },
		bearer: clio.token,
	});
	if (status === 401) {
		throw new Trouble(
			`Clio gave an access that is not good at ${clio.place.host}.\nThe firm may be in another region: choose it with --region, with an app that is registered there.`,
		);
	}
	if (status !== 200) {
		throw new Trouble(
			`Clio answered ${status} when asked who is connected.\nTry again later; status.clio.com shows known outages.`,
		);
	}
	say('Connected.\n');
}

/** In place of an access that has ended. Taken back in Clio, there is none any more. */
async function renewed(
	app: App,
	tokens: Tokens,
	{ write, say }: Check,
	isEnded: boolean,
): Promise<string | undefined> {
	const found = tokens.refresh && tokensIn(await app.refresh(tokens.refresh));
	if (found) {
		Object.assign(tokens, found);
		return tokens.access;
	}
	const left = write ? '\nWhat was made may still be there: search Clio for "livecheck".' : '';
	if (!isEnded)
		say(
			`Clio takes the access no longer and gives no other: it was taken back, or has ended.${left}\n`,
		);
	return undefined;
}

async function receiverFor({ webhookUrl, webhookPort }: Check): Promise<Receiver | undefined> {
	return webhookUrl === undefined ? undefined : Receiver.start(webhookUrl, webhookPort);
}

async function allowedFor({ write, webhookPort, watchRetries, say }: Check, receiver?: Receiver) {
	const allowed: Allowed = { write, retries: watchRetries > 0 };
	if (!receiver) return { ...allowed, withoutWebhooks: needs.webhook };
	if (await receiver.isReached()) return allowed;
	say(
		`The address of --webhook-url does not lead to port ${webhookPort} of this machine, so nothing is asked about webhooks. Check the tunnel, then run the command again.\n`,
	);
	const withoutWebhooks: Told = told`the address of --webhook-url does not lead to this machine`;
	return { ...allowed, withoutWebhooks };
}

/** What cannot be removed is told by its address in the API: a person has to do it. */
async function clear(
	clio: Account,
	leftovers: Leftovers,
	say: (text: string) => void,
): Promise<Cleared> {
	const cleared = await leftovers.clear(clio.lastly());
	for (const { what, path } of cleared.left)
		say(`This ${what} could not be removed, please do it in Clio: ${path}`);
	for (const what of cleared.unseen)
		say(`Whether a ${what} is left could not be seen: search Clio for "livecheck".`);
	return cleared;
}

async function returned(app: App, clio: Account): Promise<boolean> {
	const { status } = await app.deauthorize(clio.token);
	return status === 200 || status === 401;
}
