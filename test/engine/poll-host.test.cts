import { NodeConnectionTypes } from 'n8n-workflow';
import type { IDataObject, INodeType, IPollFunctions } from 'n8n-workflow';
import type { Ticks } from './poll-host.cts';
import { passing } from './flying-time.cts';
import { asked, messageOf, minute, withPoll, type Place } from './poll-kit.cts';

/** The host itself, with a trigger that tells what n8n gives it. */
interface Heard {
	activation: string;
	mode: string;
	kept: IDataObject;
	/** Polls of this process so far. */
	count: number;
}

const heard: Heard[] = [];
/** What the next polls do; a poll without an instruction has no news. */
let next: Array<(context: IPollFunctions) => unknown> = [];

function load(): INodeType {
	let count = 0;
	return {
		description: {
			...{ displayName: 'Teller', name: 'teller', group: ['trigger'], version: 1, description: '' },
			...{ defaults: {}, inputs: [], outputs: [NodeConnectionTypes.Main], polling: true },
			credentials: [{ name: 'clioOAuth2Api', required: true }],
			properties: [{ displayName: 'Word', name: 'word', type: 'string', default: '' }],
		},
		async poll(this: IPollFunctions) {
			const kept = this.getWorkflowStaticData('node');
			heard.push({
				...{ activation: this.getActivationMode(), mode: this.getMode() },
				...{ kept: { ...kept }, count: ++count },
			});
			kept.polls = Number(kept.polls ?? 0) + 1;
			const news = await next.shift()?.(this);
			return news ? [[{ json: { news, word: this.getNodeParameter('word') } }]] : null;
		},
	} as INodeType;
}

const one = (ticks: Ticks, work: (place: Place) => Promise<void>) =>
	withPoll({ load, ticks, parameters: { word: 'a' }, clio: { matters: 3 } }, work);

const last = () => heard.at(-1)!;
const stored = ({ database: { staticData } }: Place['host']) =>
	(staticData['node:Clio Poll Trigger'] ?? {}) as IDataObject;

beforeEach(() => {
	heard.length = 0;
	next = [];
});

test('activation polls once and keeps what it wrote', () =>
	one('process', async ({ host }) => {
		await host.activate();
		expect(heard).toEqual([{ activation: 'activate', mode: 'trigger', kept: {}, count: 1 }]);
		expect(stored(host)).toEqual({ polls: 1 });
		expect(host.executions).toEqual([]);
	}));

test('a tick without news is remembered in the process, and only there', () =>
	one('process', async ({ host }) => {
		await host.activate();
		await host.tick();
		await host.tick();
		expect(last()).toMatchObject({ activation: 'activate', kept: { polls: 2 }, count: 3 });
		expect(stored(host)).toEqual({ polls: 1 });
		await host.restart();
		expect(last()).toEqual({ activation: 'init', mode: 'trigger', kept: { polls: 1 }, count: 1 });
	}));

test('news start one execution and store all that was written', () =>
	one('process', async ({ host }) => {
		await host.activate();
		await host.tick();
		next = [() => 'Hello'];
		await host.tick();
		expect(host.items).toEqual([{ news: 'Hello', word: 'a' }]);
		expect(host.executions).toHaveLength(1);
		expect(stored(host)).toEqual({ polls: 3 });
		next = [() => 'Again'];
		await host.restart();
		expect(host.items).toHaveLength(2);
	}));

test('a kill before the emission is stored leaves nothing of it', () =>
	one('process', async ({ host }) => {
		await host.activate();
		next = [() => 'Lost'];
		host.diesAtEmission = true;
		await host.tick();
		host.diesAtEmission = false;
		expect([host.items, stored(host)]).toEqual([[], { polls: 1 }]);
		await host.restart();
		expect(last().kept).toEqual({ polls: 1 });
	}));

test('a kill during a call to Clio: it never ends, and the poll comes to nothing', () =>
	one('process', async ({ host, sandbox }) => {
		await host.activate();
		const ask = (context: IPollFunctions) => {
			const options = { url: `${sandbox.url}/api/v4/matters.json`, json: true };
			const { httpRequestWithAuthentication } = context.helpers;
			return httpRequestWithAuthentication.call(context, 'clioOAuth2Api', options);
		};
		next = [ask];
		await host.tick();
		expect(host.items).toHaveLength(1);
		sandbox.fail({ delayMs: 200 });
		next = [ask];
		const tick = host.tick();
		await passing(100);
		host.kill();
		await tick;
		await passing(200);
		expect(host.items).toHaveLength(1);
		expect(asked(sandbox)).toEqual(['GET matters', 'GET matters']);
	}));

test('an error at a tick is a failed execution, and polling goes on', () =>
	one('process', async ({ host }) => {
		await host.activate();
		next = [() => Promise.reject(new Error('Clio is down')), () => 'Up'];
		await host.tick();
		await host.tick();
		expect(host.failed.map(({ message }) => message)).toEqual(['Clio is down']);
		expect(host.items).toMatchObject([{ news: 'Up' }]);
	}));

