import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { bool, number, oneOf, ref, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { one, words, type Computed, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';

const currencyOf = ({ currency }: Row, { store }: World) =>
	store.all('currencies').find(({ code }) => code === currency);

const transactionsOf = ({ id }: Row, world: World): Row[] =>
	world.grouped('bank_transactions', 'bank_account').get(id) ?? [];

/** Trust money is a client's, operating money the firm's. */
export const bankAccounts: Resource = {
	name: 'BankAccount',
	path: 'bank_accounts',
	permission: 'Billing',
	operations: 'LGCUD',
	fields: words(`account_number balance bank_transactions_count clio_payment_page_link
		clio_payment_page_qr_code clio_payments_enabled controlled_account created_at currency
		currency_symbol currency_id default_account domicile_branch etag general_ledger_number
		holder id institution name swift transit_number type updated_at`),
	nested: { user: one('users') },
	computed: {
		bank_transactions_count: (row, world) => transactionsOf(row, world).length,
		clio_payment_page_link: ({ id, clio_payments_enabled }) =>
			clio_payments_enabled ? `https://pay.sandbox.example/page/${id}` : null,
		currency_symbol: (row, world) => currencyOf(row, world)?.sign,
		currency_id: (row, world) => currencyOf(row, world)?.id,
	},
	body: {
		account_number: text,
		balance: number,
		client: ref('contacts'),
		controlled_account: bool,
		currency: text,
		default_account: bool,
		domicile_branch: text,
		general_ledger_number: text,
		holder: text,
		institution: text,
		matter: ref('matters'),
		name: text,
		swift: text,
		transit_number: text,
		type: oneOf('Operating', 'Trust'),
	},
	createOnly: ['balance', 'type'],
	required: ['currency', 'type'],
	defaults: ({ user }) => ({
		balance: 0,
		clio_payments_enabled: false,
		controlled_account: false,
		default_account: false,
		user: user.id,
	}),
	settle: (row, world) => {
		if (!currencyOf(row, world)) throw invalid(`currency is not known: ${row.currency}`);
	},
	// UNKNOWN whether an account with money that moved can be deleted, and the words.
	beforeDelete: (row, world) => {
		if (transactionsOf(row, world).length > 0) throw invalid('The account has transactions');
	},
	filters: {
		show_empty_accounts: (values) =>
			values.at(-1) === 'false' ? (row) => row.balance !== 0 : () => true,
		status: filter.choice(() => 'opened', 'opened', 'closed'),
		// Other words than in the record (facts 5.8).
		type: filter.choice((row) => `${row.type}Account`, 'OperatingAccount', 'TrustAccount'),
		user_id: filter.idOrNull('user'),
	},
	order: words(`id name institution account_number transit_number currency updated_at type`),
};

/** A matter's or a contact's money in each of the firm's first accounts; none where nothing ever was. */
export const balancesOf =
	(amount: (row: Row, type: string, world: World) => number | null | undefined): Computed =>
	(row, world) =>
		['Trust', 'Operating'].flatMap((type) => {
			const account = world.store.all('bank_accounts').find((each) => each.type === type);
			const balance = amount(row, type, world);
			if (!account || balance == null) return [];
			const { id, name } = account;
			return [{ id, name, type, balance, currency_id: currencyOf(account, world)?.id }];
		});

/** Where it is kept on a matter; written by the firm alone. */
export const FIELD: Record<string, string> = {
	Trust: 'trust_balance',
	Operating: 'operating_balance',
};
