import { createHmac } from 'node:crypto';
import type { Json } from '../../clio/client';
import { resources } from '../../clio/resources';
import {
	isNews,
	keysOf,
	meets,
	parseDelivery,
	type Delivery,
	type Rule,
} from '../../clio/events/delivery';
import { canRecover, missedSince } from '../../clio/events/missed';
import { eventsOf, models, resourceOf, versionOf } from '../../clio/events/models';
import { isSigned, looksSigned } from '../../clio/webhooks/signature';
import { isAt, Subscriptions, type Webhook } from '../../clio/webhooks/subscriptions';
import { triggerEvents, type Stamp } from '../../clio/events/triggerEvents';
import { answer, FakeClio, ok, refusal } from './fake.cts';

const rule = (more: Partial<Rule> = {}): Rule => ({
	model: 'matter',
	events: ['updated'],
	where: {},
	...more,
});
const delivery = (more: object = {}): Delivery => ({
	id: 7,
	event: 'updated',
	model: 'matter',
	data: { id: 7, etag: '"1"' },
	meta: { event: 'updated' },
	...more,
});

describe('a signature', () => {
	const body = Buffer.from('{"data":{"name":"Müller"}}');
	const hex = createHmac('sha256', 'secret').update(body).digest('hex');

	it('is right over the bytes as they came, in lower-case hexadecimal, whole', () => {
		expect(isSigned(body, hex, 'secret')).toBe(true);
		expect(isSigned(Buffer.from(`${String(body)} `), hex, 'secret')).toBe(false);
		expect(isSigned(body, hex, 'other')).toBe(false);
	});

	it.each([
		hex.toUpperCase(),
		hex.slice(0, 40),
		`${hex}00`,
		`sha256=${hex}`,
		'',
		undefined,
		[hex],
		7,
	])('does not look like %p', (signature) => {
		expect(looksSigned(signature)).toBe(false);
		expect(isSigned(body, signature as string, 'secret')).toBe(false);
	});

	it('is never right without a secret', () => {
		const empty = createHmac('sha256', '').update(body).digest('hex');
		expect(isSigned(body, empty, '')).toBe(false);
	});
});

describe('a delivery', () => {
	const parse = (value: unknown) => parseDelivery(Buffer.from(JSON.stringify(value)));

	it('is read as Clio sends it', () => {
		const data = { id: 152, etag: '"9a"' };
		expect(parse({ data, meta: { event: 'created', webhook_id: 1234, more: 1 } })).toEqual({
			id: 152,
			event: 'created',
			data,
			meta: { event: 'created', webhook_id: 1234 },
		});
	});

	it.each([null, [], 'text', 7, {}, { data: { id: 1 } }, { meta: { event: 'created' } }])(
		'is not %j',
		(value) => expect(parse(value)).toBeUndefined(),
	);

	it('is not what is no JSON', () => {
		expect(parseDelivery(Buffer.from('{"data"'))).toBeUndefined();
		expect(parseDelivery(Buffer.alloc(0))).toBeUndefined();
	});
});

