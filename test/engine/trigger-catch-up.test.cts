import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../dev/sandbox/server.cts';
import type { Row } from '../../dev/sandbox/store.cts';
import type { TriggerHost } from './trigger-host.cts';
import {
	check,
	day,
	hour,
	minute,
	published,
	quiet,
	second,
	settledIn,
	sleep,
	story,
	theOne,
	until,
	withClio,
	type Place,
} from './trigger-kit.cts';

/** Nothing comes but by catching up. */
const silent = { retries: 0, suspendAfter: Infinity };
/** Clio tries again in a minute. */
const persistent = { firstRetryMs: minute - second, suspendAfter: Infinity };
const outOfReach = { webhooks: silent };

const idsOf = (rows: Array<{ id?: unknown }>) => rows.map(({ id }) => Number(id));
const startedBy = ({ started }: TriggerHost) => started.flatMap(({ json }) => json);

/** A trigger that has run for an hour, and then n8n is not there. */
async function down(place: Place, how: 'shutDown' | 'kill' = 'kill'): Promise<void> {
	const { sandbox, host } = place;
	await host.activate();
	await settledIn(place, 0);
	await sandbox.advance(hour);
	await check(place);
	await host[how]();
	await sandbox.advance(5 * minute);
}

/** n8n is there again, and has found out all it can. */
async function back(place: Place, count: number): Promise<void> {
	const { sandbox, host } = place;
	await sandbox.webhooks.settled();
	await sandbox.advance(5 * minute);
	await host.restart();
	await until(() => host.started.length + host.empty >= count, `${count} executions`, 30_000);
	await quiet(place, 400);
}

/** The newest matters, last first, so that their ids are not in the order of their changes. */
async function changeMany(sandbox: Sandbox, count: number, together: number): Promise<number[]> {
	const ids = idsOf(sandbox.store.all('matters').slice(-count)).reverse();
	const changed: number[] = [];
	for (let at = 0; at < count; at += together) {
		const group = ids.slice(at, at + together).sort((a, b) => a - b);
		sandbox.change('matters', { description: 'While n8n was down' }, { ids: group });
		changed.push(...group);
		await sandbox.advance(2 * second);
	}
	return changed;
}

