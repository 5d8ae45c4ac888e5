import type { IPollFunctions } from 'n8n-workflow';
import { ClioError } from '../../clio/errors';

const passing = ['unavailable', 'rateLimit', 'inDoubt', 'unexpected'];

/** So long Clio or the network may stumble before anybody is told, in milliseconds. */
const patience = 1_800_000;

interface Health {
	wellAt: number;
	/** What was told as a failed execution and is not over. */
	told?: string;
}

const healths = new Map<string, Health>();

const keyOf = (context: IPollFunctions): string =>
	`${context.getWorkflow().id} ${context.getNode().id}`;

/**
 * A poll failed. Told once as a failed execution, so that the firm's error workflow runs once: what may pass
 * when it has lasted for half an hour, anything else at once. The first poll of all tells whatever it meets.
 * @returns true if nobody needs to be told
 */
export function met(context: IPollFunctions, error: unknown): boolean {
	const health = healths.get(keyOf(context));
	const { message, advice = '', reason = '' } = error as Partial<ClioError> & Error;
	if (!health) return false;
	const mayPass = error instanceof ClioError && passing.includes(reason);
	const kind = mayPass ? 'passing' : message;
	const isNews = health.told !== kind && !(mayPass && Date.now() - health.wellAt < patience);
	if (isNews) health.told = kind;
	else context.logger.warn(`${who(context)}: ${message}. ${advice}`);
	return !isNews;
}

/** A poll went well. */
export function over(context: IPollFunctions): void {
	if (context.getMode() === 'manual') return;
	const key = keyOf(context);
	if (healths.get(key)?.told) context.logger.info(`${who(context)} works again`);
	healths.set(key, { wellAt: Date.now() });
}

function who(context: IPollFunctions): string {
	const { id, name } = context.getWorkflow();
	return `${context.getNode().name} of the workflow ${name ?? id}`;
}