describe('a repetition', () => {
	/** Whether the second is recognised once the first was there, of whose record more may be known. */
	const repeats = (first: object, second: object, of: Rule = rule(), values?: Json): boolean => {
		const { left } = keysOf(delivery(first), of, values);
		return keysOf(delivery(second), of).asked.some((key) => left.includes(key));
	};
	const version = (etag: string) => ({ data: { id: 7, etag: `"${etag}"` } });
	const closed = (etag: string, close_date?: string) => ({
		event: 'matter_closed',
		data: { id: 7, etag: `"${etag}"`, ...(close_date ? { close_date } : {}) },
	});

	it('is the same version of the same record for the same reason', () => {
		expect(repeats({}, {})).toBe(true);
		expect(repeats({}, { id: 8 })).toBe(false);
		expect(repeats({}, version('2'))).toBe(false);
		expect(repeats({}, { event: 'matter_closed' })).toBe(false);
		expect(repeats({ event: 'created' }, {})).toBe(false);
	});

	it('is a creation whatever was edited since, told or recovered', () => {
		const created = { event: 'created' };
		for (const recovered of [undefined, true]) {
			expect(repeats(created, { ...created, ...version('2'), recovered })).toBe(true);
			expect(repeats({ ...created, recovered }, { ...created, ...version('2') })).toBe(true);
			expect(repeats(created, { ...created, id: 8, recovered })).toBe(false);
		}
	});

	it('is no creation because an edit came before it', () => {
		expect(repeats({}, { event: 'created', recovered: true })).toBe(false);
	});

	it('is a recovered edit that Clio told as whatever brought this version', () => {
		expect(repeats({}, { recovered: true })).toBe(true);
		expect(repeats({ event: 'created' }, { recovered: true })).toBe(true);
		expect(repeats(version('2'), { recovered: true })).toBe(false);
		expect(repeats({ id: 8 }, { recovered: true })).toBe(false);
	});

	it('is a recovered edit of a watched field, once its record was read', () => {
		const told = { data: { id: 7, status: 'Open' } };
		const record = { ...told.data, etag: '"1"' };
		expect(repeats(told, { recovered: true }, rule(), record)).toBe(true);
		expect(repeats(told, { recovered: true })).toBe(false);
	});

	it('is no second edit of a watched field that Clio tells, though the record read is the same', () => {
		const told = delivery({ data: { id: 7, status: 'Open' } });
		expect(keysOf(told, rule(), { ...told.data, etag: '"1"' }).asked).toEqual([]);
	});

	it('is an edit that was recovered and is told after all', () => {
		expect(repeats({ recovered: true }, {})).toBe(true);
	});

	it('is a recovered change of status on the same day, though the matter was edited since', () => {
		const recovered = (day: string) => ({ ...closed('2', day), recovered: true });
		const record = { etag: '"1"', close_date: '2026-01-11' };
		expect(repeats(closed('1'), recovered('2026-01-11'), rule(), record)).toBe(true);
		expect(repeats(closed('1'), recovered('2026-01-12'), rule(), record)).toBe(false);
		const opened = { event: 'matter_opened', data: { id: 7, open_date: '2026-01-11' } };
		expect(repeats(opened, recovered('2026-01-11'))).toBe(false);
	});

	it('is no second change of status on the same day that Clio tells', () => {
		expect(repeats(closed('1', '2026-01-11'), closed('2', '2026-01-11'))).toBe(false);
	});

	it('is no edit because a change of status brought this version, nor the other way round', () => {
		expect(repeats(closed('1'), { recovered: true })).toBe(false);
		expect(repeats({}, { ...closed('1'), recovered: true })).toBe(false);
	});

	it('is the same stamp, whatever else changed and however it is told', () => {
		const stamped = rule({ stamp: { field: 'completed_at', of: 'event' } });
		const done = (day: number, etag: string, event = 'updated') => ({
			event,
			data: { completed_at: `2026-01-0${day}T00:00:00Z`, etag },
		});
		expect(repeats(done(1, '"1"'), done(1, '"2"', 'created'), stamped)).toBe(true);
		expect(repeats(done(1, '"1"'), done(2, '"1"'), stamped)).toBe(false);
		expect(repeats(done(1, '"1"'), { ...done(1, '"1"'), id: 8 }, stamped)).toBe(false);
	});

	it('is the same record, where the rule says once', () => {
		const once = rule({ once: true });
		expect(repeats({ event: 'created' }, version('2'), once)).toBe(true);
		expect(repeats({}, { id: 8 }, once)).toBe(false);
	});

	it('is nothing that tells too little', () => {
		const told = delivery({ data: { id: 7, status: 'Open' } });
		expect(keysOf(told, rule())).toEqual({ asked: [], left: [] });
	});
});

