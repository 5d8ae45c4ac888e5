import { ClioError } from '../../clio/errors';
import type { Wanted, Webhook } from '../../clio/webhooks/subscriptions';

const again =
	'It is registered anew, and what changed meanwhile is then recovered, as far as Catch Up on Missed Changes is on; deletions cannot be.';

/** What is wrong with a webhook that has to be registered anew. */
export function broken(found: Webhook | undefined, { url }: Wanted, now: number): ClioError {
	if (found?.status === 'suspended') {
		return new ClioError(
			'changed',
			'Clio had stopped calling this trigger, because its calls had failed',
			`Check that ${url} can be reached from the internet and that this n8n is not overloaded. ${again}`,
		);
	}
	const what = !found ? 'was gone' : found.expiresAt <= now ? 'had expired' : 'had been changed';
	return new ClioError('changed', `The webhook of this trigger ${what} at Clio`, again);
}

/** What is wrong with one that stays pending. */
export const unreachable = (url: string): ClioError =>
	new ClioError(
		'changed',
		'Clio could not reach the address of this trigger',
		`Clio must be able to call ${url} from the internet, with a valid certificate. Until it can, what changes is looked for every ten minutes, if at all; deletions are lost.`,
	);
