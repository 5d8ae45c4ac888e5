import type { Clock } from '../clock.cts';
import type { Row } from '../store.cts';
import type { WebhookOptions } from './options.cts';
import type { Sender } from './sender.cts';
import type { Subscriptions } from './subscriptions.cts';

/** The secret is shared once; whoever echoes it is enabled (facts 3.4). */
export class Handshakes {
	private readonly running = new Set<Promise<void>>();

	constructor(
		private readonly clock: Clock,
		private readonly options: WebhookOptions,
		private readonly subscriptions: Subscriptions,
		private readonly sender: Sender,
	) {}

	/** After creation and after a change of the url. */
	begin(webhook: Row): void {
		const { handshake } = this.options;
		const { id, url } = webhook;
		if (handshake === 'never') return;
		if (handshake === 'before') this.start(id, url);
		else if (handshake === 'unseen') this.clock.after(1000, () => this.confirm(id, url));
		else this.clock.after(handshake, () => this.start(id, url));
	}

	start(id: number, url: string): void {
		const run = this.run(id, url).finally(() => this.running.delete(run));
		this.running.add(run);
	}

	/** None is under way; those that wait for their moment are not counted. */
	async idle(): Promise<void> {
		while (this.running.size > 0) await Promise.all(this.running);
	}

	/** One try; a failed one leaves the webhook pending (UNKNOWN whether Clio repeats it). */
	private async run(id: number, url: string): Promise<void> {
		const secret = this.subscriptions.get(id)?.shared_secret;
		if (!secret || this.sender.isClosed) return;
		const body = JSON.stringify({ data: { webhook_id: id } });
		const about = { webhookId: id, event: 'handshake', recordId: null, attempt: 1 };
		const reply = await this.sender.send(url, body, { 'x-hook-secret': secret }, about);
		if (reply.status === 200 && reply.headers['x-hook-secret'] === secret) this.confirm(id, url);
	}

	private confirm(id: number, url: string): void {
		const webhook = this.subscriptions.get(id);
		if (webhook?.status !== 'pending' || webhook.url !== url) return;
		this.subscriptions.change(id, { status: 'enabled', confirmed: true });
	}
}