describe('a stamp', () => {
	const noon = Date.parse('2026-01-10T12:00:00Z');
	const since = { published: Date.parse('2026-01-01T12:00:00Z'), from: noon };
	const stamped = (of: Stamp['of']) => rule({ stamp: { field: 'at', of }, bornWith: 'created_at' });
	const created_at = '2025-01-01T00:00:00Z';
	it.each([
		['event', '2026-01-10T12:00:00Z', true],
		['event', '2026-01-10T13:00:00+01:00', true],
		['event', '2026-01-10T11:59:59Z', false],
		['event', null, false],
		['event', '', false],
		['event', 'soon', false],
		// A person may enter the day of a payment much later: a day before the publishing is too early.
		['day', '2026-01-10', true],
		['day', '2025-12-31T12:00:00Z', true],
		['day', '2025-12-31', false],
		['day', null, false],
		// What was born before a gap may be complete in it, but not what was born before the publishing.
		['birth', '2026-01-10T11:59:59Z', true],
		['birth', '2026-01-01T12:00:00Z', true],
		['birth', '2026-01-01T11:59:59Z', false],
	] as const)('of the %s: %p is news: %p', (of, at, isNew) => {
		expect(isNews({ at, created_at }, stamped(of), since)).toBe(isNew);
	});

	it('that the record was born with is no news', () => {
		const at = '2026-01-11T00:00:00Z';
		expect(isNews({ at, created_at: at }, stamped('event'), since)).toBe(false);
		expect(isNews({ at, created_at: '2026-01-11T01:00:00+01:00' }, stamped('event'), since)).toBe(
			false,
		);
	});

	it('that is not there decides nothing', () => {
		expect(isNews({}, stamped('event'), since)).toBe(true);
		expect(isNews({}, rule(), since)).toBe(true);
	});
});

describe('conditions', () => {
	it('are met by one of many', () => {
		const where = { 'matters.id': ['2'] };
		expect(meets({ matters: [{ id: 1 }, { id: 2 }] }, where)).toBe(true);
		expect(meets({ matters: [{ id: 1 }] }, where)).toBe(false);
	});

	it('are all to be met', () => {
		const where = { 'client.id': ['1'], 'matter_stage.id': ['5', '6'] };
		expect(meets({ client: { id: 1 }, matter_stage: { id: 6 } }, where)).toBe(true);
		expect(meets({ client: { id: 1 }, matter_stage: { id: 7 } }, where)).toBe(false);
	});
});

