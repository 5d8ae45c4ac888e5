import { follow } from '../render.cts';
import { resources } from '../resources/index.cts';
import type { Sandbox } from '../server.cts';
import type { Row } from '../store.cts';
import type { Resource } from '../vocabulary.cts';
import type { KnownWebhook } from '../webhooks/controls.cts';
import { World } from '../world.cts';

interface Look {
	label: string;
	/** The line, and a quieter one below it; paths of fields. */
	title: string;
	detail: string;
}

/** What the page shows of each everyday resource. */
const looks: Record<string, Look> = {
	matters: { label: 'Matters', title: 'display_number', detail: 'description' },
	contacts: { label: 'Contacts', title: 'name', detail: 'primary_email_address' },
	tasks: { label: 'Tasks', title: 'name', detail: 'matter.display_number' },
	activities: { label: 'Activities', title: 'note', detail: 'matter.display_number' },
	calendar_entries: { label: 'Calendar', title: 'summary', detail: 'start_date' },
	communications: { label: 'Communications', title: 'subject', detail: 'matter.display_number' },
	notes: { label: 'Notes', title: 'subject', detail: 'type' },
	bills: { label: 'Bills', title: 'number', detail: 'state' },
	documents: { label: 'Documents', title: 'name', detail: 'matter.display_number' },
	users: { label: 'Users', title: 'name', detail: 'email' },
};

const NEWEST = 4;
const REQUESTS = 60;
const WEBHOOKS = 20;
const DELIVERIES = 12;

/** All that the page at `/` needs, in one answer. */
export function overview(sandbox: Sandbox) {
	const { store, requests, deliveries, webhooks, clientId, url, now, platform } = sandbox;
	const world = new World(store, now, store.all('users')[0]);
	const shown = resources.filter(({ path }) => path in looks);
	return {
		firm: store.all('account')[0].name,
		url,
		clientId,
		platform: { url: platform.url, clientId: platform.clientId },
		user: world.user.name,
		resources: shown.map((resource) => cardOf(resource, world)),
		others: resources
			.filter(({ path }) => !(path in looks))
			.map(({ path }) => ({ path, count: store.all(path).length }))
			.filter(({ path, count }) => count > 0 && !path.includes('{')),
		webhooks: webhooks
			.list()
			.slice(-WEBHOOKS)
			.reverse()
			.map((each) => webhookOf(each, now())),
		deliveries: deliveries.slice(-DELIVERIES).reverse(),
		requests: requests.slice(-REQUESTS).reverse(),
	};
}

/** Without its secret. */
function webhookOf(webhook: KnownWebhook, now: number) {
	const { id, url, model, events, expires_at, fields } = webhook;
	const status = Date.parse(expires_at) <= now ? 'expired' : webhook.status;
	return { id, url, model, events, status, expires_at, fields };
}

function cardOf(resource: Resource, world: World) {
	const { label, title, detail } = looks[resource.path];
	const rows = world.store.all(resource.path);
	const line = (row: Row) => ({
		id: String(row.id),
		title: follow(resource, row, title, world),
		detail: follow(resource, row, detail, world),
		at: `${row.updated_at} ${row.version}`,
	});
	return { path: resource.path, label, count: rows.length, newest: newest(rows).map(line) };
}

/** Those changed last, in one pass over the rows: there may be 50,000. */
function newest(rows: Row[]): Row[] {
	const found: Row[] = [];
	for (let index = rows.length - 1; index >= 0; index--) {
		const row = rows[index];
		if (found.length === NEWEST && row.updated_at <= found[NEWEST - 1].updated_at) continue;
		const place = found.findIndex((each) => each.updated_at < row.updated_at);
		found.splice(place < 0 ? found.length : place, 0, row);
		found.length = Math.min(found.length, NEWEST);
	}
	return found;
}
