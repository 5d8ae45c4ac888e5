import {
	asked,
	check,
	delivers,
	messageOf,
	published,
	running,
	story,
	theOne,
	until,
	withClio,
	worksAgain,
	settledIn,
	sleep,
} from './trigger-kit.cts';

const changes = (calls: string[]) => calls.filter((call) => !call.startsWith('GET'));

// The slow ones first: tests begin in this order.
describe('Clio refusing to register', () => {
	story.each([
		[500, { status: 500, times: Infinity }, /not available at the moment to list webhooks/],
		[401, { status: 401, times: Infinity }, /did not accept the connection.*connect it again/],
	] as const)('by %s is told', async (_, fault, says) =>
		withClio({}, async ({ sandbox, host }) => {
			sandbox.fail({ path: /webhooks/, ...fault });
			expect(await messageOf(host.activate())).toMatch(says);
			sandbox.clearFaults();
			expect(sandbox.webhooks.list()).toEqual([]);
			await host.activate();
			theOne(sandbox);
		}),
	);

	story('by a pause is waited out', async () =>
		withClio({}, async (place) => {
			place.sandbox.fail({ path: /webhooks/, status: 429, times: 2 });
			await published(place);
			await delivers(place);
		}),
	);

	story('or giving no answer is nothing to a webhook that was created', async () =>
		withClio({}, async (place) => {
			place.sandbox.fail({ method: 'POST', path: /webhooks/, when: 'after', drop: true });
			await published(place);
			await delivers(place);
		}),
	);

	story('without an answer says what to do, and the next try finds what was created', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			sandbox.fail({ method: 'POST', path: /webhooks/, when: 'after', drop: true });
			sandbox.fail({ path: /webhooks/, skip: 1, times: 4, status: 500 });
			expect(await messageOf(host.activate())).toBe(
				'No answer came to the request to create a webhook, so it may or may not have been carried out. If it was created after all, the next try finds and uses it. To try now, publish the workflow or listen for a test event again.',
			);
			sandbox.clearFaults();
			await host.activate();
			theOne(sandbox);
		}),
	);

	story.each([
		['Webhooks', 'Webhooks'],
		['Matters', 'Matters'],
	])('for want of the permission %s names it and says where to tick it', async (_, missing) =>
		withClio({ clio: { webhooks: { missingPermissions: [missing] } } }, async (place) => {
			const { sandbox, host } = place;
			const message = await messageOf(host.activate());
			expect(message).toMatch(/does not allow this connection to (list|create)/);
			expect(message).toContain(`"${missing}"`);
			expect(message).toMatch(/tick it in the developer portal/);
			sandbox.webhooks.set({ missingPermissions: [] });
			await host.activate();
			theOne(sandbox);
		}),
	);

	story('http is refused before Clio is asked anything', async () =>
		withClio({ protocol: 'http' }, async ({ sandbox, host }) => {
			const message = await messageOf(host.activate());
			expect(message).toMatch(/only addresses that begin with https.*WEBHOOK_URL/);
			expect(message).toContain('use Clio Poll Trigger, which has the same sentences');
			await host.deactivate();
			expect(asked(sandbox)).toEqual([]);
		}),
	);

	story.each([
		[{ triggerOn: 'any', model: 'matter', events: [] }, /No event is chosen/],
		[{ triggerOn: 'any', model: 'note', events: ['created'] }, /no webhooks for the model "note"/],
		[{ triggerOn: 'any', model: 'task', events: ['matter_closed'] }, /no event "matter_closed"/],
		[
			{ triggerOn: 'any', model: 'task', events: ['updated'], watchedFields: ['nonsense'] },
			/no field "nonsense"/,
		],
		[
			{ triggerOn: 'any', model: 'task', events: ['created'], onlyFor: { client: '1' } },
			/Client does not fit tasks/,
		],
	])('what makes no sense is refused before Clio is asked: %j', async (parameters, says) =>
		withClio({ parameters: parameters as never }, async ({ sandbox, host }) => {
			expect(await messageOf(host.activate())).toMatch(says);
			expect(changes(asked(sandbox))).toEqual([]);
			expect(sandbox.webhooks.list()).toEqual([]);
		}),
	);
});

