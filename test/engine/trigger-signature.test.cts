import {
	asked,
	published,
	signed,
	story,
	theOne,
	until,
	withClio,
	type Place,
	settledIn,
} from './trigger-kit.cts';
import { freshMemory } from './memory.cts';

/** So large as a delivery of many watched fields never is. */
const megabyte = (id: number) =>
	JSON.stringify({
		data: { id: 1, etag: '"big"', description: 'x'.repeat(1_048_576) },
		meta: { event: 'updated', webhook_id: id },
	});

const onlyLive = { triggerOn: 'matterUpdated', options: { catchUp: false } };

describe('Who may start the workflow', () => {
	story.each(['wrong', 'missing', 'truncated', 'uppercase', 'base64'] as const)(
		'a %s signature starts nothing and is refused',
		async (signature) =>
			withClio({}, async (place) => {
				const { sandbox, host } = place;
				const { id } = await published(place);
				const { status } = await sandbox.webhooks.forge(id, { signature });
				expect(status).toBe(401);
				await host.settled();
				expect(host.begun).toBe(0);
			}),
	);

	story('the right one starts it', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { id } = await published(place);
			const [matter] = sandbox.store.all('matters');
			const data = { id: matter.id, etag: '"other"' };
			const { status } = await sandbox.webhooks.forge(id, { signature: 'valid', data });
			expect(status).toBe(200);
			await host.executions(1);
			expect(host.started.flatMap(({ json }) => json)).toMatchObject([{ id: matter.id }]);
		}),
	);

	story('a delivery that comes again is acknowledged and starts nothing', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { id } = await published(place);
			sandbox.change('matters', { description: 'Once' });
			await host.executions(1);
			for (let times = 0; times < 3; times++) {
				const again = await sandbox.webhooks.forge(id, { replay: true, signature: 'valid' });
				expect(again.status).toBe(200);
			}
			await host.settled();
			expect(host.begun).toBe(1);
			sandbox.change('matters', { description: 'Twice' });
			await host.executions(2);
			expect(host.begun).toBe(2);
		}),
	);

	story('a delivery that comes again after a restart starts nothing', async () =>
		withClio({ parameters: onlyLive }, async (place) => {
			const { sandbox, host } = place;
			const { id } = await published(place);
			sandbox.change('matters', { description: 'Once' });
			await host.executions(1);
			await host.restart();
			const again = await sandbox.webhooks.forge(id, { replay: true, signature: 'valid' });
			expect(again.status).toBe(200);
			await host.settled();
			expect(host.started).toHaveLength(1);
		}),
	);

	story('Clio that sends everything twice starts it once', async () =>
		withClio({ clio: { webhooks: { duplicates: true } } }, async (place) => {
			const { sandbox, host } = place;
			await published(place);
			sandbox.change('matters', { description: 'Changed' }, { count: 10 });
			await host.executions(10);
			expect(host.begun).toBe(10);
		}),
	);

	story('a webhook that does not exist, or calls another address, is not ours', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { id } = await published(place);
			const stranger = await place.another({ memory: freshMemory() });
			await stranger.activate();
			const other = sandbox.webhooks.list().find(({ url }) => url === stranger.address)!;
			// Its secret is known to who sends this, and right.
			for (const webhookId of [4_711_000, other.id]) {
				const body = JSON.stringify({
					data: { id: 1, etag: '"1"' },
					meta: { event: 'updated', webhook_id: webhookId },
				});
				const { status } = await host.post(body, signed(body, other.shared_secret));
				expect(status).toBe(401);
			}
			const lent = await sandbox.webhooks.forge(id, { signature: 'valid', url: stranger.address });
			expect(lent.status).toBe(401);
			await host.settled();
			expect([host.begun, stranger.begun]).toEqual([0, 0]);
		}),
	);

	story('a body of 1 MB is checked like any other', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { id } = await published(place);
			const body = megabyte(id);
			const unsigned = await host.post(body);
			expect(unsigned.status).toBe(401);
			expect(host.begun).toBe(0);
			const { status } = await sandbox.webhooks.forge(id, { signature: 'valid', body });
			expect(status).toBe(200);
			await host.settled();
			expect(host.begun).toBe(1);
		}),
	);

	story('what is no delivery is refused, even signed', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { id } = await published(place);
			const meta = { event: 'updated', webhook_id: id };
			const bodies = [
				'',
				'{"data":',
				'[]',
				'null',
				'"text"',
				JSON.stringify({ data: { id: 1 } }),
				JSON.stringify({ meta }),
				JSON.stringify({ data: {}, meta }),
				JSON.stringify({ data: { id: null }, meta }),
				JSON.stringify({ data: { id: 1 }, meta: { webhook_id: id } }),
				JSON.stringify({ data: { id: 1 }, meta: { ...meta, webhook_id: { id } } }),
			];
			for (const body of bodies) {
				const { status } = await sandbox.webhooks.forge(id, { signature: 'valid', body });
				expect([body, status]).toEqual([body, 401]);
			}
			await host.settled();
			expect(host.begun).toBe(0);
		}),
	);

	story('an event that is not watched is acknowledged and starts nothing', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { id } = await published(place);
			const forged = { signature: 'valid', event: 'deleted' } as const;
			expect((await sandbox.webhooks.forge(id, forged)).status).toBe(200);
			expect(host.begun).toBe(0);
		}),
	);
});