describe('n8n was down', () => {
	story.each(['shutDown', 'kill'] as const)(
		'200 changes after %s: 200 of 200 arrive, oldest first, none twice, with their records',
		async (how) =>
			withClio({ clio: { matters: 210, ...outOfReach } }, async (place) => {
				const { sandbox, host } = place;
				await down(place, how);
				const changed = await changeMany(sandbox, 200, 40);
				await back(place, 200);
				const recovered = startedBy(host);
				expect(idsOf(recovered)).toEqual(changed);
				expect(host.begun).toBe(200);
				for (const record of recovered) {
					expect(record).toMatchObject({
						event: 'updated',
						recovered: true,
						description: 'While n8n was down',
						status: expect.any(String),
					});
				}
				expect(host.failed).toEqual([]);
				await check(place);
				expect(host.begun).toBe(200);
			}),
	);

	story('what Clio sends again meanwhile is not doubled', async () =>
		withClio({ clio: { matters: 210, webhooks: persistent } }, async (place) => {
			const { sandbox, host } = place;
			await down(place);
			const changed = sandbox.change('matters', { description: 'Missed' }, { count: 200 });
			await sandbox.webhooks.settled();
			let open = (): void => undefined;
			host.gate = new Promise<void>((resolve) => (open = resolve));
			await host.restart();
			await until(() => host.begun === 1, 'the first of them');
			// All of them come again, now.
			await sandbox.advance(minute);
			expect(host.begun).toBe(200);
			open();
			await quiet(place, 500);
			expect(sandbox.deliveries.filter(({ status }) => status === 200)).toHaveLength(201);
			expect(new Set(idsOf(startedBy(host)))).toEqual(new Set(idsOf(changed)));
			expect([host.started.length, host.begun]).toEqual([200, 200]);
		}),
	);

	story('what changes meanwhile comes, too', async () =>
		withClio({ clio: { matters: 60, ...outOfReach } }, async (place) => {
			const { sandbox, host } = place;
			await down(place);
			await changeMany(sandbox, 50, 50);
			await host.restart();
			await until(() => host.started.length > 5, 'some of them');
			const live = sandbox.change('matters', { client_reference: 'Live' }, { count: 10 });
			await until(() => host.started.length >= 60, '60 executions');
			await quiet(place, 500);
			expect(host.started).toHaveLength(60);
			const news = startedBy(host).filter(({ recovered }) => !recovered);
			expect(new Set(idsOf(news))).toEqual(new Set(idsOf(live)));
		}),
	);

	story('stopped again in the middle, it goes on where it was', async () =>
		withClio({ clio: { matters: 100, ...outOfReach } }, async (place) => {
			const { sandbox, host } = place;
			await down(place);
			const changed = await changeMany(sandbox, 80, 20);
			const before = theOne(sandbox).expires_at;
			await host.restart();
			await until(() => host.started.length >= 10, 'the first executions');
			await host.shutDown();
			await host.settled();
			expect(host.started.length).toBeLessThan(80);
			expect(theOne(sandbox).expires_at).toBe(before);
			await back(place, 80);
			expect(idsOf(startedBy(host))).toEqual(changed);
			expect(theOne(sandbox).expires_at).not.toBe(before);
		}),
	);

	story('killed in the middle of an execution, that one comes again', async () =>
		withClio({ clio: outOfReach }, async (place) => {
			const { sandbox, host } = place;
			await down(place);
			const changed = await changeMany(sandbox, 3, 1);
			const before = theOne(sandbox).expires_at;
			host.gate = new Promise(() => undefined);
			await host.restart();
			await until(() => host.begun === 1, 'the first execution');
			await sleep(500);
			// One after the other, and nothing is ticked off before it has settled.
			expect(host.begun).toBe(1);
			expect(theOne(sandbox).expires_at).toBe(before);
			host.kill();
			host.abandon();
			host.gate = Promise.resolve();
			await back(place, 3);
			expect(idsOf(startedBy(host))).toEqual(changed);
			expect(theOne(sandbox).expires_at).not.toBe(before);
		}),
	);

	story('executions that n8n cannot store are tried again', async () =>
		withClio({ clio: outOfReach }, async (place) => {
			const { sandbox, host } = place;
			await down(place);
			const changed = await changeMany(sandbox, 3, 1);
			host.storeFails = 1;
			await back(place, 3);
			expect(idsOf(startedBy(host))).toEqual(changed);
		}),
	);

	story('an execution that fails is over, and does not stop the others', async () =>
		withClio(
			{ clio: outOfReach, parameters: { triggerOn: 'calendarEntryUpdated' } },
			async (place) => {
				const { sandbox, host } = place;
				await down(place);
				const changed = idsOf(
					sandbox.change('calendar_entries', { summary: 'Moved' }, { count: 3 }),
				);
				sandbox.fail({ path: `/calendar_entries/${changed[0]}`, status: 422 });
				await back(place, 3);
				expect(host.started.map(({ error }) => Boolean(error))).toEqual([true, false, false]);
				expect(idsOf(startedBy(host))).toEqual(changed.slice(1));
				await check(place);
				expect(host.begun).toBe(3);
			},
		),
	);

	story.each([false, true])(
		'Maximum to Recover (in queue mode: %s): the oldest start, a failed execution names the rest',
		async (isQueue) =>
			withClio(
				{
					isQueue,
					clio: outOfReach,
					parameters: { triggerOn: 'matterUpdated', options: { mostRecovered: 5 } },
				},
				async (place) => {
					const { sandbox, host } = place;
					await down(place);
					const changed = await changeMany(sandbox, 8, 1);
					await back(place, 5);
					expect(idsOf(startedBy(host))).toEqual(changed.slice(0, 5));
					expect(host.failed).toMatchObject([
						{
							message: '3 missed changes were not recovered',
							description: expect.stringContaining(changed.slice(5).join(', ')),
						},
					]);
					await check(place);
					expect(host.failed).toHaveLength(1);
					expect(host.begun).toBe(5);
					// Nor by looking again: somebody may have seen to them by now.
					const { begun } = host;
					await sandbox.advance(6 * minute);
					await check(place);
					expect(host.begun).toBe(begun);
				},
			),
	);

	story.each([false, true])(
		'gone at Clio while n8n was down (in queue mode: %s): what had started before does not fill Maximum to Recover',
		async (isQueue) =>
			withClio(
				{
					isQueue,
					clio: { webhooks: { retries: 0, suspendAfter: Infinity } },
					parameters: { triggerOn: 'matterUpdated', options: { mostRecovered: 5 } },
				},
				async (place) => {
					const { sandbox, host } = place;
					await host.activate();
					await settledIn(place, 0);
					await sandbox.advance(60_000);
					sandbox.change('matters', { description: 'Live' }, { count: 8 });
					await host.executions(8);
					await sandbox.advance(600_000);
					await check(place);
					await host.shutDown();
					sandbox.webhooks.remove(theOne(sandbox).id);
					const [{ id }] = sandbox.store.all('matters');
					sandbox.change('matters', { description: 'Missed' }, { ids: [id] });
					await sandbox.advance(60_000);
					await host.restart();
					await host.executions(9);
					expect(host.started.slice(8).map(({ json }) => json[0].id)).toEqual([id]);
					expect(host.failed.map(({ message }) => message)).not.toContainEqual(
						expect.stringContaining('not recovered'),
					);
				},
			),
	);

	story('Catch Up off: nothing is recovered, now or later', async () =>
		withClio(
			{
				clio: outOfReach,
				parameters: { triggerOn: 'matterUpdated', options: { catchUp: false } },
			},
			async (place) => {
				const { sandbox, host } = place;
				await down(place);
				await changeMany(sandbox, 3, 1);
				await back(place, 0);
				await check(place);
				expect(host.begun).toBe(0);
				const [matter] = sandbox.change('matters', { description: 'Live' });
				await host.executions(1);
				expect(idsOf(startedBy(host))).toEqual([matter.id]);
			},
		),
	);

	story('nothing is lost when n8n restarts twice in a row', async () =>
		withClio({ clio: outOfReach }, async (place) => {
			const { sandbox, host } = place;
			await down(place);
			const changed = await changeMany(sandbox, 3, 1);
			await host.restart();
			host.kill();
			await back(place, 3);
			expect(idsOf(startedBy(host))).toEqual(changed);
		}),
	);
});

