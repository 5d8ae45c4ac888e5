import { sleep } from 'n8n-workflow';
import type { ITriggerFunctions } from 'n8n-workflow';
import type { Client } from '../../clio/client';
import { ClioError, raise } from '../../clio/errors';
import { Subscriptions, type Wanted, type Webhook } from '../../clio/webhooks/subscriptions';
import { connect } from '../connection';
import { addressOf } from './address';
import { catchUp } from './catchUp';
import { hintOf } from './hint';
import { Problem } from './problem';
import { secretsOf, type Secrets } from './secrets';
import type { Settings } from './settings';
import { earliest, expiryFor, isUsable, life, watermarkOf } from './watermark';

const second = 1_000;
/** So long a webhook may wait for its handshake. */
const pendingFor = 120 * second;
/** How long n8n's shutdown waits for us. */
const goodbye = 2 * second;

/** What a look at Clio works with. */
interface Visit {
	client: Client;
	webhooks: Subscriptions;
	wanted: Wanted;
	secrets: Secrets;
}

/**
 * Looks after the webhook of one activated trigger, on n8n's leader: renews it, repairs it and recovers
 * what it missed. One object for each time n8n starts the trigger.
 */
export class RegularCheck {
	private readonly problem: Problem;
	private running?: Promise<void>;
	private closed = false;
	/** True if the last look left nothing to do. */
	private healthy = false;
	private isFirst = true;
	/** How far everything has arrived, as Clio last said; in milliseconds by its clock, like all moments here. */
	private watermark?: number;
	/** From here on something may have been missed, until the webhook was confirmed or until now. */
	private gap?: { since: number; until: 'confirmed' | 'now' };
	/** Webhooks confirmed by us, since Clio's handshake did not come. */
	private readonly confirmed = new Set<string>();

	/** @param isRestart n8n started with the workflow active already; else a person has just published it */
	constructor(
		private readonly context: ITriggerFunctions,
		private readonly settings: Settings,
		private readonly isRestart: boolean,
	) {
		this.problem = new Problem(context);
	}

	/** Looks again after these pauses (in seconds) until all is well; the address comes from n8n meanwhile. */
	async begin(): Promise<void> {
		for (const pause of this.isRestart ? [0, 1, 2, 4, 8, 15, 30, 60] : [2, 8, 30, 90]) {
			await sleep(pause * second);
			if (this.closed) return;
			await this.check(false);
			if (this.healthy) return;
		}
	}

	/** Never rejects: nobody waits for it. */
	async check(isRegular = true): Promise<void> {
		if (this.closed) return;
		this.running ??= this.look()
			.then(() => (this.healthy ? this.problem.over() : undefined))
			.catch((error: unknown) => this.problem.met(error, isRegular))
			.finally(() => (this.running = undefined));
		return this.running;
	}

	/** n8n shuts down, or the workflow is deactivated: bookmarks how far all has arrived, if there is time. */
	async close(): Promise<void> {
		const isIdle = !this.running && this.healthy;
		this.closed = true;
		if (isIdle) await Promise.race([this.bookmark().catch(() => undefined), sleep(goodbye)]);
	}

	private async look(): Promise<void> {
		const visit = await this.visit('background');
		if (!visit) return;
		this.healthy = false;
		const found = await this.find(visit);
		const now = visit.client.clioNow();
		this.noteGap(visit, found, now);
		const webhook = await this.mended(visit, found, now);
		if (webhook.status === 'pending') return this.awaitHandshake(visit, webhook);
		await this.recover(visit.client, webhook);
		if (this.closed) return;
		this.watermark = watermarkOf(await visit.webhooks.extend(webhook.id, now + life));
		this.healthy = true;
	}

	/** Undefined while n8n has not registered the trigger: its address is not known, or it has no webhook. */
	private async visit(manner: 'background' | 'hurried'): Promise<Visit | undefined> {
		const url = addressOf(this.context);
		const { webhookId, url: hinted } = hintOf(this.context);
		if (!url || !webhookId || hinted !== url) return undefined;
		const client = await connect(this.context, manner);
		const { resource, wanted } = this.settings;
		const webhooks = new Subscriptions(client, resource.permission);
		const secrets = secretsOf(url);
		return { client, webhooks, wanted: { ...wanted, ...secrets.written, url }, secrets };
	}

	/** The webhook of exactly this address: by the id we know, else from Clio's list. */
	private async find({ webhooks, wanted, secrets }: Visit): Promise<Webhook | undefined> {
		const known = await webhooks.get(secrets.newest ?? String(hintOf(this.context).webhookId));
		const found = known?.url === wanted.url ? known : (await webhooks.at(wanted.url)).pop();
		if (found) secrets.remember(found);
		return found;
	}

