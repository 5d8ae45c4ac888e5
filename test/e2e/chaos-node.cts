import type { Outcome, Setup } from '../engine/engine.cts';
import type { Line } from './chaos-line.cts';
import { goesOn } from './chaos-work.cts';

export type NodeName = 'clio' | 'clioAdvanced' | 'clioGrow';

/** One of the action nodes, which goes on after errors unless told otherwise. */
export function runOn(
	name: NodeName,
	line: Line,
	resource: string,
	operation: string,
	parameters: object = {},
	rest: Partial<Setup> = {},
): Promise<Outcome> {
	const kit = name === 'clioGrow' ? line.grow : line.firm;
	const node = { type: `n8n-nodes-clio.${name}`, ...(rest.node ?? goesOn.node) };
	return kit.run(resource, operation, parameters, { ...rest, node });
}

export function credentialOf(resource: string) {
	if (resource === 'growLeadInbox') return 'clioGrowLeadInboxApi';
	return resource.startsWith('grow') ? 'clioPlatformOAuth2Api' : 'clioOAuth2Api';
}
