import type { IHookFunctions, ITriggerFunctions } from 'n8n-workflow';

/** True if n8n starts with the workflow active already; else a person has just published it. */
export const isRestart = (context: IHookFunctions | ITriggerFunctions): boolean =>
	['init', 'leadershipChange'].includes(context.getActivationMode());
