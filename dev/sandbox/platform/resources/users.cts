import type { Resource } from '../vocabulary.cts';

/** Who the token belongs to is at `users/who_am_i` (api.cts). */
export const users: Resource = {
	path: 'users',
	table: 'users',
	name: 'User',
	operations: 'L',
	read: 'grow_user_read',
	fields: ['id', 'first_name', 'last_name', 'email', 'created_at', 'updated_at'],
	worked: { account: (_row, { store }) => accountIn(store.all('accounts')[0]) },
};

const accountIn = ({ id, firm_name }: { id: number; firm_name?: string }) => ({ id, firm_name });
