import { freshMemory } from './memory.cts';
import {
	asked,
	check,
	day,
	delivers,
	hour,
	published,
	settledIn,
	story,
	theOne,
	until,
	withClio,
} from './trigger-kit.cts';

const changes = (calls: string[]) => calls.filter((call) => !call.startsWith('GET'));

describe('Publishing', () => {
	story('often in a row leaves one webhook', async () =>
		withClio({}, async (place) => {
			for (let times = 0; times < 5; times++) await place.host.activate();
			expect(theOne(place.sandbox)).toMatchObject({ url: place.host.address, status: 'enabled' });
			await delivers(place);
		}),
	);

	story.each([
		['lost', { drop: true }],
		['500', { status: 500 }],
	])(
		'when the answer to the creation is %s four times, the fifth try leaves one webhook',
		async (_, fault) =>
			withClio({}, async (place) => {
				const { sandbox, host } = place;
				sandbox.fail({ method: 'POST', path: '/webhooks', when: 'after', times: 4, ...fault });
				await host.activate('activate', 5);
				expect(theOne(sandbox).url).toBe(host.address);
				await delivers(place);
			}),
	);

	story('when that which was made cannot be removed between the tries, neither', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			sandbox.fail({ method: 'POST', path: '/webhooks', when: 'after', drop: true });
			sandbox.fail({ method: 'DELETE', path: /webhooks/, status: 403 });
			await host.activate('activate', 2);
			theOne(sandbox);
			await delivers(place);
		}),
	);

	story('again after unpublishing leaves exactly one webhook, then none', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			await host.activate();
			const { id } = theOne(sandbox);
			await host.deactivate();
			expect(sandbox.webhooks.list()).toEqual([]);
			await host.activate();
			expect(theOne(sandbox).id).not.toBe(id);
			await delivers(place);
			await host.deactivate();
			expect(sandbox.webhooks.list()).toEqual([]);
			expect(host.database.staticData).toEqual({ 'node:Clio Trigger': {} });
		}),
	);

	story('asks for what is wanted, for 30 days', async () =>
		withClio({ parameters: { triggerOn: 'matterClosed' } }, async (place) => {
			const webhook = await published(place);
			expect(webhook).toMatchObject({ model: 'matter', events: ['matter_closed'] });
			const days = (Date.parse(webhook.expires_at) - place.sandbox.now()) / day;
			expect(days).toBeGreaterThan(29.9);
			expect(days).toBeLessThan(30.1);
		}),
	);

	story('with other parameters replaces the webhook', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			await published(place);
			const more = [
				{ parameters: { triggerOn: 'matterClosed' }, wanted: { events: ['matter_closed'] } },
				{ parameters: { triggerOn: 'taskCreated' }, wanted: { model: 'task' } },
				{
					parameters: { triggerOn: 'taskCompleted' },
					wanted: { model: 'task', events: ['updated'], fields: 'id,completed_at' },
				},
			];
			for (const { parameters, wanted } of more) {
				host.configure(parameters);
				await host.activate('update');
				expect(theOne(sandbox)).toMatchObject(wanted);
			}
		}),
	);

	story('two triggers of one workflow have a webhook each', async () =>
		withClio({}, async ({ sandbox, host, another }) => {
			await host.activate();
			const { workflowId, database } = host;
			const second = await another({
				workflowId,
				database,
				nodeId: 'trigger-2',
				nodeName: 'Clio Trigger 2',
				parameters: { triggerOn: 'taskCreated' },
			});
			await second.activate();
			const urls = () => sandbox.webhooks.list().map(({ url }) => url);
			expect(urls()).toEqual([host.address, second.address]);
			await delivers({ sandbox, host });
			expect(second.begun).toBe(0);
			await host.deactivate();
			expect(urls()).toEqual([second.address]);
			const assignee = sandbox.store.all('tasks')[0].assignee as object;
			sandbox.create('tasks', { name: 'New', description: 'Task', assignee: { ...assignee } });
			await second.executions(1);
			expect(second.started).toHaveLength(1);
			await second.deactivate();
			expect(urls()).toEqual([]);
		}),
	);

	story('a renamed node takes over its webhook', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { id } = await published(place);
			host.rename('When a matter changes');
			await host.activate('update');
			expect(theOne(sandbox).id).toBe(id);
			await delivers(place);
			await host.restart();
			expect(theOne(sandbox).id).toBe(id);
			await delivers(place);
		}),
	);

	story.each(['init', 'update'] as const)(
		'an old copy of the workflow restored (%s) works with one webhook',
		async (activation) =>
			withClio({}, async (place) => {
				const { sandbox, host } = place;
				await host.activate();
				const old = structuredClone(host.database.staticData);
				await host.deactivate();
				await host.activate();
				const { id } = theOne(sandbox);
				host.database.staticData = old;
				await host.restart(activation);
				await delivers(place);
				await check(place);
				expect(theOne(sandbox).id).toBe(id);
				expect(host.failed).toEqual([]);
				await delivers(place);
			}),
	);

	story('a copied workflow has a webhook of its own', async () =>
		withClio({}, async ({ sandbox, host, another }) => {
			await host.activate();
			const database = structuredClone(host.database);
			const copy = await another({ database });
			await copy.activate();
			expect(sandbox.webhooks.list()).toMatchObject([{ url: host.address }, { url: copy.address }]);
			await copy.deactivate();
			expect(theOne(sandbox).url).toBe(host.address);
			await delivers({ sandbox, host });
		}),
	);

	story('more than 200 webhooks of others do not hide ours, and stay', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const webhook = await published(place);
			const { id: _, ...row } = sandbox.store.get('webhooks', webhook.id)!;
			for (let count = 0; count < 250; count++) {
				const url = `${host.address}${'/'.repeat((count % 3) + 1)}${count}`;
				sandbox.store.insert('webhooks', { ...row, url }, String(row.created_at));
			}
			await host.deactivate();
			expect(sandbox.webhooks.list()).toHaveLength(250);
			await host.activate();
			host.rename('Renamed');
			await host.activate('update');
			expect(sandbox.webhooks.list()).toHaveLength(251);
			await host.deactivate();
			expect(sandbox.webhooks.list()).toHaveLength(250);
		}),
	);
});

