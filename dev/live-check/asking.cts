import { ClioError } from '../../clio/errors';
import { Unaskable, type Finding, type Need, type Question, type Run } from './question.cts';
import { told, word, type Told } from './told.cts';
import { Stopped } from './trouble.cts';

export interface Asked {
	question: Question;
	finding: Finding;
}

/** Which questions this run may ask, and why not the others. */
export interface Allowed {
	write: boolean;
	/** Why webhooks cannot be asked about, if so. */
	withoutWebhooks?: Told;
	retries: boolean;
}

function hindrance(need: Need, { write, withoutWebhooks, retries }: Allowed): Told | undefined {
	if (need === 'read') return undefined;
	if (!write) return needs[need];
	if (need !== 'write' && withoutWebhooks) return withoutWebhooks;
	return need === 'retries' && !retries ? needs.retries : undefined;
}

export const needs: Record<Exclude<Need, 'read'>, Told> = {
	write: told`needs --write`,
	webhook: told`needs --write and --webhook-url`,
	retries: told`needs --write, --webhook-url and --watch-retries`,
};

const hindered = (finding: Told): Finding => ({ verdict: 'not asked', found: finding });

/** What is found without an access says nothing about the question. */
const ended: Finding = {
	verdict: 'could not be asked',
	found: told`Clio took the access no longer`,
};

/** Asks one question after the other. A measurement that fails is a finding, too, and the next one is asked. */
export class Asking {
	readonly asked: Asked[] = [];
	/** Somebody pressed Ctrl-C. */
	isStopped = false;

	constructor(
		private readonly run: Run,
		private readonly allowed: Allowed,
		private readonly person: { signal: AbortSignal; say: (text: string) => void },
	) {}

	async all(questions: Question[]): Promise<void> {
		for (const question of questions) {
			const finding = await this.one(question);
			this.asked.push({ question, finding });
			if (finding.verdict !== 'not asked')
				this.person.say(`${finding.verdict.padEnd(19)} ${question.asks}`);
		}
	}

	private async one(question: Question): Promise<Finding> {
		const why = hindrance(question.needs, this.allowed);
		if (why) return hindered(why);
		this.isStopped ||= this.person.signal.aborted;
		if (this.isStopped) return hindered(told`the check was stopped`);
		try {
			const finding = await question.ask(this.run);
			return this.run.clio.isEnded ? ended : finding;
		} catch (error) {
			if (error instanceof Stopped) {
				this.isStopped = true;
				return hindered(told`the check was stopped`);
			}
			if (this.run.clio.isEnded) return ended;
			return { verdict: 'could not be asked', found: this.reason(error) };
		}
	}

	private reason(error: unknown): Told {
		if (error instanceof Unaskable) return error.why;
		if (error instanceof ClioError) {
			return told`the request failed (${word(error.reason, reasons)})`;
		}
		// Only on the terminal, for nobody knows what is in it.
		this.person.say(error instanceof Error ? (error.stack ?? error.message) : String(error));
		return told`the check itself made a mistake here, which the terminal shows`;
	}
}

const reasons = [
	'badInput',
	'changed',
	'connection',
	'inDoubt',
	'notFound',
	'permission',
	'rateLimit',
	'readOnly',
	'refused',
	'unavailable',
	'unexpected',
	'version',
];
