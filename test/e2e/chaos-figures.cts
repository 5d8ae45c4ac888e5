import { tally } from '../../dev/chaos/proxy.cts';
import type { Deed } from '../../dev/chaos/exchange.cts';
import type { Result } from './chaos-run.cts';

/** What was measured over all lines. */
export class Figures {
	private readonly deeds: Deed[] = [];
	private readonly results: Result[] = [];
	private readonly byLine = new Map<string, Result[]>();

	/** @param times as fast went the clocks */
	constructor(private readonly times: number) {}

	add(line: string, results: Result[], deeds: Deed[]): void {
		this.deeds.push(...deeds);
		this.results.push(...results);
		this.byLine.set(line, [...(this.byLine.get(line) ?? []), ...results]);
	}

	tell(): string[] {
		const hit = this.deeds.filter(({ fault }) => fault);
		const kinds = tally(this.deeds).map(([fault, count]) => `${count} × ${fault}`);
		const longest = Math.max(0, ...this.results.map(({ ms }) => ms));
		return [
			`Chaos: ${this.deeds.length} requests, ${hit.length} of which met a fault: ${kinds.join(', ')}.`,
			...[...this.byLine].map(([line, results]) => `Over ${line}: ${counted(results)}.`),
			`The longest took ${this.inMinutes(longest)} minutes of n8n's time.`,
		];
	}

	private inMinutes = (ms: number): string => ((ms * this.times) / 60_000).toFixed(1);
}

function counted(results: Result[]): string {
	const [reads, changes] = [false, true].map((isChange) =>
		results.filter(({ work }) => work.isChange === isChange),
	);
	return [
		`${complete(reads)} reads complete, ${told(reads)} with a message, ${wrong(reads)} wrong`,
		`${complete(changes)} changes done, ${told(changes)} with a message, ${wrong(changes)} wrong or twice`,
	].join('; ');
}

const complete = (results: Result[]): number =>
	results.flatMap(({ verdicts }) => verdicts).filter(({ error }) => !error).length;

const told = (results: Result[]): number =>
	results.flatMap(({ verdicts }) => verdicts).filter(({ error }) => error).length;

const wrong = (results: Result[]): number => results.filter((one) => one.wrong).length;
