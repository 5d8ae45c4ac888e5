import type { Seeding } from './firm.cts';

/** The firm charges no taxes and rounds to six minutes. */
export function seedBillingSetting({ store, ago }: Seeding): void {
	const taxes = {
		...{ tax_rate: 0, tax_name: 'Tax', apply_tax_by_default: false, use_secondary_tax: false },
		...{ secondary_tax_rate: 0, secondary_tax_name: null, secondary_tax_rule: 'Pre' },
		apply_secondary_tax_by_default: false,
	};
	const setting = {
		...{ rounding: 6, use_decimal_rounding: true, currency: 'USD', currency_sign: '$' },
		...{ multi_currency_billing: false, billing_currencies: [], use_utbms_codes: false },
		time_on_flat_rate_contingency_matters_is_non_billable: false,
		notify_after_bill_created: true,
	};
	store.insert('settings/billing', { ...setting, ...taxes }, ago(2000));
}