test('an error at activation fails it: nothing ticks, though what was written is stored', () =>
	one('process', async ({ host }) => {
		const fail = () => Promise.reject(new Error('No permission'));
		next = [fail];
		expect(await messageOf(host.activate())).toMatch(/activating.*No permission/);
		await host.tick();
		expect(heard).toHaveLength(1);
		expect(stored(host)).toEqual({ polls: 1 });
		next = [fail, fail];
		await host.activate('update', 5);
		expect(heard).toHaveLength(4);
	}));

test('the next tick begins although one is under way', () =>
	one('process', async ({ host }) => {
		await host.activate();
		let end!: (news: string) => void;
		next = [() => new Promise((resolve) => (end = resolve)), () => 'Second'];
		const first = host.tick();
		await host.tick();
		expect(host.items).toMatchObject([{ news: 'Second' }]);
		end('First');
		await first;
		expect(host.items).toMatchObject([{ news: 'Second' }, { news: 'First' }]);
	}));

test('changed parameters count from the next activation, and a poll of before is dropped', () =>
	one('process', async ({ host }) => {
		await host.activate();
		host.configure({ word: 'b' });
		let end!: (news: string) => void;
		next = [() => 'First', () => new Promise((resolve) => (end = resolve))];
		await host.tick();
		expect(host.items).toEqual([{ news: 'First', word: 'a' }]);
		const old = host.tick();
		await host.activate('update');
		end('Late');
		await old;
		expect(last().activation).toBe('update');
		next = [() => 'Then'];
		await host.tick();
		expect(host.items.slice(1)).toEqual([{ news: 'Then', word: 'b' }]);
	}));

test('a renamed node has static data of its own; that of the old name stays', () =>
	one('process', async ({ host }) => {
		await host.activate();
		await host.deactivate();
		await host.tick();
		expect(heard).toHaveLength(1);
		host.rename('Matters');
		await host.activate();
		expect(last().kept).toEqual({});
		expect(Object.keys(host.database.staticData)).toHaveLength(2);
	}));

test.each(['process', 'durable'] as const)('a test event leaves no trace (%s)', (ticks) =>
	one(ticks, async ({ host }) => {
		await host.activate();
		next = [() => 'Example'];
		const { json, error } = await host.fetchTestEvent();
		expect([json, error]).toEqual([[{ news: 'Example', word: 'a' }], undefined]);
		expect(last()).toMatchObject({ mode: 'manual', activation: 'manual' });
		expect(stored(host).polls ?? 1).toBe(1);
		expect(host.executions).toEqual([]);
		next = [() => Promise.reject(new Error('Nothing there'))];
		expect((await host.fetchTestEvent()).error?.message).toBe('Nothing there');
		expect((await host.fetchTestEvent()).json).toEqual([]);
	}),
);

test('a scheduled poll starts from what is stored, and without news stores nothing', () =>
	one('scheduler', async ({ host }) => {
		await host.activate();
		await host.tick();
		await host.tick();
		expect(last()).toMatchObject({ activation: 'update', kept: { polls: 1 }, count: 3 });
		next = [() => 'News'];
		await host.tick();
		expect(stored(host)).toEqual({ polls: 2 });
		await host.restart();
		// The job is there already, so that the restart does not poll.
		expect(heard).toHaveLength(4);
		await host.tick();
		expect(last()).toMatchObject({ kept: { polls: 2 }, count: 1 });
	}));

test('a durable cursor is stored without news as well, but not by the poll of the activation', () =>
	one('durable', async ({ host }) => {
		await host.activate();
		expect([stored(host), host.database.cursor]).toEqual([{}, {}]);
		await host.tick();
		await host.tick();
		expect(host.database.cursor).toEqual({ polls: 2 });
		next = [() => Promise.reject(new Error('Down'))];
		await host.tick();
		expect([host.database.cursor, host.failed.length]).toEqual([{ polls: 2 }, 1]);
		next = [() => 'News'];
		await host.tick();
		expect([host.database.cursor, host.items.length]).toEqual([{ polls: 3 }, 1]);
		await host.deactivate();
		await host.tick();
		expect(heard).toHaveLength(5);
		await host.activate();
		// It outlives the deactivation.
		expect(last().kept).toEqual({ polls: 3 });
	}));

test('time passes at Clio and here', () =>
	withPoll({ load, clioAhead: 3 * minute, clio: { matters: 3 } }, async (place) => {
		const before = Date.now();
		expect(place.sandbox.now() - before).toBeGreaterThan(3 * minute - 1000);
		await place.pass(60 * minute);
		expect(Date.now() - before).toBeGreaterThan(59 * minute);
		expect(new Date().getTime() - before).toBeGreaterThan(59 * minute);
		expect(new Date(0)).toBeInstanceOf(Date);
		expect(place.sandbox.now() - Date.now()).toBeLessThan(3 * minute + 1000);
	}));