	/** Whether something may have been missed: before this start, between publishing and handshake, while broken. */
	private noteGap({ wanted }: Visit, found: Webhook | undefined, now: number): void {
		const { since = now } = hintOf(this.context);
		const wasFirst = this.isFirst;
		this.isFirst = false;
		// Clio's moments are whole seconds: the first one after publishing is surely after it.
		if (wasFirst && !this.isRestart) this.gap = { since: since + second, until: 'confirmed' };
		const isWell = isUsable(found, wanted, now) && found.status === 'enabled';
		if (isWell && !(wasFirst && this.isRestart)) return;
		if (found?.status === 'pending' && this.gap) return;
		const arrived = found ? watermarkOf(found) : (this.watermark ?? since);
		// Clio gives up on an address after it has failed for a while.
		const further = found?.status === 'suspended' ? this.settings.lookBack : 0;
		const from = earliest(arrived - further, now, since);
		this.gap = { since: Math.min(this.gap?.since ?? Infinity, from), until: 'now' };
	}

	/** The webhook itself, or another one for it. */
	private async mended(visit: Visit, found: Webhook | undefined, now: number): Promise<Webhook> {
		if (!isUsable(found, visit.wanted, now)) {
			this.problem.met(broken(found, visit.wanted, now));
			return this.replace(visit, found);
		}
		// Clio shakes hands with a new one only, and by now the address may be reachable.
		if (found.status !== 'pending' || !this.confirmed.has(found.id)) return found;
		const another = await this.replace(visit, found);
		this.confirmed.add(another.id);
		return another;
	}

	/** The new webhook keeps the watermark: should n8n stop now, the next start knows from where to look. */
	private async replace(visit: Visit, found: Webhook | undefined): Promise<Webhook> {
		const { client, webhooks, wanted, secrets } = visit;
		if (found) await webhooks.delete(found.id);
		const expiresAt = expiryFor(this.gap?.since ?? client.clioNow(), client.clioNow());
		let webhook = await webhooks.create({ ...wanted, ...this.settings.wanted }, expiresAt);
		const { id, model, events, fields } = webhook;
		secrets.written = { model, events, fields };
		for (const pause of [1, 2, 4, 8]) {
			if (webhook.status === 'enabled' || this.closed) break;
			await sleep(pause * second);
			webhook = (await webhooks.get(id)) ?? webhook;
		}
		secrets.remember(webhook);
		return webhook;
	}

	/** Clio also takes our word for an address. Whether it can reach it is another matter, so that is told anyway. */
	private async awaitHandshake({ client, webhooks }: Visit, webhook: Webhook): Promise<void> {
		const isNew = client.clioNow() - webhook.createdAt < pendingFor;
		if (isNew && !this.problem.lasts) return;
		if (!isNew && !this.confirmed.has(webhook.id)) {
			this.confirmed.add(webhook.id);
			if (webhook.secret) await webhooks.activate(webhook).catch(() => undefined);
		}
		raise(unreachable(webhook.url));
	}

	private async recover(client: Client, { updatedAt }: Webhook): Promise<void> {
		if (!this.gap) return;
		const { context, settings, problem } = this;
		const { since } = this.gap;
		const until = this.gap.until === 'now' ? Infinity : updatedAt + second;
		if (settings.catchUp) {
			const isOver = () => this.closed;
			await catchUp({ context, settings, client, problem, since, until, isOver });
		}
		if (!this.closed) this.gap = undefined;
	}

	private async bookmark(): Promise<void> {
		const visit = await this.visit('hurried');
		if (!visit) return;
		const webhook = await this.find(visit);
		const now = visit.client.clioNow();
		if (!isUsable(webhook, visit.wanted, now) || webhook.status !== 'enabled') return;
		await visit.webhooks.extend(webhook.id, now + life);
	}
}

const again =
	'A new webhook was registered. What changed meanwhile is recovered from now on, as far as Catch Up on Missed Changes is on; deletions cannot be.';

function broken(found: Webhook | undefined, { url }: Wanted, now: number): ClioError {
	if (found?.status === 'suspended') {
		return new ClioError(
			'changed',
			'Clio had stopped calling this trigger, because its calls had failed',
			`Check that ${url} can be reached from the internet and that this n8n is not overloaded. ${again}`,
		);
	}
	const what = !found ? 'was gone' : found.expiresAt <= now ? 'had expired' : 'had been changed';
	return new ClioError('changed', `The webhook of this trigger ${what} at Clio`, again);
}

const unreachable = (url: string): ClioError =>
	new ClioError(
		'changed',
		'Clio could not reach the address of this trigger',
		`Clio must be able to call ${url} from the internet, with a valid certificate. Until it can, nothing starts this workflow; what changes meanwhile is recovered.`,
	);
