import { billableMatter } from './billableMatter';
import type { Resource } from '../vocabulary';

/**
 * By the schema it answers with a matter, by its text with the ids of all: which of the two, and as what,
 * is not known. Ids that come bare get their name in client.ts.
 */
export const billableMatterIds: Resource = {
	...billableMatter,
	name: 'billableMatterIds',
	path: 'billable_matters/ids',
	operationOf: {
		resource: 'billableMatter',
		operation: 'getIds',
		name: 'Get IDs',
		action: 'Get ids of billable matters',
		description: 'Get the IDs alone of all matters with work that is not on a bill yet',
	},
	simplified: {},
};
