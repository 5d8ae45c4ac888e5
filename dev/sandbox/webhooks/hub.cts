import type { Clock } from '../clock.cts';
import type { Change, Row, Store } from '../store.cts';
import { World } from '../world.cts';
import { Deliveries } from './deliveries.cts';
import { dataOf, eventsOf, isWatched, type Happening } from './events.cts';
import { selectionOf } from './fields.cts';
import { Handshakes } from './handshake.cts';
import { kindOfModel, modelOf, models } from './models.cts';
import type { WebhookOptions } from './options.cts';
import { Sender } from './sender.cts';
import { Subscriptions } from './subscriptions.cts';

/** From a change in the store to what is sent. */
export class Hub {
	readonly subscriptions: Subscriptions;
	readonly sender: Sender;
	readonly handshakes: Handshakes;
	readonly deliveries: Deliveries;
	/** The records whose first `updated` has gone out, by webhook. */
	private readonly seen = new Map<number, Set<number>>();

	constructor(
		private readonly store: Store,
		private readonly clock: Clock,
		readonly options: WebhookOptions,
	) {
		this.subscriptions = new Subscriptions(store, clock.now, options);
		this.sender = new Sender(clock, options);
		const shared = [clock, options, this.subscriptions, this.sender] as const;
		this.handshakes = new Handshakes(...shared);
		this.deliveries = new Deliveries(...shared);
		store.onChange((resource, change, row, before) => {
			if (resource === 'webhooks') this.ownChange(change, row, before);
			else this.recordChange(resource, { change, row, before });
		});
	}

	now(): number {
		return this.clock.now();
	}

	/** Nothing is on its way; what waits for its moment is not counted. */
	async settled(): Promise<void> {
		await this.handshakes.idle();
		await this.deliveries.idle();
	}

	private ownChange(change: Change, row: Row, before?: Row): void {
		if (change === 'deleted') {
			this.seen.delete(row.id);
			this.deliveries.forget(row.id);
		} else if (row.url !== before?.url) this.handshakes.begin(row);
	}

	private recordChange(resource: string, happening: Happening): void {
		const model = models.find(({ path }) => path === resource);
		if (!model) return;
		const events = eventsOf(model, happening);
		for (const { id, model: name } of this.subscriptions.all()) {
			const webhook = name === model.name && this.subscriptions.live(id);
			for (const event of webhook ? events : []) this.tell(webhook as Row, event, happening);
		}
	}

	private tell(webhook: Row, event: string, happening: Happening): void {
		if (!webhook.events.includes(event)) return;
		const { id: recordId } = happening.row;
		const model = modelOf(webhook.model);
		const kind = kindOfModel(model);
		const selection = selectionOf(model, webhook.fields);
		const user = this.store.get('users', webhook.user)!;
		const world = new World(this.store, this.clock.now, user);
		const isFirst = this.isFirst(webhook.id, recordId, event);
		if (event === 'updated' && !isFirst && !isWatched(kind, happening, selection, world)) return;
		const data = dataOf(kind, happening, selection, world, this.options);
		const body = JSON.stringify({ data, meta: { event, webhook_id: webhook.id } });
		this.deliveries.add({ webhookId: webhook.id, event, recordId, body });
	}

	/** The first `updated` for a record and webhook goes out whatever changed (facts 3.1). */
	private isFirst(webhookId: number, recordId: number, event: string): boolean {
		if (event === 'created' && !this.options.createdCounts) return false;
		if (event !== 'updated' && event !== 'created') return false;
		const seen = this.seen.get(webhookId) ?? new Set();
		const isFirst = !seen.has(recordId);
		this.seen.set(webhookId, seen.add(recordId));
		return isFirst;
	}
}
