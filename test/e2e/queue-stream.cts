import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../dev/n8n/host.cts';
import { until } from '../../dev/n8n/until.cts';
import { etagOf } from '../../dev/sandbox/etag.cts';
import { changeOf } from './queue-ledger.cts';

const PAUSE_MS = 40;
/** One in so many changes is a new matter. */
const NEW_ONE_IN = 5;

/** Changes that go on whatever happens to n8n, each of another matter. */
export class Stream {
	/** As `changeOf` tells them. */
	readonly changes: string[] = [];
	private readonly matters: number[];
	private readonly client: number;

	constructor(private readonly sandbox: Sandbox) {
		this.matters = sandbox.store.all('matters').map(({ id }) => id);
		this.client = sandbox.store.all('contacts')[0].id;
	}

	async flow(count: number): Promise<void> {
		for (let left = count; left > 0; left--) {
			this.change();
			await sleep(PAUSE_MS);
		}
	}

	/** Clio has got a good answer to every call. */
	async delivered(from: number): Promise<void> {
		const key = ({ event, recordId }: { event: string; recordId: number | null }) =>
			`${event} ${recordId}`;
		const isAnswered = () => {
			const calls = this.sandbox.deliveries.slice(from);
			const good = new Set(calls.filter(({ status }) => status === 200).map(key));
			return calls.every((call) => good.has(key(call)));
		};
		const what = 'Clio has got a good answer to every call';
		await this.sandbox.webhooks.settled();
		await until(isAnswered, { what, withinMs: 180_000 });
	}

	private change(): void {
		const { sandbox, changes } = this;
		const isNew = changes.length % NEW_ONE_IN === 0;
		const [row] = isNew
			? sandbox.create('matters', { client: { id: this.client }, description: 'A new case' })
			: sandbox.change('matters', {}, { ids: [this.matters.pop()!] });
		const event = isNew ? 'created' : 'updated';
		changes.push(changeOf({ event, id: row.id, data: { etag: etagOf(row) } }));
	}
}
