import { createHash } from 'node:crypto';
import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { nodeKey } from './address';
import { RegularCheck } from './check';
import { markAllDone } from './repetitions';
import { settingsOf, type Settings } from './settings';

/**
 * Starts the regular check of an activated trigger: every ten minutes on n8n's leader, and soon after
 * the start. Parameters are read now, since n8n cannot resolve expressions later (n8n facts, section 3).
 */
export function lookAfter(context: ITriggerFunctions): ITriggerResponse {
	// Test events are listened for without it.
	if (context.getMode() === 'manual') return {};
	const settings = readable(context);
	if (!settings) return {};
	const isRestart = ['init', 'leadershipChange'].includes(context.getActivationMode());
	const check = new RegularCheck(context, settings, isRestart);
	context.helpers.registerCron({ expression: everyTenMinutes(nodeKey(context)) }, () => {
		void check.check();
	});
	void check.begin();
	const closeFunction = async () => {
		await Promise.all([check.close(), markAllDone(nodeKey(context))]);
	};
	return { closeFunction };
}

/** Undefined for settings that do not fit together, of which the registration tells. */
function readable(context: ITriggerFunctions): Settings | undefined {
	try {
		return settingsOf(context);
	} catch {
		return undefined;
	}
}

/** Each trigger at a second of its own, so that a busy n8n does not ask Clio for all at once. */
const everyTenMinutes = (key: string): `${number} */10 * * * *` =>
	`${createHash('sha256').update(key).digest()[0] % 60} */10 * * * *`;