describe('what was missed', () => {
	const from = Date.parse('2026-01-10T00:00:00Z');
	const published = Date.parse('2026-01-01T00:00:00Z');
	const old = '2025-01-01T00:00:00Z';
	const found = async (more: Partial<Rule>, ...data: object[]) => {
		const clio = new FakeClio().answers(ok(data));
		const missed = await missedSince(clio.client(), rule(more), { published, from });
		const events = missed.map(({ id, event }) => `${String(id)} ${event}`);
		return { asked: clio.asked[0], missed, events };
	};
	const eventsIn = async (more: Partial<Rule>, ...data: object[]) =>
		(await found(more, ...data)).events;
	const record = (id: number, updated: string, created = old, more = {}) => ({
		id,
		etag: `"${id}"`,
		updated_at: updated,
		created_at: created,
		...more,
	});
	const late = '2026-01-12T00:00:00Z';

	it('is asked for by change, or by creation where nothing else counts', async () => {
		const updated = await found({});
		expect(updated.asked).toContain('updated_since=2026-01-10T00:00:00.000Z');
		const both = await found({ events: ['created', 'updated'] });
		expect(both.asked).toContain('updated_since=2026-01-10T00:00:00.000Z');
		const created = await found({ events: ['created'] });
		expect(created.asked).toContain('created_since=2026-01-10T00:00:00.000Z');
	});

	it('is asked for with all by which it is judged and recognised', async () => {
		const { asked } = await found({
			stamp: { field: 'matter_stage_updated_at', of: 'event' },
			where: { 'client.id': ['1'] },
		});
		const [, fields] = /fields=([^&]+)/.exec(asked)!;
		expect(fields.split(',')).toEqual(
			expect.arrayContaining(
				'id etag created_at updated_at status open_date pending_date close_date matter_stage_updated_at client{id}'.split(
					' ',
				),
			),
		);
	});

	it('comes oldest first, whatever the order of the list, as recovered', async () => {
		const { events, missed } = await found(
			{},
			record(1, '2026-01-12T00:00:00Z'),
			record(2, '2026-01-11T00:00:00+02:00'),
			record(3, '2026-01-10T23:00:00Z'),
		);
		expect(events).toEqual(['2 updated', '3 updated', '1 updated']);
		expect(missed.every(({ recovered, model }) => recovered && model === 'matter')).toBe(true);
	});

	it('is a creation only of what is new, and an edit of what is new only if it was edited', async () => {
		const events = ['created', 'updated'];
		const before = record(1, late);
		const edited = record(2, late, '2026-01-11T00:00:00Z');
		const untouched = record(3, late, late);
		expect(await eventsIn({ events }, before)).toEqual(['1 updated']);
		expect(await eventsIn({ events }, edited)).toEqual(['2 created', '2 updated']);
		expect(await eventsIn({ events }, untouched)).toEqual(['3 created']);
		expect(await eventsIn({ events: ['updated'] }, edited, untouched)).toEqual(['2 updated']);
		expect(await eventsIn({ events: ['created'] }, before, edited)).toEqual(['2 created']);
		expect(await eventsIn({ events }, record(4, late, '2026-01-10T00:00:00Z'))).toEqual([
			'4 created',
			'4 updated',
		]);
	});

	it('of a matter is a change of status if its day is late enough', async () => {
		const events = ['matter_closed'];
		const closed = (day: string | null, status = 'Closed') =>
			record(1, late, undefined, { status, close_date: day });
		expect(await eventsIn({ events }, closed('2026-01-11'))).toEqual(['1 matter_closed']);
		// It was still the 9th somewhere.
		expect(await eventsIn({ events }, closed('2026-01-09'))).toEqual(['1 matter_closed']);
		expect(await eventsIn({ events }, closed('2026-01-08'))).toEqual([]);
		expect(await eventsIn({ events }, closed(null))).toEqual([]);
		expect(await eventsIn({ events }, closed('2026-01-11', 'Open'))).toEqual([]);
	});

	it('of a matter is all that can have happened to it', async () => {
		const events = ['created', 'updated', 'matter_opened', 'matter_closed'];
		const status = { status: 'Closed', open_date: '2026-01-11', close_date: '2026-01-12' };
		const matter = record(1, late, '2026-01-11T00:00:00Z', status);
		expect(await eventsIn({ events }, matter)).toEqual([
			'1 created',
			'1 updated',
			'1 matter_closed',
		]);
	});

	it('goes by the stamp where there is one', async () => {
		const stamp: Stamp = { field: 'matter_stage_updated_at', of: 'event' };
		const staged = (id: number, moment: string | null) =>
			record(id, late, undefined, { matter_stage_updated_at: moment });
		const list = [staged(1, late), staged(2, '2026-01-09T00:00:00Z'), staged(3, null)];
		expect(await eventsIn({ stamp }, ...list)).toEqual(['1 updated']);
	});

	it('is what was born between publishing and the gap, and is complete now', async () => {
		const documents: Partial<Rule> = {
			model: 'document',
			events: ['created', 'updated'],
			stamp: { field: 'created_at', of: 'birth' },
			where: { 'latest_document_version.fully_uploaded': ['true'] },
		};
		const uploaded = (fully_uploaded: boolean) => ({ latest_document_version: { fully_uploaded } });
		const events = await eventsIn(
			documents,
			record(1, late, '2026-01-09T00:00:00Z', uploaded(true)),
			record(2, late, '2026-01-11T00:00:00Z', uploaded(true)),
			record(3, late, '2026-01-11T00:00:00Z', uploaded(false)),
			record(4, late, old, uploaded(true)),
		);
		expect(events).toEqual(['1 updated', '2 created']);
	});

	it('is only what meets the conditions', async () => {
		const where = { 'client.id': ['1'] };
		const of = (id: number, client: object | null) => record(id, late, undefined, { client });
		expect(await eventsIn({ where }, of(1, { id: 1 }), of(2, { id: 2 }), of(3, null))).toEqual([
			'1 updated',
		]);
	});

	it('cannot be told of payments, nor of deletions', () => {
		expect(canRecover(rule({ model: 'clio_payments_payment' }))).toBe(false);
		expect(canRecover(rule({ events: ['deleted'] }))).toBe(false);
		expect(canRecover(rule({ events: ['deleted', 'updated'] }))).toBe(true);
	});
});

