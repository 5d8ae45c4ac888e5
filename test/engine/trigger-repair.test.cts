import {
	asked,
	check,
	day,
	delivers,
	hour,
	minute,
	published,
	quiet,
	running,
	second,
	sleep,
	story,
	theOne,
	until,
	withClio,
	worksAgain,
	type Place,
} from './trigger-kit.cts';

const alone = { retries: 0, suspendAfter: Infinity };

const inDays = (moment: string, now: number) => (Date.parse(moment) - now) / day;

describe('The regular check', () => {
	story('renews the webhook long before it expires', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { id } = await running(place);
			for (let times = 0; times < 3; times++) {
				await sandbox.advance(9 * day);
				await check(place);
				const webhook = theOne(sandbox);
				expect(webhook.id).toBe(id);
				expect(inDays(webhook.expires_at, sandbox.now())).toBeCloseTo(30, 2);
			}
			expect(host.failed).toEqual([]);
			await delivers(place);
		}),
	);

	story('asks Clio for two things, each time', async () =>
		withClio({}, async (place) => {
			const { sandbox } = place;
			const { id } = await running(place);
			const from = sandbox.requests.length;
			await check(place);
			expect(asked(sandbox, from)).toEqual([`GET webhooks/${id}`, `PATCH webhooks/${id}`]);
		}),
	);

	story('is over when the workflow is unpublished', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			await host.activate();
			await host.deactivate();
			const from = sandbox.requests.length;
			await sleep(2_500);
			await host.tick();
			expect(asked(sandbox, from)).toEqual([]);
		}),
	);
});

describe('A webhook that Clio has not confirmed', () => {
	story('is told after two minutes and confirmed by us', async () =>
		withClio({ clio: { webhooks: { handshake: 'never' } } }, async (place) => {
			const { sandbox, host } = place;
			const { id } = await published(place);
			const confirmations = () => asked(sandbox).filter((call) => call.startsWith('PUT'));
			await sandbox.advance(minute);
			await check(place);
			expect(host.failed).toEqual([]);
			expect(confirmations()).toEqual([]);

			await sandbox.advance(2 * minute);
			await check(place);
			expect(host.failed).toMatchObject([
				{
					message: 'Clio could not reach the address of this trigger',
					description: expect.stringContaining(host.address),
				},
			]);
			expect(theOne(sandbox)).toMatchObject({ id, status: 'enabled' });
			await check(place);
			expect(confirmations()).toEqual([`PUT webhooks/${id}/activate`]);
			expect(host.failed).toHaveLength(1);
			// Our word is not Clio's: until a delivery comes in, what changes is looked for.
			expect(worksAgain(place)).toEqual([]);
			await delivers(place);
			await check(place);
			await until(() => worksAgain(place).length === 1, 'it works again');
		}),
	);

	story('is told once and confirmed once, and made anew until Clio gets through', async () =>
		withClio({ clio: { webhooks: { handshake: 'never' } } }, async (place) => {
			const { sandbox, host } = place;
			const { id } = await published(place);
			sandbox.fail({ method: 'PUT', path: /activate/, body: {}, status: 200, times: Infinity });
			await sandbox.advance(3 * minute);
			await check(place);
			expect(host.failed).toHaveLength(1);
			expect(theOne(sandbox)).toMatchObject({ id, status: 'pending' });
			const [missed] = sandbox.change('matters', { description: 'Meanwhile' });

			sandbox.webhooks.set({ handshake: 'before' });
			await check(place);
			await until(() => worksAgain(place).length === 1, 'a webhook that works');
			expect(theOne(sandbox)).toMatchObject({ url: host.address, status: 'enabled' });
			expect(asked(sandbox).filter((call) => call.startsWith('PUT'))).toHaveLength(1);
			expect(host.failed).toHaveLength(1);
			await host.executions(1);
			expect(host.started[0].json).toMatchObject([{ id: missed.id, recovered: true }]);
			await delivers(place);
		}),
	);

	story('what changed between publishing and the handshake is recovered', async () =>
		withClio({ clio: { webhooks: { handshake: 'never' } } }, async (place) => {
			const { sandbox, host } = place;
			sandbox.change('matters', { description: 'Before' });
			await sandbox.advance(minute);
			const { id } = await published(place);
			await sandbox.advance(10 * second);
			const [matter] = sandbox.change('matters', { description: 'Between' });
			await check(place);
			await sandbox.advance(20 * second);
			await sandbox.webhooks.handshake(id);
			await check(place);
			await host.executions(1);
			expect(host.started.flatMap(({ json }) => json)).toMatchObject([
				{ id: matter.id, description: 'Between', recovered: true },
			]);
		}),
	);
});

