/** Executions that share a connection, and what Clio saw of them. */
import type { LoggedRequest } from '../../dev/sandbox/server.cts';
import { choose, credentialsFor, type Outcome, type Setup, type Stored } from './engine.cts';
import { numbered, type Firm } from './kit.cts';

/** A connection of the firm, as several executions have it. */
export class Connected {
	readonly stored: Stored;

	constructor(private readonly firm: Firm) {
		this.stored = credentialsFor({ sandbox: firm.sandbox });
	}

	/** An execution that creates so many notes, by one request each. */
	async notes(
		name: string,
		count: number,
		rest: Partial<Setup> = {},
	): Promise<Outcome & { seconds: number; endedAt: number }> {
		const startedAt = this.firm.sandbox.now();
		const outcome = await this.firm.run(
			'note',
			'create',
			{
				type: 'Matter',
				matter: choose(this.firm.all('matters')[0].id),
				subject: `={{ "${name} " + $json.n }}`,
				detail: 'Called',
				options: { fieldList: 'id' },
			},
			{ items: numbered(count) as never, stored: this.stored, ...rest },
		);
		const endedAt = this.firm.sandbox.now();
		return { ...outcome, endedAt, seconds: (endedAt - startedAt) / 1_000 };
	}
}

/** How many notes of these executions there are, each of them once. */
export function notesOf(firm: Firm, ...names: string[]): number[] {
	const subjects = firm.all('notes').map(({ subject }) => String(subject));
	return names.map((name) => {
		const own = subjects.filter((one) => one.startsWith(`${name} `));
		expect(new Set(own).size).toBe(own.length);
		return own.length;
	});
}

export const refused = ({ sandbox }: Firm): LoggedRequest[] =>
	sandbox.requests.filter(({ status }) => status === 429);

/** Most of these requests that came within so many seconds of Clio's. */
export function mostWithin(seconds: number, requests: LoggedRequest[]): number {
	const times = requests.map(({ time }) => Date.parse(time));
	const from = (start: number) =>
		times.filter((at) => at >= start && at < start + seconds * 1_000).length;
	return Math.max(0, ...times.map(from));
}

/** The names of the executions whose notes Clio was sent, in the order of the requests. */
export const turnsOf = ({ sandbox }: Firm): string[] =>
	sandbox.requests
		.filter(({ status }) => status === 201)
		.map(({ body }) => (body as { data: { subject: string } }).data.subject.split(' ')[0]);

/** What the person sees below the output. */
export const hintsIn = ({ task }: Outcome): string =>
	(task?.hints ?? []).map(({ message }) => message).join('\n');