describe('A backup of production on a second host', () => {
	story('that only unpublishes touches nothing', async () =>
		withClio({}, async ({ sandbox, host, another }) => {
			const first = await published({ sandbox, host });
			const { workflowId } = host;
			const database = structuredClone(host.database);
			const second = await another({ workflowId, database, memory: freshMemory() });
			await second.deactivate();
			expect(theOne(sandbox).id).toBe(first.id);
			await delivers({ sandbox, host });
		}),
	);

	story.each([
		['of its own database', 'init', true],
		['of its own database', 'activate', true],
		['with the same database', 'init', false],
		['with the same database', 'leadershipChange', false],
	] as const)('%s (%s) never touches the webhook of the first', async (_, activation, isCopy) =>
		withClio({}, async ({ sandbox, host, another }) => {
			await host.activate();
			await settledIn({ sandbox, host }, 0);
			const first = theOne(sandbox);
			const database = isCopy ? structuredClone(host.database) : host.database;
			const { workflowId } = host;
			const second = await another({ workflowId, database, memory: freshMemory() });

			const from = sandbox.requests.length;
			await second.activate(activation);
			const isSettled = () =>
				asked(sandbox, from).some((call) => call.startsWith('PATCH')) && second.begun === 0;
			await until(isSettled, 'its first check');
			await check({ sandbox, host: second });
			const [, own] = sandbox.webhooks.list();
			expect(own.url).toBe(second.address);
			// Who shares a database has one memory of what came.
			if (isCopy) await delivers({ sandbox, host: second });
			await second.deactivate();
			await second.deactivate();
			const touched = changes(asked(sandbox, from)).filter((call) =>
				call.includes(String(first.id)),
			);
			expect(touched).toEqual([]);
			expect(theOne(sandbox)).toEqual(first);
			await delivers({ sandbox, host });
		}),
	);
});

story('A credential that may only read is enough', async () =>
	withClio({ credential: { access: 'readOnly' } }, async (place) => {
		await published(place);
		await delivers(place);
		await settledIn(place, 0);
		await place.host.deactivate();
		expect(place.sandbox.webhooks.list()).toEqual([]);
	}),
);

describe('Test events', () => {
	story('one event shows up, and its webhook goes', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { address } = await host.listen();
			const webhook = theOne(sandbox);
			expect(webhook).toMatchObject({ url: address, status: 'enabled' });
			expect(Date.parse(webhook.expires_at) - sandbox.now()).toBeLessThan(2 * hour);
			await delivers(place);
			expect(host.started[0].mode).toBe('manual');
			await until(() => sandbox.webhooks.list().length === 0, 'the end of the test webhook');
			expect(host.database).toEqual({ staticData: {}, processed: new Map() });
		}),
	);

	story('stopping removes the webhook; listening again makes another', async () =>
		withClio({}, async ({ sandbox, host }) => {
			const first = await host.listen();
			await first.stop();
			expect(sandbox.webhooks.list()).toEqual([]);
			const second = await host.listen();
			theOne(sandbox);
			await second.stop();
			expect(sandbox.webhooks.list()).toEqual([]);
		}),
	);

	story('the production webhook is not touched and hears the same event', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			await host.activate();
			await settledIn(place, 0);
			const before = theOne(sandbox);
			const from = sandbox.requests.length;
			await host.listen();
			expect(sandbox.webhooks.list()).toHaveLength(2);
			sandbox.change('matters', { description: 'Heard by both' });
			await host.executions(2);
			expect(host.started.map(({ mode }) => mode).sort()).toEqual(['manual', 'webhook']);
			await until(() => sandbox.webhooks.list().length === 1, 'the end of the test webhook');
			expect(theOne(sandbox)).toEqual(before);
			const touched = changes(asked(sandbox, from)).filter((call) =>
				call.includes(String(before.id)),
			);
			expect(touched).toEqual([]);
		}),
	);

	story('an event that was tested starts production later', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			await host.listen();
			const [matter] = sandbox.change('matters', { description: 'Tested' });
			await host.executions(1);
			await until(() => sandbox.webhooks.list().length === 0, 'the end of the test webhook');
			const sent = sandbox.deliveries.filter(({ event }) => event === 'updated');
			expect(sent).toHaveLength(1);
			const { id } = await published(place);
			const etag = host.started[0].json[0].etag as string;
			const forged = { signature: 'valid', data: { id: matter.id, etag } } as const;
			expect((await sandbox.webhooks.forge(id, forged)).status).toBe(200);
			await host.executions(2);
			expect(host.started.map(({ mode }) => mode)).toEqual(['manual', 'webhook']);
		}),
	);

	story('listening for a test event does not end the regular check', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			await host.activate();
			await settledIn(place, 0);
			const { stop } = await host.listen();
			await stop();
			sandbox.webhooks.remove(theOne(sandbox).id);
			await check(place);
			expect(theOne(sandbox).url).toBe(host.address);
		}),
	);

	story('the handshake does not use up the listening', async () =>
		withClio({ clio: { webhooks: { handshake: 200 } } }, async (place) => {
			const { sandbox, host } = place;
			await host.listen();
			await until(() => theOne(sandbox).status === 'enabled', 'the handshake');
			expect(host.begun).toBe(0);
			await delivers(place);
		}),
	);
});
