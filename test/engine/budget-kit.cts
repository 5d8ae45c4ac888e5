/** Executions that share a connection, what Clio saw of them, and time that flies. */
import type { LoggedRequest } from '../../dev/sandbox/server.cts';
import { choose, credentialsFor, type Outcome, type Setup, type Stored } from './engine.cts';
import { numbered, type Firm } from './kit.cts';

const real = {
	now: Date.now,
	performance: performance.now.bind(performance),
	setTimeout: globalThis.setTimeout,
};

/**
 * The clocks of this process run so much faster, and what waits waits so much shorter: minutes of Clio's pass
 * in seconds, with its whole seconds in the headers. Give `clio` to the sandbox.
 */
export class FlyingTime {
	/** How far the clock of n8n's machine was set ahead (below 0 back). Neither Clio nor a stopwatch notices. */
	jumped = 0;
	private readonly start = real.now();

	constructor(private readonly factor: number) {
		const passed = () => real.performance() * factor;
		jest.spyOn(Date, 'now').mockImplementation(() => this.clio() + this.jumped);
		jest.spyOn(performance, 'now').mockImplementation(passed);
		const shorter = (run: () => void, ms = 0, ...rest: []) =>
			real.setTimeout(run, ms / factor, ...rest);
		jest.spyOn(globalThis, 'setTimeout').mockImplementation(shorter as never);
	}

	readonly clio = (): number => this.start + (real.now() - this.start) * this.factor;

	/** Waits until so many of the flying milliseconds have passed. */
	pass(ms: number): Promise<void> {
		return new Promise((resolve) => setTimeout(resolve, ms));
	}

	end(): void {
		jest.restoreAllMocks();
	}
}

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
