import * as filter from '../filters.cts';
import type { Row } from '../store.cts';
import { many, one, words, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';

/** How what a client paid, or was let off, is spread over bills. Clio only shows it. */

const PARENTS = ['CreditMemo', 'Payment'];

export const allocationsOf = (type: string, { id }: Row, { store }: World): Row[] =>
	store.all('allocations').filter(({ parent }) => parent.type === type && parent.id === id);

export const allocations: Resource = {
	name: 'Allocation',
	path: 'allocations',
	permission: 'Billing',
	operations: 'LG',
	fields: words(`id etag date amount interest voided_at created_at updated_at description
		has_online_payment destroyable payment_type`),
	nested: {
		bill: one('bills'),
		source_bank_account: one('bank_accounts'),
		destination_bank_account: one('bank_accounts'),
		matter: one('matters'),
		contact: one('contacts'),
		parent: one('PolymorphicObject'),
	},
	filters: {
		bill_id: filter.id('bill'),
		contact_id: filter.id('contact'),
		matter_id: filter.id('matter'),
		parent_id: filter.id((row) => row.parent.id),
		// The spec types it as a number, its text names two kinds of record: UNKNOWN.
		parent_type: filter.choice((row) => row.parent.type, ...PARENTS),
		status: filter.choice((row) => (row.voided_at ? 'invalid' : 'valid'), 'valid', 'invalid'),
	},
	order: words('id date'),
	defaultOrder: 'date(asc)',
};

/** What the firm wrote off. */
export const creditMemos: Resource = {
	name: 'CreditMemo',
	path: 'credit_memos',
	permission: 'Billing',
	operations: 'LG',
	fields: words('id etag date amount description discount voided_at created_at updated_at'),
	nested: { user: one('users'), contact: one('contacts'), allocations: many('allocations') },
	computed: {
		allocations: (row, world) => allocationsOf('CreditMemo', row, world).map(({ id }) => id),
	},
	filters: { contact_id: filter.id('contact') },
	order: words('id date'),
	defaultOrder: 'date(asc)',
};
