import { invalid, notFound } from '../errors.cts';
import type { Row } from '../store.cts';
import { stamp } from '../time.cts';
import type { Hub } from './hub.cts';
import { webhookDefaults, type WebhookOptions } from './options.cts';
import type { Reply } from './post.cts';
import { newSecret, signatures } from './signature.cts';

export interface KnownWebhook {
	id: number;
	url: string;
	model: string;
	fields: string;
	events: string[];
	status: 'pending' | 'enabled' | 'suspended';
	expires_at: string;
	shared_secret: string;
	userId: number;
}

export interface Forgery {
	/** Default `wrong`. */
	signature?: keyof typeof signatures;
	/** The last true delivery once more; `data`, `event` and the id are then its own. */
	replay?: boolean;
	event?: string;
	data?: unknown;
	/** In `meta`, instead of the webhook's own. */
	webhookId?: number;
	/** Sent as it is, instead of all of the above. */
	body?: string;
	headers?: Record<string, string>;
	/** Instead of the webhook's own. */
	url?: string;
}

const names = new Set([...Object.keys(webhookDefaults), 'ca', 'rejectUnauthorized']);

/** What a test can do to webhooks behind their owner's back. */
export class WebhookControls {
	constructor(private readonly hub: Hub) {}

	get options(): Readonly<WebhookOptions> {
		return this.hub.options;
	}

	/** Changes how webhooks behave from now on. */
	set(options: Partial<WebhookOptions>): void {
		const stranger = Object.keys(options).find((name) => !names.has(name));
		if (stranger) throw invalid(`No option "${stranger}"`);
		Object.assign(this.hub.options, options);
	}

	list(): KnownWebhook[] {
		this.hub.subscriptions.sweep();
		return this.hub.subscriptions.all().map(known);
	}

	get(id: number): KnownWebhook {
		return known(this.row(id));
	}

	/** A new secret, as if it had been changed at Clio; nobody is told. */
	changeSecret(id: number): string {
		const shared_secret = newSecret();
		this.change(id, { shared_secret });
		return shared_secret;
	}

	suspend(id: number): void {
		this.change(id, { status: 'suspended' });
	}

	/** Pending, with no handshake coming. */
	pend(id: number): void {
		this.change(id, { status: 'pending', confirmed: false });
	}

	enable(id: number): void {
		this.change(id, { status: 'enabled', confirmed: true });
	}

	expire(id: number): void {
		this.change(id, { expires_at: stamp(this.hub.now() - 1000) });
		this.hub.subscriptions.sweep();
	}

	remove(id: number): void {
		this.hub.subscriptions.remove(this.row(id).id);
	}

	/** Sends the handshake again, now. */
	async handshake(id: number): Promise<void> {
		const { url } = this.row(id);
		this.hub.handshakes.start(id, url);
		await this.hub.handshakes.idle();
	}

	/** Sends what did not come from Clio, or not now, and gives the receiver's answer. */
	async forge(id: number, forgery: Forgery = {}): Promise<Reply> {
		const webhook = this.row(id);
		const { signature = 'wrong', event = 'updated', url = webhook.url, headers } = forgery;
		if (!Object.hasOwn(signatures, signature)) throw invalid(`No signature "${signature}"`);
		const body = forgery.body ?? this.bodyOf(webhook, forgery, event);
		const signed = signatures[signature](webhook.shared_secret, body);
		const all = { ...(signed ? { 'x-hook-signature': signed } : {}), ...headers };
		const about = { webhookId: id, event, recordId: null, attempt: 1, forged: true as const };
		return await this.hub.sender.send(url, body, all, about);
	}

	/** Nothing is on its way; what waits for its moment (a retry, a handshake) is not counted. */
	async settled(): Promise<void> {
		await this.hub.settled();
	}

	private bodyOf(webhook: Row, { replay, data, webhookId }: Forgery, event: string): string {
		const last = this.hub.deliveries.last(webhook.id);
		if (replay && !last) throw invalid('There is no delivery to replay');
		if (replay) return last!.body;
		const meta = { event, webhook_id: webhookId ?? webhook.id };
		return JSON.stringify({ data: data ?? { id: 1, etag: '"0"' }, meta });
	}

	private row(id: number): Row {
		const webhook = this.hub.subscriptions.get(id);
		if (!webhook) throw notFound(`Webhook ${id} was not found`);
		return webhook;
	}

	private change(id: number, fields: Partial<Row>): void {
		this.row(id);
		this.hub.subscriptions.change(id, fields);
	}
}

function known(row: Row): KnownWebhook {
	const { id, url, model, fields, events, status, expires_at, shared_secret, user } = row;
	return { id, url, model, fields, events, status, expires_at, shared_secret, userId: user };
}