describe('Unpublishing', () => {
	story.each([
		['DELETE', /could not be reached to delete a webhook/],
		['GET', /could not be reached to list webhooks/],
	] as const)('Clio that does not answer %s is told in our words', async (method, says) =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			await published(place);
			sandbox.fail({ method, path: /webhooks/, drop: true, times: Infinity });
			expect(await messageOf(host.deactivate())).toMatch(says);
		}),
	);

	story('a webhook that is gone already is fine', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { id } = await published(place);
			sandbox.webhooks.remove(id);
			await host.deactivate();
			await host.deactivate();
			expect(sandbox.webhooks.list()).toEqual([]);
		}),
	);

	story.each([
		[401, { status: 401, times: Infinity }, /did not accept the connection.*connect it again/],
		[403, { status: 403, times: Infinity }, /delete a webhook.*"Webhooks"/],
		[429, { status: 429, times: Infinity }, /too many requests/],
		[500, { status: 500, times: Infinity }, /not available at the moment to delete a webhook/],
	] as const)(
		'Clio answering %s is told, and the webhook is not forgotten',
		async (_, fault, says) =>
			withClio({}, async (place) => {
				const { sandbox, host } = place;
				const { id } = await published(place);
				const heal = sandbox.fail({ method: 'DELETE', path: /webhooks/, ...fault });
				expect(await messageOf(host.deactivate())).toMatch(says);
				expect(host.database.staticData).toMatchObject({
					'node:Clio Trigger': { webhookId: String(id) },
				});
				heal();
				await host.deactivate();
				expect(sandbox.webhooks.list()).toEqual([]);
			}),
	);

	story.each([
		['a pause', { status: 429 }],
		['a failure', { status: 502 }],
		['a lost answer', { drop: true, when: 'after' }],
	] as const)('%s of Clio is waited out', async (_, fault) =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			await published(place);
			sandbox.fail({ method: 'DELETE', path: /webhooks/, ...fault });
			await host.deactivate();
			expect(sandbox.webhooks.list()).toEqual([]);
		}),
	);
});

describe('Problems', () => {
	// 418 is not tried again at once, as 500 is, and counts the same.
	story('Clio that gives no sensible answer is told at the third check only', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			await running(place);
			const heal = sandbox.fail({ path: /webhooks/, status: 418, times: Infinity });
			for (const failures of [0, 0, 1]) {
				const lines = host.logged.length;
				await host.tick();
				await until(() => host.logged.length > lines, 'the end of a check', 20_000);
				expect(host.failed).toHaveLength(failures);
			}
			heal();
			await check(place);
			expect(worksAgain(place)).toHaveLength(1);
			await delivers(place);
		}),
	);

	story(
		'a permission that was taken away is told at once, once, and its return is logged',
		async () =>
			withClio({}, async (place) => {
				const { sandbox, host } = place;
				await running(place);
				for (let times = 1; times <= 2; times++) {
					const heal = sandbox.fail({ path: /webhooks/, status: 403, times: Infinity });
					for (let checks = 0; checks < 3; checks++) await check(place);
					expect(host.failed).toHaveLength(times);
					expect(host.failed.at(-1)).toMatchObject({
						message: expect.stringContaining('does not allow this connection'),
						description: expect.stringContaining('"Webhooks" or "Matters"'),
					});
					heal();
					await check(place);
					await check(place);
					expect(worksAgain(place)).toHaveLength(times);
				}
				await delivers(place);
			}),
	);

	story.each([403, 418])(
		'a webhook that cannot be replaced (%i) is told once, not at every check',
		async (status) =>
			withClio({}, async (place) => {
				const { sandbox, host } = place;
				const { id } = await running(place);
				sandbox.fail({ method: 'POST', path: '/webhooks', status, times: Infinity });
				sandbox.webhooks.remove(id);
				for (let times = 0; times < 6; times++) await check(place);
				expect(host.failed.length).toBeLessThanOrEqual(2);
			}),
	);

	story('a restart while Clio is down for a moment is no failed execution', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			await host.activate();
			await settledIn(place, 0);
			const heal = sandbox.fail({ path: /webhooks/, status: 418, times: Infinity });
			await host.restart();
			await sleep(8_000);
			heal();
			expect(host.failed).toEqual([]);
		}),
	);

	story('a connection that was revoked is told at once, once', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			await running(place);
			sandbox.revokeTokens();
			for (let checks = 0; checks < 3; checks++) await check(place);
			expect(host.failed).toHaveLength(1);
			expect(host.failed[0].message).toBe('Clio did not accept the connection');
		}),
	);
});
