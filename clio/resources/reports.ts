import { choice, type Field } from './vocabulary';

/** What reports, their presets and their lists have in common. */
export const reportKinds: Record<string, string> = {
	accounts_receivable: 'Accounts Receivable',
	accounts_receivable_aging: 'Accounts Receivable Aging',
	bank_account_activity: 'Bank Account Activity',
	billing_history: 'Billing History',
	billing_rate: 'Billing Rate',
	client_activity: 'Client Activity',
	client_ledger: 'Client Ledger',
	clio_payments_deposit: 'Clio Payments Deposits',
	clio_payments_ledger: 'Clio Payments Ledger',
	clio_payments_monthly_statement: 'Clio Payments Monthly Statement',
	clio_payments_sales_tax: 'Clio Payments Sales Tax',
	clio_payments_transaction: 'Clio Payments Transactions',
	contact_information: 'Contact Information',
	currency_conversion_gain_loss: 'Currency Gain or Loss',
	disbursement_payment: 'Disbursement Payments',
	fee_allocation: 'Fee Allocation',
	general_ledger: 'General Ledger',
	grant_matters: 'Matters of Grants',
	invoice_payments_v2: 'Invoice Payments',
	law_society_of_alberta: 'Law Society of Alberta',
	law_society_of_alberta_al: 'Law Society of Alberta AL',
	law_society_of_alberta_bar: 'Law Society of Alberta BAR',
	law_society_of_alberta_tl: 'Law Society of Alberta TL',
	law_society_of_alberta_tt: 'Law Society of Alberta TT',
	matter: 'Matters',
	matter_balance_summary: 'Matter Balance Summary',
	matter_ledger_full: 'Matter Ledger',
	matter_productivity_by_user: 'Matter Productivity by User',
	matters_by_responsible_attorney: 'Matters by Responsible Attorney',
	originating_attorney_revenue: 'Originating Attorney Revenue',
	other_revenue: 'Other Revenue',
	potential_trust_to_office: 'Potential Trust to Office',
	productivity_by_client: 'Productivity by Client',
	productivity_by_user: 'Productivity by User',
	revenue: 'Revenue',
	task_productivity_by_user: 'Task Productivity by User',
	task_progress_by_user: 'Task Progress by User',
	trust_ledger: 'Trust Ledger',
	trust_ledger_nsw: 'Trust Ledger (New South Wales)',
	trust_listing: 'Trust Listing',
	trust_management: 'Trust Management',
	work_in_progress: 'Work in Progress',
};

export const reportFormats: Record<string, string> = {
	csv: 'CSV',
	html: 'HTML',
	json: 'JSON',
	pdf: 'PDF',
	xlsx: 'Excel',
	zip: 'ZIP',
};

export const reportCategories: Record<string, string> = {
	billing: 'Billing',
	client: 'Client',
	compliance: 'Compliance',
	financial: 'Financial',
	matter: 'Matter',
	online_payments: 'Online Payments',
	productivity: 'Productivity',
	revenue: 'Revenue',
	task: 'Task',
};

/** Of a report whose format stands already. */
export const rowsOrFile: Field = choice(
	{ rows: 'Rows', file: 'File' },
	{ own: true, main: true, preset: 'rows', help: 'Rows can be had of reports in CSV and JSON' },
);