describe('Handshakes', () => {
	story('a stranger gets his own word back, and nothing else happens', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { id } = await published(place);
			// Its own first check would count.
			await settledIn(place, 0);
			const before = JSON.stringify(host.database);
			const calls = sandbox.requests.length;
			const body = JSON.stringify({ data: { webhook_id: id } });
			const reply = await host.post(body, { 'x-hook-secret': 'of-a-stranger' });
			expect(reply).toMatchObject({ status: 200, body: '' });
			expect(reply.headers['x-hook-secret']).toBe('of-a-stranger');
			expect(sandbox.requests).toHaveLength(calls);
			expect(JSON.stringify(host.database)).toBe(before);
			const forged = JSON.stringify({
				data: { id: 1, etag: '"1"' },
				meta: { event: 'updated', webhook_id: id },
			});
			expect((await host.post(forged, signed(forged, 'of-a-stranger'))).status).toBe(401);
			const right = await sandbox.webhooks.forge(id, { signature: 'valid' });
			expect(right.status).toBe(200);
			await host.settled();
			expect(host.begun).toBe(1);
		}),
	);

	story('a signature beside the secret makes it a delivery', async () =>
		withClio({}, async (place) => {
			const { host } = place;
			const { id } = await published(place);
			const body = JSON.stringify({ data: { id: 1 }, meta: { event: 'updated', webhook_id: id } });
			const headers = { 'x-hook-secret': 's', 'x-hook-signature': 'a'.repeat(64) };
			const reply = await host.post(body, headers);
			expect(reply.status).toBe(401);
			expect(reply.headers['x-hook-secret']).toBeUndefined();
		}),
	);

	story.each([
		['empty', ''],
		['blank', 'two words'],
		['long', 'x'.repeat(513)],
		['not plain', 'caf\u00e9'],
	])('a secret that is %s is not sent back', async (_, secret) =>
		withClio({}, async (place) => {
			await published(place);
			const reply = await place.host.post('{}', { 'x-hook-secret': secret });
			expect(reply.status).toBe(400);
			expect(reply.headers['x-hook-secret']).toBeUndefined();
		}),
	);

	story.each(['before', 50, 1_000, 'unseen'] as const)(
		'the webhook works when the handshake comes %s',
		async (handshake) =>
			withClio({ clio: { webhooks: { handshake } } }, async (place) => {
				const { sandbox, host } = place;
				await host.activate();
				await until(() => theOne(sandbox).status === 'enabled', 'the handshake');
				sandbox.change('matters', { description: 'Changed' });
				await host.executions(1);
				expect(host.started).toHaveLength(1);
				expect(host.failed).toEqual([]);
			}),
	);

	story('the webhook works when Clio tells its secret only after the handshake', async () =>
		withClio({ clio: { webhooks: { handshake: 300, secretAtOnce: false } } }, async (place) => {
			const { sandbox, host } = place;
			await host.activate();
			await until(() => theOne(sandbox).status === 'enabled', 'the handshake');
			sandbox.change('matters', { description: 'Changed' });
			await host.executions(1);
			expect(host.started).toHaveLength(1);
			expect(sandbox.deliveries.map(({ status }) => status)).toEqual([200, 200]);
		}),
	);
});

/** Published, and served by a process that has not asked Clio for anything yet. */
async function serving(place: Place) {
	const webhook = await published(place);
	place.host.forget();
	return webhook;
}

