import type { Json, Method } from '../../../clio/client';
import type { Answer } from '../../../clio/sending';
import type { Account, Asking } from '../account.cts';
import type { Leftovers } from '../leftovers.cts';
import type { Patience } from '../patience.cts';
import { needed, Unaskable } from '../question.cts';
import { told } from '../told.cts';
import type { Call, Manner, Receiver } from './receiver.cts';

/** A webhook of this run. */
export interface Hook {
	id: string;
	name: string;
	/** What the creation was answered with. */
	made: Json;
	/** When that answer came, as `performance.now()` counts. */
	answeredAt: number;
}

const shown = 'id,url,model,events,fields,status,shared_secret,created_at,expires_at';
export const day = 86_400_000;

/** Webhooks at Clio that call this machine, each at an address of its own. */
export class Hooks {
	private readonly known = new Map<string, Promise<Hook>>();

	constructor(
		private readonly clio: Account,
		private readonly leftovers: Leftovers,
		private readonly patience: Patience,
		private readonly receiver?: Receiver,
	) {}

	get at(): Receiver {
		if (!this.receiver) throw new Error('There is no receiver');
		return this.receiver;
	}

	/** In an hour, so that even one that cannot be removed is soon silent. */
	inAnHour = (): string => this.moment(3_600_000);

	/** A moment so far ahead by Clio's clock. */
	moment = (ms: number): string =>
		`${new Date(this.clio.client.clioNow() + ms).toISOString().slice(0, 19)}Z`;

	/** Asks for a webhook, and sees to it that it goes again. */
	async create(name: string, data: Json = {}): Promise<Answer> {
		const { address } = this.at;
		this.leftovers.expect({
			path: 'webhooks',
			query: { fields: 'id,url' },
			what: 'webhook',
			isOurs: ({ url }) => String(url).startsWith(address),
		});
		const whole = {
			url: this.at.addressOf(name),
			model: 'contact',
			events: ['created', 'updated', 'deleted'],
			fields: 'id,etag',
			expires_at: this.inAnHour(),
			...data,
		};
		const answer = await this.clio.ask('POST', 'webhooks', {
			query: { fields: shown },
			data: whole,
		});
		const { id } = recordIn(answer);
		if (answer.status === 201) this.leftovers.add(`webhooks/${String(id)}`, 'webhook');
		return answer;
	}

	/** One that more than one question is about: made once. */
	async open(name: string, data: Json = {}, manner: Manner = 'well'): Promise<Hook> {
		const opened = this.known.get(name) ?? this.opened(name, data, manner);
		this.known.set(name, opened);
		return opened;
	}

	private async opened(name: string, data: Json, manner: Manner): Promise<Hook> {
		this.at.behave(name, manner);
		const answer = needed(await this.create(name, data), told`make a webhook`);
		const made = recordIn(answer);
		return { id: String(made.id), name, made, answeredAt: performance.now() };
	}

	/** One that delivers. */
	async enabled(name: string, data: Json = {}): Promise<Hook> {
		const hook = await this.open(name, data);
		if (await this.becomes(hook, 'enabled')) return hook;
		throw new Unaskable(told`the webhook for it was not enabled in time`);
	}

	async becomes(hook: Hook, status: string): Promise<boolean> {
		const { handshake: ms, glance } = this.patience;
		const look = async () => (await this.read(hook)).status === status || undefined;
		return (await this.clio.until(look, { ms, glance })) ?? false;
	}

	/** As Clio shows it; empty if it does not. */
	async read(hook: Hook): Promise<Json> {
		return recordIn(await this.tell('GET', hook));
	}

	async tell(method: Method, { id }: Hook, asking: Asking = {}): Promise<Answer> {
		return this.clio.ask(method, `webhooks/${id}`, { query: { fields: shown }, ...asking });
	}

	async activate(hook: Hook): Promise<Answer> {
		const { shared_secret: told } = await this.read(hook);
		const shaken = this.at.of(hook.name).find(({ isHandshake }) => isHandshake);
		const secret = String(told ?? shaken?.headers['x-hook-secret'] ?? '');
		const headers = { 'X-Hook-Secret': secret };
		return this.clio.ask('PUT', `webhooks/${hook.id}/activate`, { headers });
	}

	async handshakeOf(hook: Hook): Promise<Call | undefined> {
		const { handshake: ms, glance } = this.patience;
		const look = () => this.at.of(hook.name).find(({ isHandshake }) => isHandshake);
		return this.clio.until(look, { ms, glance });
	}

	/** A delivery about one record; those about the firm's own records are not looked at. */
	async delivery(
		{ name }: Hook,
		wanted: { recordId: string; event: string; after?: number },
		ms = this.patience.delivery,
	): Promise<Call | undefined> {
		const look = () => this.deliveries(name, wanted)[0];
		return this.clio.until(look, { ms, glance: this.patience.glance });
	}

	deliveries(
		name: string,
		{ recordId, event, after = 0 }: { recordId: string; event: string; after?: number },
	): Call[] {
		return this.at.of(name).filter(({ isHandshake, body, at }) => {
			const { data, meta } = Object(body) as { data?: Json; meta?: Json };
			const isIt = String(Object(data).id) === recordId && Object(meta).event === event;
			return !isHandshake && isIt && at > after;
		});
	}
}

export const recordIn = ({ body }: Answer): Json => Object((Object(body) as Json).data) as Json;
