import { user } from './user';
import { byIdOnly, type Resource } from './vocabulary';

export const connectedUser: Resource = {
	...user,
	name: 'connectedUser',
	operationOf: {
		resource: 'user',
		operation: 'getMe',
		name: 'Get Me',
		action: 'Get connected user',
		description: 'Get the user whose connection this is',
	},
	path: 'users/who_am_i',
	single: true,
	operations: ['get'],
	lookup: byIdOnly,
	byIds: undefined,
	filters: {},
	orders: [],
};