describe('The secret', () => {
	story('changed at Clio: one question, and the delivery is accepted', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { id } = await serving(place);
			const before = sandbox.requests.length;
			sandbox.webhooks.changeSecret(id);
			sandbox.change('matters', { description: 'One' });
			await sandbox.webhooks.settled();
			expect(sandbox.deliveries.at(-1)).toMatchObject({ event: 'updated', status: 200 });
			await host.executions(1);
			sandbox.change('matters', { description: 'Two' });
			await host.executions(2);
			expect(host.started).toHaveLength(2);
			const questions = asked(sandbox, before).filter((call) => call === `GET webhooks/${id}`);
			// The second may be that of the regular check.
			expect(questions.length).toBeLessThanOrEqual(2);
		}),
	);

	story('unknown while Clio cannot be asked: Clio repeats until it can', async () =>
		withClio(
			{ parameters: onlyLive, clio: { webhooks: { firstRetryMs: 2_500 } } },
			async (place) => {
				const { sandbox, host } = place;
				const { id } = await serving(place);
				const heal = sandbox.fail({ path: `/webhooks/${id}`, status: 500, times: Infinity });
				sandbox.webhooks.changeSecret(id);
				sandbox.change('matters', { description: 'Changed' });
				await sandbox.webhooks.settled();
				expect(sandbox.deliveries.at(-1)).toMatchObject({ event: 'updated', status: 503 });
				expect(host.begun).toBe(0);
				heal();
				await host.executions(1);
				expect(host.started).toHaveLength(1);
				expect(sandbox.deliveries.at(-1)).toMatchObject({ event: 'updated', status: 200 });
			},
		),
	);

	story('unknown while Clio says nothing: the answer comes within seconds', async () =>
		withClio({ clio: { webhooks: { firstRetryMs: 60_000 } } }, async (place) => {
			const { sandbox } = place;
			const { id } = await serving(place);
			sandbox.fail({ path: `/webhooks/${id}`, hang: true, times: Infinity });
			sandbox.webhooks.changeSecret(id);
			sandbox.change('matters', { description: 'Changed' });
			await sandbox.webhooks.settled();
			const { status, ms } = sandbox.deliveries.at(-1)!;
			expect(status).toBe(503);
			expect(ms).toBeLessThan(5_000);
		}),
	);

	story('our own webhook whose secret Clio does not tell yet: Clio repeats', async () =>
		withClio({ clio: { webhooks: { handshake: 'never', secretAtOnce: false } } }, async (place) => {
			const { sandbox } = place;
			const { id } = await serving(place);
			const early = await sandbox.webhooks.forge(id, { signature: 'valid' });
			expect(early.status).toBe(503);
			sandbox.webhooks.enable(id);
			const later = await sandbox.webhooks.forge(id, { signature: 'valid' });
			expect(later.status).toBe(200);
		}),
	);

	story('the secret that Clio has replaced no longer opens', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { id, shared_secret: old } = await published(place);
			sandbox.webhooks.changeSecret(id);
			sandbox.change('matters', { description: 'Changed' });
			await host.executions(1);
			expect(host.started).toHaveLength(1);
			const body = JSON.stringify({
				data: { id: 1, etag: '"1"' },
				meta: { event: 'updated', webhook_id: id },
			});
			expect((await host.post(body, signed(body, old))).status).toBe(401);
		}),
	);

	story('the secret changed right after a check: the next delivery is accepted', async () =>
		withClio({ clio: { webhooks: { firstRetryMs: 60_000 } } }, async (place) => {
			const { sandbox, host } = place;
			await host.activate();
			await settledIn(place, 0);
			sandbox.webhooks.changeSecret(theOne(sandbox).id);
			sandbox.change('matters', { description: 'Changed' });
			await sandbox.webhooks.settled();
			expect(sandbox.deliveries.at(-1)).toMatchObject({ event: 'updated', status: 200 });
		}),
	);

	story('strangers can make us ask Clio no more than a few times a minute', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			await serving(place);
			const before = sandbox.requests.length;
			const statuses: number[] = [];
			for (let id = 1; id <= 20; id++) {
				const body = JSON.stringify({
					data: { id: 1 },
					meta: { event: 'updated', webhook_id: id },
				});
				statuses.push((await host.post(body, signed(body, 'a guess'))).status);
			}
			expect(statuses.slice(0, 3)).toEqual([401, 401, 401]);
			// Whether they are ours is not known, so Clio would be asked to come again.
			expect(new Set(statuses.slice(3))).toEqual(new Set([503]));
			// The trigger's own check asks for its webhook, whatever strangers do.
			const own = sandbox.store.all('webhooks').map(({ id }) => `GET webhooks/${id}`);
			const questions = asked(sandbox, before).filter((call) => /^GET webhooks\/\d+$/.test(call));
			expect(questions.filter((call) => !own.includes(call)).length).toBeLessThanOrEqual(3);
			sandbox.change('matters', { description: 'Changed' });
			await host.executions(1);
			expect(host.started).toHaveLength(1);
		}),
	);
});
