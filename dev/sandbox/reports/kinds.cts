import { words } from '../vocabulary.cts';

/** The kinds of reports; UNKNOWN which category each is in. */
const KINDS: Record<string, string[]> = {
	billing: words(
		`billing_history billing_rate accounts_receivable accounts_receivable_aging invoice_payments_v2 work_in_progress disbursement_payment currency_conversion_gain_loss`,
	),
	client: words(`client_activity client_ledger contact_information trust_listing trust_management`),
	compliance: words(
		`law_society_of_alberta law_society_of_alberta_al law_society_of_alberta_bar law_society_of_alberta_tl law_society_of_alberta_tt potential_trust_to_office trust_ledger_nsw`,
	),
	financial: words(`bank_account_activity general_ledger trust_ledger`),
	matter: words(
		`grant_matters matter matter_balance_summary matter_ledger_full matters_by_responsible_attorney`,
	),
	online_payments: words(
		`clio_payments_deposit clio_payments_ledger clio_payments_monthly_statement clio_payments_sales_tax clio_payments_transaction`,
	),
	productivity: words(`matter_productivity_by_user productivity_by_client productivity_by_user`),
	revenue: words(`fee_allocation originating_attorney_revenue other_revenue revenue`),
	task: words(`task_productivity_by_user task_progress_by_user`),
};

export const CATEGORIES = Object.keys(KINDS);
export const ALL_KINDS = Object.values(KINDS).flat();

export const categoryOf = (kind: string): string =>
	CATEGORIES.find((each) => KINDS[each].includes(kind))!;
