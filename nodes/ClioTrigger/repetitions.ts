import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Keys } from '../../clio/events/delivery';
import { nodeKey } from './address';

/**
 * What other processes saw, or this one before it was restarted, in n8n's own deduplication; best effort.
 * Two marks for a change: `began` at once, so that Clio's repetition of it starts nothing; `done` a little
 * later, so that catching up repeats what a crash has cut short, and nothing else.
 */
const began = (key: string): string => `began ${key}`;
const done = (key: string): string => `done ${key}`;

/** Most executions are over by then, in milliseconds; of the others n8n says that they crashed. */
const whileRunning = 3_000;
/** n8n reads and writes all marks of a trigger each time. */
const options = { mode: 'entries', maxEntries: 5_000 } as const;

/**
 * True if a change has started this workflow before. Asked when everything else has worked, so that an
 * execution that failed before can be repeated, and never for test events, which would otherwise make
 * production deaf to the same change.
 */
export async function isRepetition(
	context: IExecuteFunctions,
	{ asked, left }: Keys,
	recovered = false,
): Promise<boolean> {
	if (!left.length || context.getMode() === 'manual') return false;
	const marks = marksOf(context);
	try {
		if (recovered && (await marks.has(asked.map(done)))) return true;
		const found = await marks.set(left.map(began));
		if (!recovered && asked.some((key) => found.includes(began(key)))) return true;
	} catch (error) {
		const { message } = error as Error;
		context.logger.warn(`n8n could not tell whether a change is a repetition: ${message}`);
	}
	marks.setLater(left.map(done));
	return false;
}

/** Marks as done what began: the trigger is closed, and n8n waits for its executions. */
export async function markAllDone(trigger: string): Promise<void> {
	await byTrigger.get(trigger)?.setRipe(Infinity);
}

type Helpers = Pick<IExecuteFunctions['helpers'], 'checkProcessedAndRecord' | 'removeProcessed'>;

/**
 * The marks of one trigger. n8n reads them, adds some and writes them back, so that two at a time would
 * lose one: questions wait for their turn, and those that wait are asked together.
 */
class Marks {
	private turn: Promise<unknown> = Promise.resolve();
	private next?: { marks: string[]; there: Promise<string[]> };
	/** To come, oldest first. */
	private waiting: Array<{ mark: string; since: number }> = [];
	private setting?: Promise<void>;

	constructor(private readonly helpers: Helpers) {}

	/** @returns those that were set already, or are being set by somebody else */
	async set(marks: string[]): Promise<string[]> {
		this.next ??= this.question();
		const { marks: together, there } = this.next;
		const doubles = marks.filter((mark) => together.includes(mark));
		together.push(...marks);
		return [...doubles, ...(await there)];
	}

	/** n8n cannot be asked without telling it, so what was told is taken back. */
	async has(marks: string[]): Promise<boolean> {
		return this.inTurn(async () => {
			const found = await this.helpers.checkProcessedAndRecord(marks, 'node', options);
			if (found.new.length) await this.helpers.removeProcessed(found.new, 'node', options);
			return found.processed.length > 0;
		});
	}

	setLater(marks: string[]): void {
		this.waiting.push(...marks.map((mark) => ({ mark, since: Date.now() })));
		this.setting ??= this.setAll().finally(() => (this.setting = undefined));
	}

	/** Sets those that have waited long enough by this moment. */
	async setRipe(moment: number): Promise<void> {
		const ripe = this.waiting.filter(({ since }) => since <= moment - whileRunning);
		this.waiting = this.waiting.slice(ripe.length);
		if (ripe.length) await this.set(ripe.map(({ mark }) => mark)).catch(() => undefined);
	}

	private async setAll(): Promise<void> {
		while (this.waiting.length) {
			await sleep(whileRunning / 3);
			await this.setRipe(Date.now());
		}
	}

	private question(): { marks: string[]; there: Promise<string[]> } {
		const marks: string[] = [];
		const there = this.inTurn(async () => {
			this.next = undefined;
			const found = await this.helpers.checkProcessedAndRecord(marks, 'node', options);
			return found.processed as string[];
		});
		return { marks, there };
	}

	private async inTurn<T>(work: () => Promise<T>): Promise<T> {
		const result = this.turn.then(work);
		this.turn = result.catch(() => undefined);
		return result;
	}
}

const byTrigger = new Map<string, Marks>();

/** n8n's helpers work on when an execution is over; those of the first do for all. */
function marksOf(context: IExecuteFunctions): Marks {
	const { checkProcessedAndRecord, removeProcessed } = context.helpers;
	const trigger = nodeKey(context);
	const marks = byTrigger.get(trigger) ?? new Marks({ checkProcessedAndRecord, removeProcessed });
	byTrigger.set(trigger, marks);
	return marks;
}
