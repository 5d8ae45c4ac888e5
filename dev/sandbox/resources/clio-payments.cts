import * as filter from '../filters.cts';
import { bool, number, oneOf, ref, refs, text } from '../rules.cts';
import { many, one, words, type Resource } from '../vocabulary.cts';
import { allocationsOf } from './allocations.cts';

const STATES = words(`pending authorized completed voided failed canceled requires_confirmation
	completed_requiring_allocation`);

/** Made by clients who pay online. */
export const clioPayments: Resource = {
	name: 'ClioPaymentsPayment',
	path: 'clio_payments/payments',
	permission: 'Clio Payments',
	operations: 'LG',
	// No etag: the only watched model without one.
	fields: words(`amount confirmation_number created_at currency deposit_as_revenue description
		email_address id state updated_at`),
	nested: {
		bank_transaction: one('bank_transactions'),
		clio_payments_link: one('clio_payments/links'),
		contact: one('contacts'),
		destination_account: one('bank_accounts'),
		user: one('users'),
		allocations: many('allocations'),
		bills: many('bills'),
		matters: many('matters'),
	},
	computed: {
		allocations: (row, world) => allocationsOf('Payment', row, world).map(({ id }) => id),
	},
	firm: {
		operations: 'CU',
		body: {
			amount: number,
			bills: refs('bills'),
			clio_payments_link: ref('clio_payments/links'),
			confirmation_number: text,
			contact: ref('contacts'),
			deposit_as_revenue: bool,
			description: text,
			email_address: text,
			matters: refs('matters'),
			state: oneOf(...STATES),
		},
	},
	defaults: ({ user }) => ({
		amount: 250,
		bills: [],
		currency: 'USD',
		deposit_as_revenue: false,
		matters: [],
		state: 'pending',
		user: user.id,
	}),
	settle: (row, { store }) => {
		// Paid once, a link is used up (facts 5.8).
		const link = store.get('clio_payments/links', row.clio_payments_link);
		if (link && row.state === 'completed') link.clio_payments_payment = row.id;
	},
	filters: {
		bill_id: filter.idAmong((row) => row.bills),
		contact_id: filter.id('contact'),
		state: filter.choice('state', ...STATES),
	},
	lacks: ['created_since', 'updated_since'],
};