type Break = (place: Place, id: number) => void;

describe('A broken webhook', () => {
	const breaks: Array<[string, 'gone' | 'shown', Break, RegExp]> = [
		['suspended', 'gone', ({ sandbox }, id) => sandbox.webhooks.suspend(id), /stopped calling/],
		['expired and gone', 'gone', ({ sandbox }, id) => sandbox.webhooks.expire(id), /was gone/],
		['expired and shown', 'shown', ({ sandbox }, id) => sandbox.webhooks.expire(id), /had expired/],
		['deleted', 'gone', ({ sandbox }, id) => sandbox.webhooks.remove(id), /was gone/],
		[
			'changed',
			'gone',
			({ sandbox }, id) => {
				const row = sandbox.store.get('webhooks', id)!;
				sandbox.store.commit('webhooks', { ...row, events: ['deleted'] });
			},
			/had been changed/,
		],
	];
	story.each(breaks)(
		'%s (then %s) is replaced, told once, and what it missed is recovered',
		async (_, expired, breakIt, says) =>
			withClio({ clio: { webhooks: { ...alone, expired } } }, async (place) => {
				const { sandbox, host } = place;
				const { id } = await running(place);
				await sandbox.advance(hour);
				await delivers(place);
				await check(place);
				breakIt(place, id);
				await sandbox.advance(minute);
				const changed = sandbox.change('matters', { description: 'Missed' }, { count: 3 });
				await sandbox.advance(minute);
				await check(place);
				await until(() => host.started.length === 4, 'the recovered changes');
				await quiet(place);

				const recovered = host.started.slice(1).flatMap(({ json }) => json);
				expect(recovered.map(({ id: record }) => record)).toEqual(changed.map((row) => row.id));
				expect(recovered).toMatchObject(
					Array(3).fill({ recovered: true, description: 'Missed', event: 'updated' }),
				);
				const webhook = theOne(sandbox);
				expect(webhook).toMatchObject({ url: host.address, status: 'enabled' });
				expect(webhook.id).not.toBe(id);
				expect(host.failed.map(({ message }) => message)).toEqual([expect.stringMatching(says)]);
				expect(worksAgain(place)).toHaveLength(1);
				await delivers(place);

				// Another process knows the old webhook only.
				host.forget();
				await delivers(place);
				// Which marks what it has started as done soon after.
				await sleep(4_500);
				await host.shutDown();
				await host.restart();
				await quiet(place);
				await delivers(place);
				expect(theOne(sandbox).id).toBe(webhook.id);
				expect(host.started).toHaveLength(7);
			}),
	);

	story('one that calls elsewhere now is left alone', async () =>
		withClio({ clio: { webhooks: alone } }, async (place) => {
			const { sandbox, host } = place;
			const { id } = await running(place);
			const row = sandbox.store.get('webhooks', id)!;
			sandbox.store.commit('webhooks', { ...row, url: `${host.address}/elsewhere` });
			const before = sandbox.webhooks.get(id);
			const from = sandbox.requests.length;
			await check(place);
			await until(() => sandbox.webhooks.list().length === 2, 'a webhook of our own');
			await sleep(1_500);
			await check(place);
			expect(sandbox.webhooks.get(id)).toEqual(before);
			const changes = asked(sandbox, from).filter((call) => !call.startsWith('GET'));
			expect(changes.filter((call) => call.includes(String(id)))).toEqual([]);
			await host.deactivate();
			expect(theOne(sandbox)).toEqual(before);
		}),
	);
});
