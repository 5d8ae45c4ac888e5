import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { nodeKey } from './address';

/**
 * What other processes saw, or this one before it was restarted, in n8n's own deduplication; best effort.
 * Two marks for a change: `began` at once, so that Clio's repetition of it starts nothing; `done` a little
 * later, so that catching up repeats what a crash has cut short, and nothing else.
 */
const began = (key: string): string => `began ${key}`;
const done = (key: string): string => `done ${key}`;

/** Most executions are over by then; of the others n8n says that they crashed. */
const whileRunning = 3_000;
/** n8n reads and writes all marks each time. */
const mostMarks = 5_000;
const options = { mode: 'entries', maxEntries: mostMarks } as const;

/**
 * True if a change has started this workflow before. Asked when everything else has worked, so that an
 * execution that failed before can be repeated, and never for test events, which would otherwise make
 * production deaf to the same change.
 * @param keys of the change; without any it cannot be recognised
 */
export async function isRepetition(
	context: IExecuteFunctions,
	keys: string[],
	recovered = false,
): Promise<boolean> {
	if (!keys.length || context.getMode() === 'manual') return false;
	return inTurn(async () => {
		if (recovered && (await has(context.helpers, keys.map(done)))) return true;
		const repeated = await mark(context.helpers, keys.map(began));
		if (repeated && !recovered) return true;
		markLater(context, keys.map(done));
		return false;
	}).catch((error: Error) => {
		context.logger.warn(`n8n could not tell whether a change is a repetition: ${error.message}`);
		return false;
	});
}

/** Marks as done what began: the trigger is closed, and n8n waits for its executions. */
export async function markAllDone(trigger: string): Promise<void> {
	await waiting.get(trigger)?.mark(Infinity);
}

/** n8n reads what it remembers, adds to it and writes it back: two at a time would lose one. */
let turn: Promise<unknown> = Promise.resolve();

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	const result = turn.then(work);
	turn = result.catch(() => undefined);
	return result;
}

type Helpers = Pick<IExecuteFunctions['helpers'], 'checkProcessedAndRecord' | 'removeProcessed'>;

/** True if one was there. */
async function mark({ checkProcessedAndRecord }: Helpers, marks: string[]): Promise<boolean> {
	return (await checkProcessedAndRecord(marks, 'node', options)).processed.length > 0;
}

/** n8n cannot be asked without telling it, so what was told is taken back. */
async function has(helpers: Helpers, marks: string[]): Promise<boolean> {
	const found = await helpers.checkProcessedAndRecord(marks, 'node', options);
	if (found.new.length) await helpers.removeProcessed(found.new, 'node', options);
	return found.processed.length > 0;
}

/** The marks to come of one trigger, oldest first. */
class Waiting {
	private marks: Array<{ mark: string; at: number }> = [];
	private setting?: Promise<void>;

	constructor(private readonly helpers: Helpers) {}

	add(marks: string[]): void {
		this.marks.push(...marks.map((one) => ({ mark: one, at: Date.now() })));
		this.setting ??= this.later().finally(() => (this.setting = undefined));
	}

	/** Sets those that have waited, by this moment. */
	async mark(moment: number): Promise<void> {
		const ripe = this.marks.filter(({ at }) => at <= moment - whileRunning);
		this.marks = this.marks.slice(ripe.length);
		const marks = ripe.map((one) => one.mark);
		if (marks.length) await inTurn(async () => mark(this.helpers, marks)).catch(() => undefined);
	}

	private async later(): Promise<void> {
		do {
			await sleep(whileRunning / 3);
			await this.mark(Date.now());
		} while (this.marks.length);
	}
}

const waiting = new Map<string, Waiting>();

/** n8n's helpers work on when an execution is over; those of the first do for all. */
function markLater(context: IExecuteFunctions, marks: string[]): void {
	const trigger = nodeKey(context);
	const { checkProcessedAndRecord, removeProcessed } = context.helpers;
	const own = waiting.get(trigger) ?? new Waiting({ checkProcessedAndRecord, removeProcessed });
	waiting.set(trigger, own);
	own.add(marks);
}