describe('A person switches the workflow on', () => {
	story.each(['activate', 'update'] as const)(
		'(%s) what happened before does not start it',
		async (activation) =>
			withClio({ clio: outOfReach }, async (place) => {
				const { sandbox, host } = place;
				await published(place);
				await host.deactivate();
				sandbox.change('matters', { description: 'While it was off' }, { count: 10 });
				await sandbox.advance(day);
				await host.activate(activation);
				await settledIn(place);
				await check(place);
				expect(host.begun).toBe(0);
			}),
	);

	story('nor does it after the next restart', async () =>
		withClio({ clio: outOfReach }, async (place) => {
			const { sandbox, host } = place;
			sandbox.change('matters', { description: 'Before' }, { count: 10 });
			await sandbox.advance(30 * second);
			await host.activate();
			await settledIn(place, 0);
			await host.restart();
			await quiet(place, 500);
			expect(host.begun).toBe(0);
		}),
	);
});

const client = (sandbox: Sandbox) => ({ id: sandbox.store.all('contacts')[0].id });
const newMatter = (sandbox: Sandbox): Row =>
	sandbox.create('matters', { client: client(sandbox), description: 'New' })[0];

/** What a trigger says of things that happened while n8n was down. */
async function recovers(
	parameters: INodeParameters,
	happen: (sandbox: Sandbox) => Array<[Row, string]>,
): Promise<void> {
	await withClio({ clio: outOfReach, parameters }, async (place) => {
		const { sandbox, host } = place;
		await down(place);
		const expected = happen(sandbox);
		await back(place, expected.length);
		expect(startedBy(host).map(({ id, event, recovered }) => [id, event, recovered])).toEqual(
			expected.map(([{ id }, event]) => [id, event, true]),
		);
		expect(host.failed).toEqual([]);
	});
}

const any = (model: string, events: string[]): INodeParameters => ({
	triggerOn: 'any',
	model,
	events,
});
const change = (sandbox: Sandbox, values: object, at = 0): Row =>
	sandbox.change('matters', { ...values }, { ids: [sandbox.store.all('matters')[at].id] })[0];

/** The nth matter that has the status. */
const having = (sandbox: Sandbox, status: string, at = 0): Row =>
	sandbox.store.all('matters').filter((row) => row.status === status)[at];

