import type { Row, Store } from '../store.cts';
import { stamp } from '../time.cts';
import type { WebhookOptions } from './options.cts';

/** The stored webhooks, as those who send see them. */
export class Subscriptions {
	constructor(
		private readonly store: Store,
		private readonly now: () => number,
		private readonly options: WebhookOptions,
	) {}

	all(): Row[] {
		return this.store.all('webhooks');
	}

	get(id: number): Row | undefined {
		return this.store.get('webhooks', id);
	}

	isExpired = (webhook: Row): boolean => Date.parse(webhook.expires_at) <= this.now();

	/** The webhook if something may be sent to it; a disabled owner ends it silently (trap 32). */
	live(id: number): Row | undefined {
		const webhook = this.get(id);
		if (webhook?.status !== 'enabled' || this.isExpired(webhook)) return undefined;
		return this.store.get('users', webhook.user)?.enabled === false ? undefined : webhook;
	}

	change(id: number, fields: Partial<Row>): Row | undefined {
		const before = this.get(id);
		if (!before) return undefined;
		const updated_at = stamp(this.now());
		const row = { ...before, ...fields, updated_at, version: before.version + 1 };
		this.store.commit('webhooks', row);
		return row;
	}

	remove(id: number): void {
		this.store.remove('webhooks', id);
	}

	/** Nothing is sent when one expires; what is seen of it afterwards is UNKNOWN (facts 3.2). */
	sweep(): void {
		if (this.options.expired === 'shown') return;
		for (const { id } of this.all().filter(this.isExpired)) this.remove(id);
	}
}
