import type { Resource } from '../vocabulary';
import { growUser } from './growUser';

export const growConnectedUser: Resource = {
	...growUser,
	name: 'growConnectedUser',
	operationOf: {
		resource: 'growUser',
		operation: 'getMe',
		name: 'Get Me',
		action: 'Get connected user',
		description: 'Get the user whose connection this is',
	},
	path: 'users/who_am_i',
	single: true,
	operations: ['get'],
	byIds: undefined,
	filters: {},
};