describe('What can be recovered', () => {
	story('created and updated are told apart', async () =>
		recovers(any('matter', ['created', 'updated']), (sandbox) => [
			[change(sandbox, { description: 'Old' }), 'updated'],
			[newMatter(sandbox), 'created'],
		]),
	);

	story('one that was created and then updated is created', async () =>
		recovers(any('matter', ['created', 'updated']), (sandbox) => {
			const matter = newMatter(sandbox);
			sandbox.change('matters', { description: 'More' }, { ids: [matter.id] });
			return [[matter, 'created']];
		}),
	);

	story('Matter Created does not start for an update', async () =>
		recovers({ triggerOn: 'matterCreated' }, (sandbox) => {
			change(sandbox, { description: 'Old' });
			return [[newMatter(sandbox), 'created']];
		}),
	);

	story.each([
		['matterClosed', 'Open', 'closed', 'matter_closed'],
		['matterPended', 'Open', 'pending', 'matter_pended'],
		['matterOpened', 'Pending', 'open', 'matter_opened'],
	] as const)('%s', async (triggerOn, from, status, event) =>
		recovers({ triggerOn }, (sandbox) => {
			change(sandbox, { description: 'Only that' });
			const { id } = having(sandbox, from, 1);
			const [row] = sandbox.change('matters', { status }, { ids: [id] });
			return [[row, event]];
		}),
	);

	story('Matter Stage Changed starts for a new stage only', async () =>
		recovers({ triggerOn: 'matterStageChanged' }, (sandbox) => {
			const [other, moved] = sandbox.store.all('matters');
			sandbox.change('matters', { description: 'Only that' }, { ids: [other.id] });
			const stage = sandbox.store
				.all('matter_stages')
				.find(
					({ id, practice_area }) =>
						practice_area === moved.practice_area && id !== moved.matter_stage,
				)!;
			const values = { matter_stage: { id: stage.id } };
			return [[sandbox.change('matters', values, { ids: [moved.id] })[0], 'updated']];
		}),
	);

	story('Task Completed starts for completed tasks only', async () =>
		recovers({ triggerOn: 'taskCompleted' }, (sandbox) => {
			const [one, two, three] = sandbox.store
				.all('tasks')
				.filter(({ status, statute_of_limitations: s }) => status !== 'complete' && !s);
			sandbox.change('tasks', { name: 'Renamed' }, { ids: [one.id] });
			const [done] = sandbox.change('tasks', { status: 'complete' }, { ids: [two.id] });
			sandbox.change('tasks', { status: 'complete' }, { ids: [three.id] });
			sandbox.change('tasks', { status: 'pending' }, { ids: [three.id] });
			return [[done, 'updated']];
		}),
	);

	story('not deletions', async () =>
		recovers({ triggerOn: 'matterDeleted' }, (sandbox) => {
			sandbox.remove('matters');
			return [];
		}),
	);

	story('beside a deletion, what was updated', async () =>
		recovers(any('task', ['updated', 'deleted']), (sandbox) => {
			const [one, two] = sandbox.store.all('tasks').slice(-2);
			sandbox.remove('tasks', { ids: [one.id] });
			return [[sandbox.change('tasks', { name: 'Kept' }, { ids: [two.id] })[0], 'updated']];
		}),
	);

	story('not payments', async () =>
		recovers({ triggerOn: 'paymentReceived' }, (sandbox) => {
			sandbox.create('clio_payments/payments', { amount: 90, state: 'completed' });
			return [];
		}),
	);

	story('only what Only For lets through', async () =>
		withClio({ clio: outOfReach }, async (place) => {
			const { sandbox, host } = place;
			const [mine, other] = sandbox.store.all('matters');
			host.configure({
				triggerOn: 'matterUpdated',
				onlyFor: { client: { __rl: true, mode: 'id', value: String(mine.client) } },
			});
			await down(place);
			expect(other.client).not.toBe(mine.client);
			sandbox.change('matters', { description: 'X' }, { ids: [mine.id, other.id] });
			await back(place, 1);
			expect(idsOf(startedBy(host))).toEqual([mine.id]);
		}),
	);
});

describe('Clio had given up on the address', () => {
	/** What the regular check does not look for meanwhile: Clio's lists do not tell which field was changed. */
	const watching: INodeParameters = {
		triggerOn: 'any',
		model: 'matter',
		events: ['updated'],
		watchedFields: ['description'],
	};
	const unreachable = async (place: Place): Promise<Row> => {
		const { sandbox, host } = place;
		const { id } = await published(place);
		await settledIn(place, 0);
		await sandbox.advance(2 * day);
		await check(place);
		host.isUnreachable = true;
		const [matter] = sandbox.change('matters', { description: 'Never arrived' });
		await sandbox.webhooks.settled();
		for (let hours = 0; hours < 20; hours += 5) {
			await sandbox.advance(5 * hour);
			await check(place);
		}
		expect(host.begun).toBe(0);
		sandbox.webhooks.suspend(id);
		host.isUnreachable = false;
		await check(place);
		await until(() => host.logged.some((line) => /works again/.test(line)), 'a new webhook');
		return matter;
	};

	story('so the 24 hours before are looked at, too', async () =>
		withClio({ clio: outOfReach, parameters: watching }, async (place) => {
			const { id } = await unreachable(place);
			await place.host.executions(1);
			expect(startedBy(place.host)).toMatchObject([{ id, recovered: true }]);
		}),
	);

	story('or as many as Look Back says', async () =>
		withClio(
			{
				clio: outOfReach,
				parameters: { ...watching, options: { lookBack: 10 } },
			},
			async (place) => {
				await unreachable(place);
				await quiet(place);
				expect(place.host.begun).toBe(0);
			},
		),
	);
});
