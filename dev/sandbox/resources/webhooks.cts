import { forbidden, invalid } from '../errors.cts';
import { oneOf, text, time } from '../rules.cts';
import type { Row } from '../store.cts';
import { stamp } from '../time.cts';
import { one, words, type MemberCall, type Resource, type Rule } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { selectionOf } from '../webhooks/fields.cts';
import { modelOf, models } from '../webhooks/models.cts';
import { newSecret } from '../webhooks/signature.cts';

const DAY = 86_400_000;
const DEFAULT_DAYS = 3;
const MAXIMUM_DAYS = 31;

const url: Rule = (value, { field }) => {
	if (typeof value === 'string' && URL.canParse(value) && /^https:\/\//i.test(value)) return value;
	throw invalid(`${field} must be an https address`);
};

/** By name or by number; shown by name. */
const model: Rule = (value, place) => {
	const known = models.find(({ number }) => String(number) === String(value));
	return known?.name ?? oneOf(...models.map(({ name }) => name))(value, place);
};

const events: Rule = (value, { field }) => {
	const isList = Array.isArray(value) && value.length > 0;
	// UNKNOWN what an empty list does.
	if (!isList) throw invalid(`${field} must be a list of events`);
	return [...new Set(value)];
};

function settle(row: Row, world: World, { before }: { before?: Row }): void {
	const { events: allowed, permission, ...rest } = modelOf(row.model);
	if (world.webhooks.missingPermissions.includes(permission)) throw forbidden();
	// UNKNOWN what omitted events mean (facts 3.1): here those that all models have.
	row.events ??= allowed.filter((event) => /^(created|updated|deleted)$/.test(event));
	const stranger = row.events.find((event: string) => !allowed.includes(event));
	if (stranger) throw invalid(`events: ${stranger} is no event of ${row.model}`);
	selectionOf({ events: allowed, permission, ...rest }, row.fields);
	if (world.webhooks.sameUrl === 'refuse') refuseTwin(row, world);
	if (row.expires_at !== before?.expires_at || !before) row.expires_at = expiry(row, world);
	if (before && row.url !== before.url) row.status = 'pending';
	else if (row.status === 'suspended' && world.webhooks.patchRevives) row.status = 'enabled';
}

function refuseTwin({ id, url: address, model: name }: Row, { store }: World): void {
	const isTwin = (each: Row) => each.id !== id && each.url === address && each.model === name;
	if (store.all('webhooks').some(isTwin)) throw invalid(`url is taken by a webhook for ${name}`);
}

function expiry(row: Row, world: World): string {
	const now = world.now();
	if (!row.expires_at) return stamp(now + DEFAULT_DAYS * DAY);
	const asked = Date.parse(row.expires_at);
	// UNKNOWN what a moment in the past does.
	if (asked <= now) throw invalid('expires_at must be in the future');
	if (asked <= now + MAXIMUM_DAYS * DAY) return row.expires_at;
	if (world.webhooks.beyondMaximum === 'clip') return stamp(now + MAXIMUM_DAYS * DAY);
	throw invalid(`expires_at must be within ${MAXIMUM_DAYS} days`);
}

/** The delayed way of the handshake (facts 3.4). UNKNOWN: its answer, and the 422 for a wrong secret. */
const activate: MemberCall = (row, world, { headers }) => {
	if (headers['x-hook-secret'] !== row.shared_secret) throw invalid('X-Hook-Secret is not right');
	if (row.status === 'enabled') return row;
	if (row.status === 'suspended' && !world.webhooks.activateRevives) {
		throw invalid('The webhook is suspended');
	}
	const updated_at = stamp(world.now());
	const version = row.version + 1;
	const enabled = { ...row, status: 'enabled', confirmed: true, updated_at, version };
	world.store.commit('webhooks', enabled);
	return enabled;
};

export const webhooks: Resource = {
	name: 'Webhook',
	path: 'webhooks',
	permission: 'Webhooks',
	operations: 'LGCUD',
	fields: words(`id etag url fields shared_secret model status events expires_at created_at
		updated_at`),
	nested: { user: one('users') },
	computed: {
		shared_secret: (row, world) =>
			world.webhooks.secretAtOnce || row.confirmed ? row.shared_secret : null,
	},
	body: { url, model, fields: text, events, expires_at: time },
	required: ['url', 'model', 'fields'],
	defaults: (world) => ({
		status: 'pending',
		user: world.user.id,
		shared_secret: newSecret(),
		/** Not shown: whether a handshake ever succeeded. */
		confirmed: false,
	}),
	settle,
	visible: (row, { user, webhooks: { othersWebhooks } }) =>
		row.user === user.id || othersWebhooks === 'shown',
	calls: { 'PUT activate': activate },
	order: ['id'],
};
