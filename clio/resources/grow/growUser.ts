import { byIdOnly, type Resource } from '../vocabulary';
import { ofGrow } from './shared';

export const growUser: Resource = {
	...ofGrow,
	name: 'growUser',
	label: 'User',
	plural: 'Users',
	help: 'A member of the firm in Clio Grow; users can be read, not changed',
	path: 'users',
	permission: 'grow_user_read',
	operations: ['getAll'],
	lookup: byIdOnly,

	reads: ['id', 'first_name', 'last_name', 'email', 'created_at', 'updated_at'],
	records: { account: 'growAccount' },
	simplified: {
		firstName: 'first_name',
		lastName: 'last_name',
		email: 'email',
		firm: 'account.firm_name',
	},
	writes: {},
};
