import * as filter from '../filters.cts';
import { money } from '../money.cts';
import { day, lastingRef, number, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { one, words, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';

/** Money into an account is positive, out of it negative. UNKNOWN at Clio; so here. */
function move(id: number, amount: number, { store }: World): void {
	const account = store.get('bank_accounts', id)!;
	store.commit('bank_accounts', {
		...account,
		balance: money(account.balance + amount),
		version: account.version + 1,
	});
}

const accountOf = ({ bank_account }: Row, { store }: World): Row =>
	store.get('bank_accounts', bank_account)!;

/** UNKNOWN which accounts are which; trust money is owed to clients. */
const kindOf = (row: Row, world: World) =>
	accountOf(row, world).type === 'Trust' ? 'liability' : 'asset';

function settle(row: Row, world: World, { before }: { before?: Row }): void {
	if (before) move(before.bank_account, -before.amount, world);
	move(row.bank_account, row.amount, world);
	row.currency ??= accountOf(row, world).currency;
	if (!before) row.current_account_balance = accountOf(row, world).balance;
}

/** Can be written since 4.0.13 (facts 9). */
export const bankTransactions: Resource = {
	name: 'BankTransaction',
	path: 'bank_transactions',
	permission: 'Billing',
	operations: 'LGCUD',
	fields: words(`id type etag created_at updated_at bank_account_id source confirmation date amount
		currency currency_id description exchange_rate transaction_type funds_in funds_out
		clio_payments_transaction current_account_balance read_only_confirmation`),
	nested: {
		client: one('contacts'),
		matter: one('matters'),
		bank_account: one('bank_accounts'),
		bill: one('bills'),
		allocation: one('allocations'),
	},
	computed: {
		type: kindOf,
		bank_account_id: ({ bank_account }) => bank_account,
		clio_payments_transaction: () => false,
		currency_id: ({ currency }, { store }) =>
			store.all('currencies').find(({ code }) => code === currency)?.id,
		funds_in: ({ amount }) => Math.max(0, amount),
		funds_out: ({ amount }) => Math.max(0, -amount),
		read_only_confirmation: () => false,
	},
	body: {
		amount: number,
		bank_account: lastingRef('bank_accounts'),
		bank_account_transaction_type: text,
		client: lastingRef('contacts'),
		confirmation: text,
		currency: text,
		date: day,
		description: text,
		exchange_rate: number,
		matter: lastingRef('matters'),
		source: text,
		transaction_type: text,
	},
	required: ['amount', 'bank_account', 'date'],
	defaults: () => ({ exchange_rate: 1, reconciled: false }),
	settle,
	// UNKNOWN whether a reconciled one can be deleted.
	beforeDelete: ({ bank_account, amount }, world) => move(bank_account, -amount, world),
	filters: {
		bank_account_id: filter.id('bank_account'),
		client_id: filter.id('client'),
		matter_id: filter.id('matter'),
		type: filter.choice(kindOf, 'asset', 'liability'),
		unreconciled_only: (values) =>
			values.at(-1) === 'true' ? (row) => !row.reconciled : () => true,
	},
	// UNKNOWN beyond the default: the spec lists no values.
	order: words('id date'),
};

/** From one account to another; Clio shows it to those who know its id. */
export const bankTransfers: Resource = {
	name: 'BankTransfer',
	path: 'bank_transfers',
	permission: 'Billing',
	operations: 'G',
	fields: words(`id etag amount date description primary_authorizer secondary_authorizer created_at
		updated_at`),
	nested: {
		client: one('contacts'),
		destination_account: one('bank_accounts'),
		matter: one('matters'),
		source_account: one('bank_accounts'),
	},
};
