import type { INodeParameters } from 'n8n-workflow';
import {
	check,
	minute,
	quiet,
	settledIn,
	sleep,
	story,
	theOne,
	until,
	withClio,
	type Place,
} from './trigger-kit.cts';

/** What does not arrive at once is not sent again. */
const clio = { webhooks: { retries: 0, suspendAfter: Infinity } };
/** After three seconds what was done is marked as done. */
const MARKS_MS = 4_500;

const idsOf = (rows: Array<{ id?: unknown }>) => rows.map(({ id }) => Number(id)).sort();
const startedBy = ({ host }: Place) => host.started.flatMap(({ json }) => json);

/** Main looks after the webhook; calls and executions are another process's affair. */
async function inQueueMode(place: Place): Promise<void> {
	await place.host.activate();
	await settledIn(place, 0);
	place.host.forget();
}

/** The worker is at so many changes when it dies; Clio has its answer. */
async function lost(place: Place, count: number, resource = 'matters'): Promise<number[]> {
	const { sandbox, host } = place;
	const before = host.begun;
	host.gate = new Promise(() => undefined);
	const rows = sandbox.change(resource, { description: 'Lost' }, { count });
	await until(() => host.begun === before + count, `${count} executions`);
	host.abandon();
	host.gate = Promise.resolve();
	return idsOf(rows);
}

/** The regular check, when all that happened so far is some minutes old. */
async function later(place: Place, minutes = 6): Promise<void> {
	await place.sandbox.advance(minutes * minute);
	await check(place);
	await place.host.settled();
}

/** So many executions that were not there before, of work or of nothing. */
async function over(place: Place, count: number): Promise<void> {
	const { host } = place;
	await until(() => host.started.length + host.empty >= count, `${count} executions`);
	await quiet(place);
}

describe('In queue mode', () => {
	story('what a worker was at when it died is run again by the next check, and once', async () =>
		withClio({ clio, isQueue: true }, async (place) => {
			const { sandbox, host } = place;
			await inQueueMode(place);
			const live = sandbox.change('matters', { description: 'Live' }, { count: 5 });
			await host.executions(5);
			const ids = await lost(place, 2);
			await sleep(MARKS_MS);
			await later(place);
			await over(place, 6);
			const again = startedBy(place).slice(live.length);
			expect(idsOf(again)).toEqual(ids);
			for (const record of again)
				expect(record).toMatchObject({ recovered: true, event: 'updated' });
			const { begun } = host;
			await later(place);
			await later(place);
			expect(host.begun).toBe(begun);
		}),
	);

	story('what has just happened may be on its way, and is left to a later check', async () =>
		withClio({ clio, isQueue: true }, async (place) => {
			await inQueueMode(place);
			const ids = await lost(place, 1);
			await later(place, 3);
			expect(startedBy(place)).toEqual([]);
			await later(place, 3);
			await over(place, 1);
			expect(idsOf(startedBy(place))).toEqual(ids);
		}),
	);

	story('what was done costs one execution, which gives nothing', async () =>
		withClio({ clio, isQueue: true }, async (place) => {
			const { sandbox, host } = place;
			await inQueueMode(place);
			sandbox.change('matters', { description: 'Live' }, { count: 20 });
			await host.executions(20);
			await sleep(MARKS_MS);
			await later(place);
			await over(place, 21);
			expect([host.started.length, host.empty, host.begun]).toEqual([20, 1, 21]);
			await later(place);
			expect(host.begun).toBe(21);
		}),
	);

	story('one that cannot be read does not cost the others', async () =>
		withClio(
			{ clio, isQueue: true, parameters: { triggerOn: 'calendarEntryUpdated' } },
			async (place) => {
				const { sandbox, host } = place;
				await inQueueMode(place);
				const ids = await lost(place, 3, 'calendar_entries');
				sandbox.fail({ path: `/calendar_entries/${ids[1]}`, status: 422, times: 1 });
				await later(place);
				await over(place, 1);
				expect(host.started.map(({ error }) => Boolean(error))).toEqual([true]);
				await later(place);
				await over(place, 2);
				expect(idsOf(startedBy(place))).toEqual(ids);
			},
		),
	);

	story('what was lost before main began to recover is looked at when that is over', async () =>
		withClio({ clio, isQueue: true }, async (place) => {
			const { sandbox, host } = place;
			await inQueueMode(place);
			const ids = await lost(place, 2);
			// The watermark passes it, and a look does not reach it yet.
			await later(place, 3);
			sandbox.webhooks.remove(theOne(sandbox).id);
			const other = sandbox.store.all('matters').find(({ id }) => !ids.includes(id))!;
			const missed = sandbox.change('matters', { description: 'Missed' }, { ids: [other.id] });
			let goOn = () => {};
			host.gate = new Promise<void>((resolve) => (goOn = resolve));
			for (let checks = 0; checks < 5; checks++) await later(place, 10);
			goOn();
			await over(place, 1);
			expect(idsOf(startedBy(place))).toEqual(idsOf(missed));
			await later(place, 1);
			await over(place, 2);
			expect(idsOf(startedBy(place).slice(1))).toEqual(ids);
		}),
	);

	story('many at once tell that n8n is behind, or does not remember: none is run again', async () =>
		withClio({ clio: { ...clio, matters: 270 }, isQueue: true }, async (place) => {
			await inQueueMode(place);
			await lost(place, 260);
			await later(place);
			await over(place, 1);
			expect(startedBy(place)).toEqual([]);
			expect(place.host.failed).toEqual([]);
		}),
	);

	const watching: INodeParameters = {
		triggerOn: 'any',
		model: 'matter',
		events: ['updated'],
		watchedFields: ['description'],
	};
	story.each<[string, INodeParameters]>([
		['a field that is not watched', watching],
		['no status', { triggerOn: 'matterClosed' }],
		['nothing, with Catch Up off', { triggerOn: 'matterUpdated', options: { catchUp: false } }],
	])('a change that Clio need not tell starts nothing: %s', async (_, parameters) =>
		withClio({ clio, isQueue: true, parameters }, async (place) => {
			const { sandbox, host } = place;
			await inQueueMode(place);
			host.isUnreachable = true;
			sandbox.change('matters', { client_reference: 'Not watched' }, { count: 3 });
			await sandbox.webhooks.settled();
			host.isUnreachable = false;
			await later(place);
			expect(host.begun).toBe(0);
		}),
	);
});

