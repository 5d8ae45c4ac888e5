import type { ITriggerFunctions } from 'n8n-workflow';
import { ClioError } from '../../clio/errors';
import { nodeError } from '../errors';

/** Clio or the network may stumble; three checks in a row are half an hour. */
const patience = 3;
const passing = ['unavailable', 'rateLimit', 'inDoubt', 'unexpected'];

/**
 * What is wrong with a trigger, told once: as a failed execution when it begins, so that the firm's error
 * workflow runs, and in the log when it is over.
 */
export class Problem {
	private stumbles = 0;
	private readonly told = new Set<string>();

	constructor(private readonly context: ITriggerFunctions) {}

	/** True while something that was told is not over. */
	get lasts(): boolean {
		return this.told.size > 0;
	}

	/**
	 * Something is wrong, and may have been before.
	 * @param counts false for a look between the regular ones: a short outage has not lasted yet
	 */
	met(error: unknown, counts = true): void {
		const mayPass = error instanceof ClioError && passing.includes(error.reason);
		if (mayPass && counts) this.stumbles++;
		if (mayPass && this.stumbles < patience) return this.log(error);
		const kind = mayPass ? 'passing' : (error as Error).message;
		if (this.told.has(kind)) return;
		this.told.add(kind);
		this.tell(error);
	}

	/** A failed execution, whatever was told before. */
	tell(error: unknown): void {
		const shown = nodeError(this.context.getNode(), error);
		this.log(error);
		// Older versions of n8n cannot (n8n facts 7.1); there the log has to do.
		if (typeof this.context.saveFailedExecution === 'function') {
			this.context.saveFailedExecution(shown);
		}
	}

	over(): void {
		this.stumbles = 0;
		if (!this.lasts) return;
		this.told.clear();
		this.context.logger.info(`${this.who()} works again`);
	}

	private log(error: unknown): void {
		const { message, advice = '' } = error as Partial<ClioError>;
		this.context.logger.warn(`${this.who()}: ${message}. ${advice}`);
	}

	private who(): string {
		const { id, name } = this.context.getWorkflow();
		return `${this.context.getNode().name} of the workflow ${name ?? id}`;
	}
}
