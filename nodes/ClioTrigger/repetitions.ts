import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Delivery, Keys } from '../../clio/events/delivery';
import { nodeKey } from './address';
import { seenBy } from './seen';

/**
 * What other processes saw, or this one before it was restarted, in n8n's own deduplication; best effort.
 * Two marks for a change: `began` at once, so that Clio's repetition of it starts nothing; `done` a little
 * later, so that catching up repeats what a crash has cut short, and nothing else.
 */
const began = (key: string): string => `began ${key}`;
const done = (key: string): string => `done ${key}`;

/** Most executions are over by then, in milliseconds; of the others n8n says that they crashed. */
const whileRunning = 3_000;
/** Who has not written for so long reads what others wrote. */
const quiet = 500;
/** So long a mark is looked after. */
const longest = 600_000;
/** Asked together; what is asked takes the place of old marks for a moment. */
const batch = 50;
/** n8n reads and writes all marks of a trigger each time. */
const options = { mode: 'entries', maxEntries: 5_000 } as const;
/** Two processes do not displace what they look after. */
const mostWaiting = options.maxEntries / 2;

/**
 * True if a change has started this workflow before. Asked when everything else has worked, so that an
 * execution that failed before can be repeated, and never for test events, which would otherwise make
 * production deaf to the same change.
 */
export async function isRepetition(
	context: IExecuteFunctions,
	{ asked, left }: Keys,
	{ recovered, again }: Pick<Delivery, 'recovered' | 'again'>,
): Promise<boolean> {
	if (!left.length || context.getMode() === 'manual') return false;
	const marks = marksOf(context);
	let isStored = true;
	try {
		if (recovered && !again && (await marks.known(asked.map(done))).length) return true;
		const found = await marks.set(left.map(began));
		if (!recovered && asked.some((key) => found.includes(began(key)))) return true;
	} catch (error) {
		const { message } = error as Error;
		context.logger.warn(`n8n could not tell whether a change is a repetition: ${message}`);
		isStored = false;
	}
	marks.lookAfter(left.map(began), true);
	if (isStored) marks.lookAfter(left.map(done));
	seenBy(nodeKey(context)).add(left);
	return false;
}

/** Which of these changes are not done, by the keys each is asked for. */
export async function notDone(
	context: IExecuteFunctions,
	changes: string[][],
): Promise<string[][]> {
	const marks = marksOf(context);
	const known = new Set<string>();
	for (let at = 0; at < changes.length; at += batch) {
		const keys = changes.slice(at, at + batch).flat();
		for (const mark of await marks.known(keys.map(done))) known.add(mark);
	}
	return changes.filter((keys) => !keys.some((key) => known.has(done(key))));
}

/** Marks as done what began: the trigger is closed, and n8n waits for its executions. */
export async function markAllDone(trigger: string): Promise<void> {
	await byTrigger.get(trigger)?.setRipe(Infinity);
}

type Helpers = Pick<IExecuteFunctions['helpers'], 'checkProcessedAndRecord' | 'removeProcessed'>;

interface Waiting {
	mark: string;
	isSet: boolean;
	due: number;
	until: number;
}

/**
 * The marks of one trigger. n8n reads them, adds some and writes them back, so that two at a time would
 * lose one: questions wait for their turn, and those that wait are asked together. Another process does
 * not wait, so a mark is looked after until n8n says that it is there.
 */
class Marks {
	private turn: Promise<unknown>;
	private next?: { marks: string[]; there: Promise<string[]> };
	/** To be set, or to be asked for once more; oldest first. */
	private waiting: Waiting[] = [];
	private setting?: Promise<void>;
	private wroteAt = 0;

	/**
	 * n8n makes its record of a trigger with the first marks, and of two processes that make it at once one
	 * fails: so it is made with none.
	 */
	constructor(private readonly helpers: Helpers) {
		this.turn = this.check([]).catch(() => undefined);
	}

	/** @returns those that were set already, or are being set by somebody else */
	async set(marks: string[]): Promise<string[]> {
		this.next ??= this.question();
		const { marks: together, there } = this.next;
		const doubles = marks.filter((mark) => together.includes(mark));
		together.push(...marks);
		return [...doubles, ...(await there)];
	}

	/** n8n cannot be asked without telling it, so what was told is taken back. */
	async known(marks: string[]): Promise<string[]> {
		return this.inTurn(async () => {
			const found = await this.check(marks);
			if (found.new.length) await this.helpers.removeProcessed(found.new, 'node', options);
			return found.processed as string[];
		});
	}

	/** Marks that are set already are asked for, the others are set and then asked for. */
	lookAfter(marks: string[], isSet = false): void {
		const now = Date.now();
		const added = marks.map((mark) => {
			return { mark, isSet, due: now + whileRunning, until: now + longest };
		});
		this.waiting = [...this.waiting, ...added].slice(-mostWaiting);
		this.setting ??= this.setAll().finally(() => (this.setting = undefined));
	}

	/**
	 * Sets those whose time has come by this moment. While this process writes all the time, it reads what it
	 * wrote itself; so those that were set are asked for when it was quiet for a while.
	 */
	async setRipe(moment: number): Promise<void> {
		const wasQuiet = this.wroteAt < Date.now() - quiet;
		const isRipe = ({ due, isSet }: Waiting) => due <= moment && (!isSet || wasQuiet);
		const ripe = this.waiting.filter(isRipe);
		if (!ripe.length) return;
		this.waiting = this.waiting.filter((each) => !isRipe(each));
		const there = new Set(await this.set(ripe.map(({ mark }) => mark)).catch(() => []));
		const due = Date.now() + whileRunning;
		const open = ripe.filter(
			({ mark, isSet, until }) => due < until && !(isSet && there.has(mark)),
		);
		this.waiting.push(...open.map((each) => ({ ...each, isSet: true, due })));
	}

	/** At odd moments: processes in step would always be in each other's way. */
	private async setAll(): Promise<void> {
		while (this.waiting.length) {
			await sleep((whileRunning / 3) * (0.5 + Math.random()));
			await this.setRipe(Date.now());
		}
	}

	private question(): { marks: string[]; there: Promise<string[]> } {
		const marks: string[] = [];
		const there = this.inTurn(async () => {
			this.next = undefined;
			const found = await this.check(marks);
			return found.processed as string[];
		});
		return { marks, there };
	}

	private async check(marks: string[]): ReturnType<Helpers['checkProcessedAndRecord']> {
		return this.helpers.checkProcessedAndRecord(marks, 'node', options);
	}

	private async inTurn<T>(work: () => Promise<T>): Promise<T> {
		this.wroteAt = Infinity;
		const result = this.turn.then(work).finally(() => (this.wroteAt = Date.now()));
		this.turn = result.catch(() => this.doubt());
		return result;
	}

	/** While n8n can write no marks, it can write down no execution either: what ran just now is not known to be done. */
	private doubt(): void {
		this.waiting = this.waiting.filter(({ isSet }) => isSet);
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
