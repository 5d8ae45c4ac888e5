import type { IExecuteFunctions } from 'n8n-workflow';
import type * as Repetitions from '../../nodes/ClioTrigger/repetitions';

const SECOND = 1_000;
/** So long n8n's database takes to answer, and to write. */
const SLOWNESS = 20;
const DOWN = 'terminating connection due to administrator command';

/**
 * As n8n keeps it: read whole, added to, and written whole, by whoever comes last. Of two who find no record and
 * make one, Postgres refuses the second.
 */
class Store {
	marks: string[] = [];
	isDown = false;
	private isMade = false;

	checkProcessedAndRecord = async (items: string[], _: string, { maxEntries = Infinity }) => {
		const { isMade } = this;
		const known = await this.read();
		const fresh = items.filter((item) => !known.includes(item));
		await this.write([...known, ...fresh].slice(-maxEntries), isMade);
		return { new: fresh, processed: items.filter((item) => known.includes(item)) };
	};

	removeProcessed = async (items: string[]) => {
		const known = await this.read();
		await this.write(known.filter((mark) => !items.includes(mark)));
	};

	private async read(): Promise<string[]> {
		const { marks } = this;
		await after(SLOWNESS);
		if (this.isDown) throw new Error(DOWN);
		return marks;
	}

	private async write(marks: string[], isMade = true): Promise<void> {
		await after(SLOWNESS);
		if (this.isMade && !isMade) throw new Error('duplicate key value violates unique constraint');
		this.isMade = true;
		this.marks = marks;
	}
}

const after = async (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A process with a memory of its own. */
class Worker {
	private readonly module: typeof Repetitions;
	private readonly context: IExecuteFunctions;

	constructor({ checkProcessedAndRecord, removeProcessed }: Store) {
		let module: typeof Repetitions | undefined;
		jest.isolateModules(() => (module = require('../../nodes/ClioTrigger/repetitions')));
		this.module = module!;
		this.context = {
			getMode: () => 'webhook',
			getWorkflow: () => ({ id: 'one' }),
			getNode: () => ({ id: 'trigger' }),
			helpers: { checkProcessedAndRecord, removeProcessed },
			logger: { warn: (message: string) => expect(message).toMatch(DOWN) },
		} as unknown as IExecuteFunctions;
	}

	calls = async (change: string) =>
		this.module.isRepetition(this.context, { asked: [change], left: [change] }, {});

	catchesUp = async (change: string) =>
		this.module.isRepetition(
			this.context,
			{ asked: [change], left: [change] },
			{ recovered: true },
		);

	notDone = async (changes: string[]) =>
		this.module.notDone(
			this.context,
			changes.map((change) => [change]),
		);
}

const changes = Array.from({ length: 200 }, (_, at) => `change ${at}`);

describe('the marks of a trigger in n8n', () => {
	beforeEach(() => void jest.useFakeTimers());
	afterEach(() => void jest.useRealTimers());

	/** Two workers take what comes, in turns, 40 changes a second. */
	async function flood(store: Store): Promise<void> {
		const workers = [new Worker(store), new Worker(store)];
		for (const [at, change] of changes.entries()) {
			void workers[at % 2].calls(change);
			await jest.advanceTimersByTimeAsync(25);
		}
	}

	it('of two workers at once: each is there some seconds later, and none is set for ever', async () => {
		const store = new Store();
		await flood(store);
		await jest.advanceTimersByTimeAsync(55 * SECOND);
		const asked = new Worker(store).notDone(changes);
		await jest.advanceTimersByTimeAsync(SECOND);
		expect(await asked).toEqual([]);
		expect(new Set(store.marks).size).toBe(2 * changes.length);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('of two workers that begin at the same moment, too', async () => {
		const store = new Store();
		void new Worker(store).calls('one');
		void new Worker(store).calls('other');
		await jest.advanceTimersByTimeAsync(10 * SECOND);
		const asked = new Worker(store).notDone(['one', 'other']);
		await jest.advanceTimersByTimeAsync(SECOND);
		expect(await asked).toEqual([]);
	});

	it('a call that comes again to another worker starts nothing', async () => {
		const store = new Store();
		await flood(store);
		await jest.advanceTimersByTimeAsync(55 * SECOND);
		const worker = new Worker(store);
		const again = Promise.all(changes.map(worker.calls));
		await jest.advanceTimersByTimeAsync(SECOND);
		expect(new Set(await again)).toEqual(new Set([true]));
	});

	it('what ran while the database was down is not done, for n8n may not have written it down', async () => {
		const store = new Store();
		const worker = new Worker(store);
		const call = async (change: string) => {
			void worker.calls(change);
			await jest.advanceTimersByTimeAsync(SECOND);
		};
		await call('long before');
		await jest.advanceTimersByTimeAsync(10 * SECOND);
		await call('just before');
		store.isDown = true;
		await call('meanwhile');
		store.isDown = false;
		await call('after');
		await jest.advanceTimersByTimeAsync(10 * SECOND);
		const asked = worker.notDone(['long before', 'just before', 'meanwhile', 'after']);
		await jest.advanceTimersByTimeAsync(SECOND);
		expect(await asked).toEqual([['just before'], ['meanwhile']]);
	});

	it('what a worker was at when it died is not done, and runs when it is caught up', async () => {
		const store = new Store();
		void new Worker(store).calls('the last');
		await jest.advanceTimersByTimeAsync(SECOND);
		jest.clearAllTimers(); // it is gone, with all that it was to do
		expect(store.marks).toHaveLength(1);
		const other = new Worker(store);
		const answer = Promise.all([other.notDone(['the last']), other.catchesUp('the last')]);
		await jest.advanceTimersByTimeAsync(SECOND);
		expect(await answer).toEqual([[['the last']], false]);
	});
});
