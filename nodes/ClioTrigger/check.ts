import { sleep } from 'n8n-workflow';
import type { ITriggerFunctions } from 'n8n-workflow';
import type { Client } from '../../clio/client';
import { raise } from '../../clio/errors';
import { isAt, Subscriptions, type Wanted, type Webhook } from '../../clio/webhooks/subscriptions';
import { connect } from '../connection';
import { addressOf } from './address';
import { broken, unreachable } from './broken';
import { catchUp } from './catchUp';
import { hintOf } from './hint';
import { lookAgain, lookBack } from './lookAgain';
import { Problem } from './problem';
import { secretsOf, type Secrets } from './secrets';
import type { Settings } from './settings';
import { isRestart } from './start';
import { inTurn } from './turns';
import {
	earliest,
	expiryFor,
	isUsable as isUsableAs,
	life,
	second,
	watermarkOf,
} from './watermark';

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
 * what it missed. One object for each time n8n starts the trigger. All moments are in milliseconds, by
 * Clio's clock.
 */
export class RegularCheck {
	private readonly problem: Problem;
	private looking?: Promise<void>;
	private recovering?: Promise<void>;
	private closed = false;
	/** True if nothing is left to do, and the watermark may move. */
	private healthy = false;
	private isFirst = true;
	/** How far everything has arrived, as Clio last said. */
	private watermark?: number;
	/** Up to here all was looked at again. */
	private lookedUntil?: number;
	/** What was left out before, a person was told of. */
	private toldUntil = 0;
	/** From here on something may have been missed; another object whenever it happens again. */
	private gap?: { since: number };
	/** Confirmed by us, and nothing has come in since: until then changes are looked for. */
	private isDeaf = false;
	/** Webhooks of which Clio's handshake did not come: confirmed by us, or made anew in place of such a one. */
	private readonly unshaken = new Map<string, 'confirmed' | 'anew'>();

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly settings: Settings,
	) {
		this.problem = new Problem(context);
	}

	/** Looks again after these pauses (in seconds) until all is well; the address comes from n8n meanwhile. */
	async begin(): Promise<void> {
		for (const pause of isRestart(this.context) ? [0, 1, 2, 4, 8, 15, 30, 60] : [2, 8, 30, 90]) {
			await sleep(pause * second);
			if (this.closed) return;
			await this.check(false);
			await this.recovering;
			if (this.healthy) return;
		}
	}

	/** Never rejects: nobody waits for it. */
	async check(isRegular = true): Promise<void> {
		if (this.closed) return;
		this.looking ??= this.look()
			.then(() => (this.healthy ? this.problem.over() : undefined))
			.catch((error: unknown) => this.problem.met(error, isRegular))
			.finally(() => (this.looking = undefined));
		return this.looking;
	}

	/** n8n shuts down, or the workflow is deactivated: bookmarks how far all has arrived, if there is time. */
	async close(): Promise<void> {
		const isIdle = !this.looking && !this.recovering && this.healthy;
		this.closed = true;
		if (isIdle) await Promise.race([this.bookmark().catch(() => undefined), sleep(goodbye)]);
	}

	private async look(): Promise<void> {
		const visit = await this.visit('background');
		if (!visit) return;
		this.healthy = false;
		const webhook = await inTurn(visit.wanted.url, async () => this.tend(visit));
		const now = visit.client.clioNow();
		this.lookedUntil ??= now - lookBack;
		if (!webhook || this.recovering) return;
		if (webhook.status === 'pending') await this.awaitHandshake(visit, webhook);
		else if (!this.gap) await this.allIsWell(visit, webhook, now);
		else this.recover(visit, webhook, now, this.gap);
	}

	/** Undefined while n8n has not registered the trigger: its address is not known, or it has no webhook. */
	private async visit(manner: 'background' | 'hurried'): Promise<Visit | undefined> {
		const url = addressOf(this.context);
		const { webhookId, url: hinted } = hintOf(this.context);
		if (!url || !webhookId || hinted !== url) return undefined;
		const client = await connect(this.context, manner);
		const { resource, wanted } = this.settings;
		const webhooks = new Subscriptions(client, resource.permission);
		return { client, webhooks, wanted: { ...wanted, url }, secrets: secretsOf(url) };
	}

	/** Finds the webhook, or makes another one; undefined if the trigger was closed meanwhile. */
	private async tend(visit: Visit): Promise<Webhook | undefined> {
		const { client, webhooks, wanted, secrets } = visit;
		if (this.isOver(wanted.url)) return undefined;
		const found = await this.find(visit);
		const now = client.clioNow();
		const isUsable = isUsableAs(found, { ...wanted, ...secrets.written }, now);
		this.noteGap(found, isUsable && found?.status === 'enabled', now);
		// Clio shakes hands with a new one only, and by now the address may be reachable.
		const isHopeless = found?.status === 'pending' && this.unshaken.has(found.id);
		if (isUsable && !isHopeless) return found;
		if (!isUsable) this.problem.met(broken(found, wanted, now));
		if (this.isOver(wanted.url)) return undefined;
		const another = await this.replace(webhooks, wanted, found, now);
		secrets.registered(another);
		secrets.remember(another);
		if (isHopeless) this.unshaken.set(another.id, 'anew');
		return another;
	}

	private isOver = (url: string): boolean => this.closed || addressOf(this.context) !== url;

	/** The webhook of exactly this address: by the id we know, else from Clio's list, which has no two of it. */
	private async find({ webhooks, wanted, secrets }: Visit): Promise<Webhook | undefined> {
		const known = await webhooks.get(secrets.newest ?? String(hintOf(this.context).webhookId));
		const found = isAt(known, wanted.url) ? known : (await webhooks.at(wanted.url)).pop();
		if (found) secrets.remember(found);
		return found;
	}

	/** Something may have been missed before n8n started, and while the webhook was not well. */
	private noteGap(found: Webhook | undefined, isWell: boolean, now: number): void {
		const { since: published = now } = hintOf(this.context);
		const wasDown = this.isFirst && isRestart(this.context);
		this.isFirst = false;
		if (isWell && !wasDown && !this.isDeaf) return;
		const arrived = found ? watermarkOf(found) : (this.watermark ?? published);
		// Clio gives up on an address after it has failed for a while.
		const further = found?.status === 'suspended' ? this.settings.lookBack : 0;
		const from = earliest(arrived - further, now, published);
		this.gap = { since: Math.min(this.gap?.since ?? Infinity, from) };
	}

	/** The new webhook keeps the watermark: should n8n stop now, the next start knows from where to look. */
	private async replace(
		webhooks: Subscriptions,
		wanted: Wanted,
		found: Webhook | undefined,
		now: number,
	): Promise<Webhook> {
		const expiresAt = expiryFor(this.gap?.since ?? now, now);
		if (found) await webhooks.delete(found.id);
		let webhook = await webhooks.create(wanted, expiresAt);
		for (const pause of [1, 2, 4, 8]) {
			if (webhook.status === 'enabled' || this.closed) break;
			await sleep(pause * second);
			webhook = (await webhooks.get(webhook.id)) ?? webhook;
		}
		return webhook;
	}

	/** Clio also takes our word for an address. Whether it can reach it is another matter, so that is told anyway. */
	private async awaitHandshake(
		{ client, webhooks, secrets }: Visit,
		webhook: Webhook,
	): Promise<void> {
		const isNew = client.clioNow() - webhook.createdAt < pendingFor;
		if (isNew && !this.problem.lasts) return;
		if (!isNew && !this.unshaken.has(webhook.id)) {
			this.unshaken.set(webhook.id, 'confirmed');
			secrets.heardAt = undefined;
			if (webhook.secret) await webhooks.activate(webhook).catch(() => undefined);
		}
		raise(unreachable(webhook.url));
	}

	private async allIsWell(visit: Visit, webhook: Webhook, now: number): Promise<void> {
		await this.bringForward(visit, webhook, now);
		const { context, settings } = this;
		const { since: published = now } = hintOf(context);
		const lookedUntil = Math.min(this.lookedUntil ?? now, now - lookBack);
		const from = Math.max(lookedUntil, this.toldUntil, published + second);
		const since = { published, from };
		const isOver = () => this.closed;
		try {
			const looking = { context, settings, client: visit.client, since, isOver };
			this.lookedUntil = await lookAgain(looking);
		} catch (error) {
			this.lookedUntil = from;
			context.logger.warn(`Clio was not looked at again: ${(error as Error).message}`);
		}
	}

	/** Beside the regular looks, for it lasts as long as the executions do; the watermark stays meanwhile. */
	private recover(visit: Visit, webhook: Webhook, now: number, gap: { since: number }): void {
		this.recovering = this.recovered(visit, webhook, now, gap)
			.then(() => (this.healthy ? this.problem.over() : undefined))
			.catch((error: unknown) => this.problem.met(error))
			.finally(() => {
				this.recovering = undefined;
				// The webhook has broken again meanwhile.
				if (this.gap && this.gap !== gap) void this.check(false);
			});
	}

	private async recovered(
		visit: Visit,
		webhook: Webhook,
		now: number,
		gap: { since: number },
	): Promise<void> {
		const { context, settings, problem } = this;
		const { since: published = now } = hintOf(context);
		if (settings.catchUp) {
			const since = { published, from: gap.since };
			const isOver = () => this.closed;
			const recovery = { context, settings, client: visit.client, problem, since, isOver };
			const { untold, leftOut } = await catchUp(recovery);
			if (untold) this.lookedUntil = Math.min(this.lookedUntil ?? now, gap.since);
			if (leftOut) this.toldUntil = now;
		}
		if (this.closed || this.gap !== gap) return;
		this.gap = undefined;
		await this.bringForward(visit, webhook, now);
	}

	/** Renewal and bookmark in one: what happened until then has arrived. */
	private async bringForward(
		{ webhooks, secrets }: Visit,
		{ id }: Webhook,
		now: number,
	): Promise<void> {
		if (this.closed) return;
		this.watermark = watermarkOf(await webhooks.extend(id, now + life));
		this.isDeaf = this.unshaken.get(id) === 'confirmed' && !secrets.heardAt;
		this.healthy = !this.isDeaf;
	}

	private async bookmark(): Promise<void> {
		const visit = await this.visit('hurried');
		if (!visit) return;
		const { client, webhooks, wanted, secrets } = visit;
		const webhook = await this.find(visit);
		const now = client.clioNow();
		if (!isUsableAs(webhook, { ...wanted, ...secrets.written }, now)) return;
		if (webhook.status === 'enabled') await webhooks.extend(webhook.id, now + life);
	}
}
