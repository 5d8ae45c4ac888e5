import { createHmac } from 'node:crypto';
import { resources } from '../../clio/resources';
import { isNews, keysOf, meets, parseDelivery, type Delivery } from '../../clio/webhooks/delivery';
import { canRecover, missedSince } from '../../clio/webhooks/missed';
import { eventsOf, models, resourceOf, versionOf } from '../../clio/webhooks/models';
import { isSigned, looksSigned } from '../../clio/webhooks/signature';
import { Subscriptions } from '../../clio/webhooks/subscriptions';
import { triggerEvents } from '../../clio/webhooks/triggerEvents';
import { answer, FakeClio, ok, refusal } from './fake.cts';

const rule = (more: object = {}) => ({ model: 'matter', events: ['updated'], where: {}, ...more });
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
	const parse = (value: unknown) => parseDelivery(Buffer.from(JSON.stringify(value)), 'task');

	it('is read as Clio sends it', () => {
		const data = { id: 152, etag: '"9a"' };
		expect(parse({ data, meta: { event: 'created', webhook_id: 1234, more: 1 } })).toEqual({
			id: 152,
			event: 'created',
			model: 'task',
			data,
			meta: { event: 'created', webhook_id: 1234 },
		});
	});

	it.each([null, [], 'text', 7, {}, { data: { id: 1 } }, { meta: { event: 'created' } }])(
		'is not %j',
		(value) => expect(parse(value)).toBeUndefined(),
	);

	it('is not what is no JSON', () => {
		expect(parseDelivery(Buffer.from('{"data"'), 'task')).toBeUndefined();
		expect(parseDelivery(Buffer.alloc(0), 'task')).toBeUndefined();
	});

	it('is recognised by record, version and event', () => {
		const [key] = keysOf(delivery(), rule());
		expect(keysOf(delivery({ data: { etag: '"1"' } }), rule())).toEqual([key]);
		expect(keysOf(delivery({ id: 8 }), rule())).not.toContain(key);
		expect(keysOf(delivery({ event: 'created' }), rule())).not.toContain(key);
		expect(keysOf(delivery({ data: { etag: '"2"' } }), rule())).not.toContain(key);
	});

	it('may have come as created or as updated if it was recovered', () => {
		const recovered = keysOf(delivery({ recovered: true }), rule());
		expect(recovered).toEqual(expect.arrayContaining(keysOf(delivery(), rule())));
		const created = keysOf(delivery({ event: 'created' }), rule());
		expect(recovered).toEqual(expect.arrayContaining(created));
		const closed = delivery({ event: 'matter_closed', recovered: true });
		expect(keysOf(closed, rule())).toHaveLength(1);
	});

	it('is recognised by its stamp, or by the record alone, where the rule says so', () => {
		const stamped = rule({ stamp: 'completed_at' });
		const done = (moment: string, etag: string) =>
			keysOf(delivery({ data: { completed_at: moment, etag } }), stamped);
		expect(done('2026-01-01T00:00:00Z', '"1"')).toEqual(done('2026-01-01T00:00:00Z', '"2"'));
		expect(done('2026-01-01T00:00:00Z', '"1"')).not.toEqual(done('2026-01-02T00:00:00Z', '"1"'));
		expect(keysOf(delivery({ event: 'created' }), rule({ once: true }))).toEqual(['7']);
	});

	it('is recognised by nothing if it tells too little', () => {
		expect(keysOf(delivery({ data: { id: 7, status: 'Open' } }), rule())).toEqual([]);
	});
});

describe('a stamp', () => {
	const since = Date.parse('2026-01-10T12:00:00Z');
	const stamped = rule({ stamp: 'at', bornWith: 'created_at' });
	it.each([
		['2026-01-10T12:00:00Z', true],
		['2026-01-10T13:00:00+01:00', true],
		['2026-01-10T11:59:59Z', false],
		[null, false],
		['', false],
		['soon', false],
	])('%p is news: %p', (at, isNew) => {
		expect(isNews({ at, created_at: '2025-01-01T00:00:00Z' }, stamped, since)).toBe(isNew);
	});

	it('that the record was born with is no news', () => {
		const at = '2026-01-11T00:00:00Z';
		expect(isNews({ at, created_at: at }, stamped, since)).toBe(false);
	});

	it('that is not there decides nothing', () => {
		expect(isNews({}, stamped, since)).toBe(true);
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
	const since = Date.parse('2026-01-10T00:00:00Z');
	const found = async (more: object, data: object[]) => {
		const clio = new FakeClio().answers(ok(data));
		const missed = await missedSince(clio.client(), rule(more) as never, since, Infinity);
		return {
			asked: clio.asked[0],
			events: missed.map(({ id, event }) => `${String(id)} ${event}`),
		};
	};
	const record = (id: number, updated: string, created = '2025-01-01T00:00:00Z', more = {}) => ({
		id,
		etag: `"${id}"`,
		updated_at: updated,
		created_at: created,
		...more,
	});

	it('is asked for by change, or by creation where nothing else counts', async () => {
		const updated = await found({}, []);
		expect(updated.asked).toContain('updated_since=2026-01-10T00:00:00.000Z');
		const created = await found({ events: ['created'] }, []);
		expect(created.asked).toContain('created_since=2026-01-10T00:00:00.000Z');
	});

	it('comes oldest first, whatever the order of the list', async () => {
		const { events } = await found({}, [
			record(1, '2026-01-12T00:00:00Z'),
			record(2, '2026-01-11T00:00:00+02:00'),
			record(3, '2026-01-10T23:00:00Z'),
		]);
		expect(events).toEqual(['2 updated', '3 updated', '1 updated']);
	});

	it('of a matter is a change of status if its day is late enough', async () => {
		const events = ['matter_closed'];
		const closed = (day: string, status = 'Closed') =>
			record(1, '2026-01-12T00:00:00Z', undefined, { status, close_date: day });
		expect((await found({ events }, [closed('2026-01-11')])).events).toEqual(['1 matter_closed']);
		// It was still the 9th somewhere.
		expect((await found({ events }, [closed('2026-01-09')])).events).toEqual(['1 matter_closed']);
		expect((await found({ events }, [closed('2026-01-08')])).events).toEqual([]);
		expect((await found({ events }, [closed('2026-01-11', 'Open')])).events).toEqual([]);
	});

	it('cannot be told of payments, nor of deletions', () => {
		expect(canRecover(rule({ model: 'clio_payments_payment' }) as never)).toBe(false);
		expect(canRecover(rule({ events: ['deleted'] }) as never)).toBe(false);
		expect(canRecover(rule({ events: ['deleted', 'updated'] }) as never)).toBe(true);
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
			if (stamp) expect(fields).toContain(stamp);
			if (changedTo) expect(resources).toHaveProperty(changedTo.resource);
		}
	});
});
