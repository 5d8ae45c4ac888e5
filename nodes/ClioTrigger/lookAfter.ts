import { createHash } from 'node:crypto';
import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { nodeKey } from './address';
import { RegularCheck } from './check';
import { Problem } from './problem';
import { markAllDone } from './repetitions';
import { settingsOf, type Settings } from './settings';
import { isRestart } from './start';

/**
 * Starts the regular check of an activated trigger: every ten minutes on n8n's leader, and soon after
 * the start. Parameters are read now, since n8n cannot resolve expressions later (n8n facts, section 3).
 */
export function lookAfter(context: ITriggerFunctions): ITriggerResponse {
	// Test events are listened for without it.
	if (context.getMode() === 'manual') return {};
	const settings = readable(context);
	if (!settings) return {};
	const check = new RegularCheck(context, settings);
	context.helpers.registerCron({ expression: everyTenMinutes(nodeKey(context)) }, () => {
		void check.check();
	});
	void check.begin();
	const closeFunction = async () => {
		await Promise.all([check.close(), markAllDone(nodeKey(context))]);
	};
	return { closeFunction };
}

/** Undefined for settings that do not fit together; of those the registration tells who publishes them. */
function readable(context: ITriggerFunctions): Settings | undefined {
	try {
		return settingsOf(context);
	} catch (error) {
		if (isRestart(context)) new Problem(context).tell(error);
		return undefined;
	}
}

/** Each trigger at a moment of its own, so that a busy n8n does not ask Clio for all at once. */
function everyTenMinutes(key: string): `${number} */10 * * * *` {
	const [minute, second] = createHash('sha256').update(key).digest();
	// n8n's type knows no lists of minutes; its cron does.
	return `${second % 60} ${minute % 10}-59/10 * * * *` as `${number} */10 * * * *`;
}
