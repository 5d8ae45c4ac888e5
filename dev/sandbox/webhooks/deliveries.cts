import type { Clock } from '../clock.cts';
import { Lanes } from './lanes.cts';
import type { WebhookOptions } from './options.cts';
import type { Sender } from './sender.cts';
import { signatureOf } from './signature.cts';
import type { Subscriptions } from './subscriptions.cts';

export interface Delivery {
	webhookId: number;
	event: string;
	recordId: number;
	/** Made when the change happened, and the same at every try. */
	body: string;
}

/** Held back deliveries leave after this time even if there are not enough to reorder. */
const HOLD_MS = 250;
const isSuccess = (status: number) => (status >= 200 && status < 400) || status === 410;

/** Every delivery until it succeeds, fails for good, or its webhook no longer takes any (facts 3.8). */
export class Deliveries {
	private readonly lanes = new Lanes(() => this.options.concurrency);
	/** Deliveries in a row that failed for good, by webhook. */
	private readonly failures = new Map<number, number>();
	private readonly newest = new Map<number, Delivery>();
	private held: Delivery[] = [];

	constructor(
		private readonly clock: Clock,
		private readonly options: WebhookOptions,
		private readonly subscriptions: Subscriptions,
		private readonly sender: Sender,
	) {}

	add(delivery: Delivery): void {
		this.newest.set(delivery.webhookId, delivery);
		const copies = this.options.duplicates ? [delivery, delivery] : [delivery];
		if (this.options.reorder === 0) return copies.forEach((each) => this.attempt(each, 1));
		if (this.held.length === 0) this.clock.after(HOLD_MS, () => this.release());
		this.held.push(...copies);
		if (this.held.length >= this.options.reorder) this.release();
	}

	/** The last one made for a webhook, to be replayed. */
	last(webhookId: number): Delivery | undefined {
		return this.newest.get(webhookId);
	}

	forget(webhookId: number): void {
		this.failures.delete(webhookId);
		this.newest.delete(webhookId);
	}

	/** None is under way; those that wait for another try are not counted. */
	async idle(): Promise<void> {
		this.release();
		await this.lanes.idle();
	}

	private release(): void {
		const held = this.held.reverse();
		this.held = [];
		for (const delivery of held) this.attempt(delivery, 1);
	}

	private attempt(delivery: Delivery, attempt: number): void {
		this.lanes.add(delivery.webhookId, () => this.send(delivery, attempt));
	}

	private async send(delivery: Delivery, attempt: number): Promise<void> {
		const { body, ...about } = delivery;
		const webhook = this.subscriptions.live(about.webhookId);
		if (!webhook || this.sender.isClosed) return;
		const headers = { 'x-hook-signature': signatureOf(webhook.shared_secret, body) };
		const { status } = await this.sender.send(webhook.url, body, headers, { ...about, attempt });
		if (this.sender.isClosed) return;
		if (isSuccess(status)) this.failures.delete(webhook.id);
		if (status === 410) this.suspend(webhook.id);
		else if (!isSuccess(status)) this.failed(delivery, attempt);
	}

	private failed(delivery: Delivery, attempt: number): void {
		const { retries, firstRetryMs, suspendAfter } = this.options;
		if (attempt <= retries) {
			const wait = firstRetryMs * 2 ** (attempt - 1);
			return this.clock.after(wait, () => this.attempt(delivery, attempt + 1));
		}
		const { webhookId } = delivery;
		const inARow = (this.failures.get(webhookId) ?? 0) + 1;
		this.failures.set(webhookId, inARow);
		if (inARow >= suspendAfter) this.suspend(webhookId);
	}

	private suspend(id: number): void {
		this.failures.delete(id);
		if (this.subscriptions.get(id)?.status === 'enabled') {
			this.subscriptions.change(id, { status: 'suspended' });
		}
	}
}
