import { createHash } from 'node:crypto';

/** What a poll leaves for the next one. n8n writes it whole each time, so it is kept small. */
export interface Kept {
	/** Of which settings it is: with others a trigger begins anew. */
	of: string;
	/** When the first poll was, and from when on the next one looks; milliseconds by Clio's clock. */
	begun: number;
	from: number;
	/** By what is recognised what was there before: the second it was met, and its marks in a row. */
	seen: Array<[number, string]>;
	/** Of each record the values of the fields that are watched. */
	values?: Record<string, string[]>;
	/** How far each source has come that goes round. */
	rounds?: unknown[];
}

const markLength = 8;

/** Eight letters stand for a key: 48 bits, so that among 20,000 keys two alike are one in a million. */
export const digest = (text: string): string =>
	createHash('sha256').update(text).digest('base64url').slice(0, markLength);

const marksIn = (row: string): string[] => row.match(new RegExp(`.{${markLength}}`, 'g')) ?? [];

/** How long a mark outlives the window it was met in, in seconds: clocks at Clio may differ. */
const slack = 600;

/** What a trigger remembers while it polls; nothing of `kept` is changed, since the poll may fail. */
export class Memory {
	private readonly marks: Set<string>;
	private readonly fresh: string[] = [];
	readonly values: Record<string, string[]>;
	rounds?: unknown[];

	constructor(private readonly kept: Kept) {
		this.marks = new Set(kept.seen.flatMap(([, row]) => marksIn(row)));
		this.values = { ...kept.values };
	}

	/** True if one of the keys was there before. */
	has = (keys: string[]): boolean => keys.some((key) => this.marks.has(digest(key)));

	add(keys: string[]): void {
		for (const mark of keys.map(digest)) {
			if (this.marks.has(mark)) continue;
			this.marks.add(mark);
			this.fresh.push(mark);
		}
	}

	/**
	 * For the next poll.
	 * @param now by Clio's clock, in milliseconds
	 * @param from from when on the next poll looks
	 * @param most so many marks stay although no list shows their records any more
	 */
	keep(now: number, from: number, most: number): Kept {
		const rows: Kept['seen'] = [...this.kept.seen];
		if (this.fresh.length) rows.push([Math.round(now / 1_000), this.fresh.join('')]);
		const seen: Kept['seen'] = [];
		let count = 0;
		for (const [second, row] of rows.reverse()) {
			if (second < from / 1_000 - slack && count >= most) break;
			seen.unshift([second, row]);
			count += row.length / markLength;
		}
		const hasValues = Object.keys(this.values).length > 0;
		const { of, begun } = this.kept;
		return {
			of,
			begun,
			from,
			seen,
			...(hasValues ? { values: this.values } : {}),
			...(this.rounds?.length ? { rounds: this.rounds } : {}),
		};
	}
}
