import type { IPollFunctions } from 'n8n-workflow';
import { ClioError } from '../../clio/errors';
import { hasPolled, isPublication, keyOf } from './kept';

const passing = ['unavailable', 'rateLimit', 'inDoubt', 'unexpected'];

/** So long Clio or the network may stumble before anybody is told, in milliseconds. */
const patience = 1_800_000;

interface Health {
	wellAt: number;
	/** What was told as a failed execution and is not over. */
	told?: string;
}

const healths = new Map<string, Health>();

/**
 * A poll failed. Told once as a failed execution, so that the firm's error workflow runs once: what may pass
 * when it has lasted for half an hour, anything else at once. When a person publishes the workflow, whatever
 * is wrong is told there and then.
 * @returns true if nobody needs to be told
 */
export function met(context: IPollFunctions, error: unknown): boolean {
	const { message, advice = '', reason = '' } = error as Partial<ClioError> & Error;
	if (isPublication(context)) return false;
	const health = healths.get(keyOf(context));
	if (!health) return isRestart(context) && begin(context, message);
	const mayPass = error instanceof ClioError && passing.includes(reason);
	const kind = mayPass ? 'passing' : message;
	const isNews = health.told !== kind && !(mayPass && Date.now() - health.wellAt < patience);
	if (isNews) health.told = kind;
	else context.logger.warn(`${who(context)}: ${message}. ${advice}`);
	return !isNews;
}

/** A workflow must not stay switched off because Clio was down when n8n started: it is polled again soon. */
const isRestart = (context: IPollFunctions): boolean =>
	/^(init|leadershipChange)$/.test(context.getActivationMode()) || hasPolled(context);

function begin(context: IPollFunctions, message: string): true {
	healths.set(keyOf(context), { wellAt: Date.now() });
	context.logger.warn(`${who(context)}: ${message}`);
	return true;
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
