import type { Row, Store } from './store.cts';
import { webhookDefaults, type WebhookOptions } from './webhooks/options.cts';

/** What one call works with: the records, the clock, who is calling. */
export class World {
	private readonly memory = new Map<string, unknown>();

	constructor(
		readonly store: Store,
		readonly now: () => number,
		readonly user: Row,
		/** From the query `custom_field_ids[]`: which custom values an answer shows. */
		readonly customFieldIds: ReadonlySet<number> | undefined = undefined,
		readonly webhooks: WebhookOptions = webhookDefaults,
	) {}

	/** Computed once per call: which contacts are clients, which activities belong to a task. */
	once<T>(name: string, compute: () => T): T {
		if (!this.memory.has(name)) this.memory.set(name, compute());
		return this.memory.get(name) as T;
	}

	/** The rows of a resource by one of their references. */
	grouped(resource: string, field: string): Map<number, Row[]> {
		return this.once(`${resource} by ${field}`, () => {
			const groups = new Map<number, Row[]>();
			for (const row of this.store.all(resource)) {
				const group = groups.get(row[field]);
				if (group) group.push(row);
				else groups.set(row[field], [row]);
			}
			return groups;
		});
	}

	forget(): void {
		this.memory.clear();
	}
}