describe('subscriptions', () => {
	const webhook = (id: number, url: string) => ({ id, url, model: 'matter', events: ['updated'] });

	it('are found by exactly their address', async () => {
		const url = 'https://n8n.example/webhook/1/webhook';
		const strangers = [`${url}/`, `${url}?a`, url.toUpperCase(), 'https://n8n.example/webhook/1'];
		const list = [url, ...strangers, url].map((one, id) => webhook(id, one));
		const clio = new FakeClio().answers(ok(list));
		const found = await new Subscriptions(clio.client(), 'Matters').at(url);
		expect(found.map(({ id }) => id)).toEqual(['0', '5']);
	});

	it.each([
		['https://n8n.example/a', 'https://n8n.example:443/a', true],
		['https://n8n.example/a', 'HTTPS://N8N.Example/a', true],
		['https://n8n.example/a b/ü', 'https://n8n.example/a%20b/%C3%BC', true],
		['https://bücher.example/a', 'https://xn--bcher-kva.example/a', true],
		['https://n8n.example/a', 'https://n8n.example/A', false],
		['https://n8n.example/a', 'https://n8n.example:8443/a', false],
		['https://n8n.example/a', 'https://n8n.example/a?b', false],
		['https://n8n.example/a', 'http://n8n.example/a', false],
		['nowhere', 'nowhere', true],
		['nowhere', 'https://n8n.example/a', false],
	])('at %s are at %s: %p', (url, other, isSame) => {
		expect(isAt({ url } as Webhook, other)).toBe(isSame);
		expect(isAt({ url: other } as Webhook, url)).toBe(isSame);
	});

	it('that do not exist are nowhere', () => {
		expect(isAt(undefined, 'undefined')).toBe(false);
	});

	it('that are gone are undefined, and deleting them is fine', async () => {
		const clio = new FakeClio().answers(answer(404), answer(404));
		const subscriptions = new Subscriptions(clio.client(), 'Matters');
		expect(await subscriptions.get('1')).toBeUndefined();
		await subscriptions.delete('1');
	});

	it('name both permissions when one is missing', async () => {
		const clio = new FakeClio().answers(answer(403));
		const { advice } = await refusal(new Subscriptions(clio.client(), 'Billing').delete('1'));
		expect(advice).toContain('"Webhooks" or "Billing"');
	});

	it('are made with a read-only credential, too', async () => {
		const clio = new FakeClio().answers(ok(webhook(1, 'https://x')));
		const wanted = { url: 'https://x', model: 'matter', events: ['updated'], fields: 'id,etag' };
		const client = clio.client({ readOnly: true });
		await new Subscriptions(client, 'Matters').create(wanted, Date.parse('2026-02-01T00:00:00Z'));
		expect(clio.requests[0].body).toEqual({
			data: { ...wanted, expires_at: '2026-02-01T00:00:00Z' },
		});
	});
});

describe('the models', () => {
	it('are resources whose version and watched fields exist', () => {
		for (const model of models) expect(resourceOf(model).reads).toContain(versionOf(model));
		for (const { model, events, fields = [], stamp, changedTo } of Object.values(triggerEvents)) {
			expect(models).toContain(model);
			for (const event of events) expect(eventsOf(model)).toContain(event);
			const { reads, records } = resourceOf(model);
			for (const name of fields.map((path) => path.split('.')[0])) {
				expect([...reads, ...Object.keys(records)]).toContain(name);
			}
			if (stamp) expect(fields).toContain(stamp.field);
			if (changedTo) expect(resources).toHaveProperty(changedTo.resource);
		}
	});
});
