import type { Webhook } from '../../clio/webhooks/subscriptions';

/** What is needed to judge a delivery of one webhook. */
export interface Known {
	secret: string;
	/** Since when it delivers, in milliseconds by Clio's clock. */
	since: number;
}

/** `unclear`: too much was asked already, or Clio does not tell yet. */
export type Learned = Known | 'stranger' | 'unclear';

const minute = 60_000;
/** Strangers can make us ask Clio: so often a minute for one address, and no more. */
const mostQuestions = 3;
const mostRemembered = 50;

/**
 * The webhooks of one address as Clio told them, in the memory of this process. n8n's static data cannot
 * keep what is learned on the way (n8n facts 2.2); what is forgotten is asked for again.
 */
export class Secrets {
	private readonly known = new Map<string, Known>();
	/** When Clio was last asked about each because of a delivery. */
	private readonly answered = new Map<string, number>();
	private readonly asking = new Map<string, Promise<Learned>>();
	private asked: number[] = [];
	/** The one webhook of this address, as Clio last told it. */
	newest?: string;
	/** How Clio wrote down what it was asked for, should it have words of its own. */
	written?: Pick<Webhook, 'model' | 'events' | 'fields'>;

	/** When a delivery of Clio's last came in here, on our clock. */
	heardAt?: number;

	/** How Clio has written down what it was asked for is compared with what it has later. */
	registered({ model, events, fields }: Webhook): void {
		this.written = { model, events, fields };
	}

	get(id: string): Known | undefined {
		return this.known.get(id);
	}

	remember({ id, secret, createdAt }: Webhook): void {
		if (!secret) return;
		this.newest = id;
		// An address has one webhook: a secret that Clio no longer has opens nothing.
		this.known.clear();
		this.known.set(id, { secret, since: createdAt });
	}

	/** True if Clio has just been asked, so that asking again would tell nothing new. */
	isAnswered = (id: string): boolean => (this.answered.get(id) ?? 0) > Date.now() - minute;

	/**
	 * Asks Clio for a webhook, once for all who want to know at the same time.
	 * @param ask gives the webhook with this id if it is of this address
	 */
	async learn(id: string, ask: () => Promise<Webhook | undefined>): Promise<Learned> {
		const underway = this.asking.get(id);
		if (underway) return underway;
		this.asked = this.asked.filter((moment) => moment > Date.now() - minute);
		if (this.asked.length >= mostQuestions) return 'unclear';
		this.asked.push(Date.now());
		const answer = ask()
			.then((webhook) => this.learned(id, webhook))
			.finally(() => this.asking.delete(id));
		this.asking.set(id, answer);
		return answer;
	}

	private learned(id: string, webhook?: Webhook): Learned {
		// Whether Clio tells a secret before the handshake is not known (facts 3.5).
		if (webhook && !webhook.secret) return 'unclear';
		bounded(this.answered).set(id, Date.now());
		if (!webhook) return 'stranger';
		this.remember(webhook);
		return this.known.get(id)!;
	}
}

function bounded<T>(map: Map<string, T>): Map<string, T> {
	if (map.size >= mostRemembered) map.clear();
	return map;
}

const byAddress = new Map<string, Secrets>();

export function secretsOf(address: string): Secrets {
	const secrets = byAddress.get(address) ?? new Secrets();
	byAddress.set(address, secrets);
	return secrets;
}
