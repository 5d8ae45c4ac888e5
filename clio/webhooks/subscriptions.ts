import { parsed } from '../address';
import type { Call, Client, Json } from '../client';
import { ClioError, raise } from '../errors';
import { pages } from '../pages';

/** What a webhook is asked to tell, and where. */
export interface Wanted {
	/** The address Clio calls. */
	url: string;
	/** Clio's name of a model, e.g. `calendar_entry`. */
	model: string;
	events: string[];
	/** What Clio sends of a record and, for `updated`, watches (facts 3.1). */
	fields: string;
}

/** A webhook as it is at Clio. */
export interface Webhook extends Wanted {
	id: string;
	status: 'pending' | 'enabled' | 'suspended';
	/** Missing until Clio tells it: whether the answer to the creation has it is not known (facts 3.5). */
	secret: string;
	/** Milliseconds since 1970, by Clio's clock. */
	createdAt: number;
	expiresAt: number;
}

const shown = 'id,url,model,events,fields,status,shared_secret,created_at,expires_at';

/** True if a webhook calls exactly this address, however Clio spells it. */
export const isAt = (webhook: Webhook | undefined, url: string): webhook is Webhook =>
	webhook !== undefined && spelled(webhook.url) === spelled(url);

const spelled = (url: string): string => parsed(url)?.href ?? url;

/**
 * The webhooks of the connected user. Making and removing them changes no record of the firm. Throws
 * ClioErrors, which name the permissions needed.
 */
export class Subscriptions {
	/** @param permission of the model, beside that for webhooks (facts 1.4) */
	constructor(
		private readonly client: Client,
		private readonly permission?: string,
	) {}

	/** Undefined if there is none with this id, or none that the connected user may see. */
	async get(id: string): Promise<Webhook | undefined> {
		const found = await this.call('GET', `webhooks/${id}`, 'read its webhook').catch(ifGone);
		return found && webhookOf(found);
	}

	/** Those that call exactly this address, oldest first. Clio's list cannot search: it is read whole. */
	async at(url: string): Promise<Webhook[]> {
		const found: Webhook[] = [];
		const attempt = this.attempt('list webhooks');
		for await (const { records } of pages(this.client, 'webhooks', true, {
			query: { fields: shown },
			attempt,
		})) {
			found.push(...records.map(webhookOf).filter((webhook) => isAt(webhook, url)));
		}
		return found;
	}

	/** Clio confirms the address later, by a handshake, or never (facts 3.4). */
	async create({ url, model, events, fields }: Wanted, expiresAt: number): Promise<Webhook> {
		const data = { url, model, events, fields, expires_at: moment(expiresAt) };
		const made = this.call('POST', 'webhooks', 'create a webhook', data).then(webhookOf);
		return made.catch(async (error: ClioError) =>
			error.reason === 'inDoubt' ? this.madeAnyway(url, error) : raise(error),
		);
	}

	/** The one that was made although no answer came. */
	private async madeAnyway(url: string, { message, status }: ClioError): Promise<Webhook> {
		const found = await this.at(url).catch(() => []);
		return (
			found.pop() ??
			raise(
				new ClioError(
					'inDoubt',
					message,
					'If it was created after all, the next try finds and uses it. To try now, publish the workflow or listen for a test event again.',
					status,
				),
			)
		);
	}

	async extend(id: string, expiresAt: number): Promise<Webhook> {
		const data = { expires_at: moment(expiresAt) };
		return webhookOf(await this.call('PATCH', `webhooks/${id}`, 'renew a webhook', data));
	}

	/** The other way to confirm an address: with the secret, by us. */
	async activate({ id, secret }: Webhook): Promise<void> {
		const path = `webhooks/${id}/activate`;
		const attempt = this.attempt('activate a webhook');
		const headers = { 'X-Hook-Secret': secret };
		await this.client.call({ method: 'PUT', path, headers, recordsStay: true, attempt });
	}

	/** One that is gone already is fine. */
	async delete(id: string): Promise<void> {
		const attempt = this.attempt('delete a webhook');
		const call: Call = { method: 'DELETE', path: `webhooks/${id}`, recordsStay: true, attempt };
		await this.client.call(call).catch(ifGone);
	}

	private async call(method: Call['method'], path: string, did: string, data?: Json) {
		const query = { fields: shown };
		const attempt = this.attempt(did);
		const call: Call = { method, path, query, data, recordsStay: true, attempt };
		return Object((await this.client.call(call)).data) as Json;
	}

	private attempt = (did: string): Call['attempt'] => ({
		did,
		permission: ['Webhooks', this.permission].filter(Boolean).join('" or "'),
	});
}

function ifGone(error: unknown): undefined {
	if (!(error instanceof ClioError) || error.reason !== 'notFound') throw error;
	return undefined;
}

const webhookOf = (data: Json): Webhook => ({
	id: String(data.id),
	url: String(data.url),
	model: String(data.model),
	events: [data.events ?? []].flat().map(String),
	fields: String(data.fields),
	status: data.status as Webhook['status'],
	secret: String(data.shared_secret ?? ''),
	createdAt: Date.parse(String(data.created_at)),
	expiresAt: Date.parse(String(data.expires_at)),
});

/** Whole seconds, as Clio writes moments. */
const moment = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
