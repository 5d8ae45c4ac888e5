import { setMaxListeners } from 'node:events';
import type { Clock } from '../clock.cts';
import { DeliveryLog, type LoggedDelivery } from './delivery-log.cts';
import type { WebhookOptions } from './options.cts';
import { post, type Reply } from './post.cts';

/** Sends to receivers and writes it down. */
export class Sender {
	readonly log = new DeliveryLog();
	private readonly end = new AbortController();

	constructor(
		private readonly clock: Clock,
		private readonly options: WebhookOptions,
	) {
		// Each delivery under way listens for the end; there may be hundreds, and Node warns of more than ten.
		setMaxListeners(0, this.end.signal);
	}

	async send(
		url: string,
		body: string,
		headers: Record<string, string>,
		about: Omit<LoggedDelivery, 'time' | 'status' | 'ms' | 'error'>,
	): Promise<Reply> {
		const time = new Date(this.clock.now()).toISOString();
		const reply = await post(url, body, headers, { ...this.options, signal: this.end.signal });
		const { status, ms, error } = reply;
		this.log.add({ time, ...about, status, ms, ...(error ? { error } : {}) });
		return reply;
	}

	/** Breaks off what is under way. */
	close(): void {
		this.end.abort();
	}

	get isClosed(): boolean {
		return this.end.signal.aborted;
	}
}
