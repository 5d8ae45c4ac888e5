import { createHash } from 'node:crypto';
import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { nodeKey } from './address';
import { RegularCheck } from './check';
import { settingsOf } from './settings';

/**
 * Starts the regular check of an activated trigger: every ten minutes on n8n's leader, and soon after
 * the start. Parameters are read now, since n8n cannot resolve expressions later (n8n facts, section 3).
 */
export function lookAfter(context: ITriggerFunctions): ITriggerResponse {
	// Test events are listened for without it.
	if (context.getMode() === 'manual') return {};
	const isRestart = ['init', 'leadershipChange'].includes(context.getActivationMode());
	const check = new RegularCheck(context, settingsOf(context), isRestart);
	context.helpers.registerCron({ expression: everyTenMinutes(nodeKey(context)) }, () => {
		void check.check();
	});
	void check.begin();
	return { closeFunction: async () => check.close() };
}

/** Each trigger at a second of its own, so that a busy n8n does not ask Clio for all at once. */
const everyTenMinutes = (key: string): `${number} */10 * * * *` =>
	`${createHash('sha256').update(key).digest()[0] % 60} */10 * * * *`;