describe('In one process', () => {
	story('what has arrived is not asked for', async () =>
		withClio({ clio }, async (place) => {
			const { sandbox, host } = place;
			await host.activate();
			await settledIn(place, 0);
			sandbox.change('matters', { description: 'Live' }, { count: 20 });
			await host.executions(20);
			await later(place);
			expect(host.begun).toBe(20);
		}),
	);

	story('nor is what the record had to decide', async () =>
		withClio({ clio }, async (place) => {
			const { sandbox, host } = place;
			const [{ id, client, practice_area, matter_stage }] = sandbox.store.all('matters');
			const stage = sandbox.store
				.all('matter_stages')
				.find((each) => each.practice_area === practice_area && each.id !== matter_stage)!;
			host.configure({
				triggerOn: 'matterStageChanged',
				onlyFor: { client: { __rl: true, mode: 'id', value: String(client) } },
			});
			await host.activate();
			await settledIn(place, 0);
			await sandbox.advance(minute);
			sandbox.change('matters', { matter_stage: { id: stage.id } }, { ids: [id] });
			await host.executions(1);
			await later(place);
			expect([host.started.length, host.begun]).toEqual([1, 1]);
		}),
	);

	story(
		'what Clio gave up on without giving up the address arrives with the next check',
		async () =>
			withClio({ clio }, async (place) => {
				const { sandbox, host } = place;
				await host.activate();
				await settledIn(place, 0);
				host.isUnreachable = true;
				const rows = sandbox.change('matters', { description: 'Not told' }, { count: 2 });
				await sandbox.webhooks.settled();
				host.isUnreachable = false;
				await later(place);
				await over(place, 1);
				expect(idsOf(startedBy(place))).toEqual(idsOf(rows));
				await later(place);
				expect(host.started).toHaveLength(1);
			}),
	);
});
