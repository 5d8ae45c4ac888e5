import * as filter from '../filters.cts';
import { words, type Filter, type Resource } from '../vocabulary.cts';

/** What legal aid in England and Wales pays: tables that Clio keeps. */

const rates = (
	name: string,
	path: string,
	fields: string,
	filters: Record<string, Filter>,
): Resource => ({
	name,
	path,
	// UNKNOWN which area they are.
	permission: 'Activities',
	operations: 'L',
	fields: words(fields),
	filters,
	lacks: ['ids[]', 'created_since', 'updated_since'],
});

const flags = (names: string) =>
	Object.fromEntries(words(names).map((name) => [name, filter.flag(name)]));

const civilCertificated = rates(
	'LaukCivilCertificatedRate',
	'lauk_civil_certificated_rates',
	`id activity activity_sub_category activity_type attended_several_hearings_for_multiple_clients
		category_of_law created_at change_of_solicitor court eligible_for_sqm exceptional
		exceptional_warning etag fee fee_scheme first_conducting_solicitor key number_of_clients party
		post_transfer_clients_represented rate_type region session_type user_type updated_at`,
	{
		...filter.shown(
			...words(`activity activity_sub_category category_of_law court fee_scheme key number_of_clients
				party post_transfer_clients_represented rate_type region session_type user_type`),
		),
		...flags(`attended_several_hearings_for_multiple_clients change_of_solicitor eligible_for_sqm
			first_conducting_solicitor`),
	},
);

const civilControlled = rates(
	'LaukCivilControlledRate',
	'lauk_civil_controlled_rates',
	`id activity activity_type category_of_law created_at etag exceptional fee fee_scheme key
		matter_type_1 matter_type_2 post_dec25_exceptional post_dec25_fee rate_type region updated_at`,
	filter.shown(
		...words('activity category_of_law key matter_type_1 matter_type_2 rate_type region'),
	),
);

const criminalControlled = rates(
	'LaukCriminalControlledRate',
	'lauk_criminal_controlled_rates',
	`id activity activity_type category_of_law counsel court created_at etag exceptional fee fee_scheme
		post_nov_24_exceptional post_nov_24_fee post_sept_22_exceptional post_sept_22_fee
		post_dec25_exceptional post_dec25_fee key rate_type region solicitor_type updated_at`,
	filter.shown(
		...words(`activity category_of_law counsel court key rate_type region solicitor_type
			standard_fee_category`),
	),
);

/** One row for London and one for everywhere else; a list gives one of the two (spec). */
const ofRegion: Filter = (values) => {
	const isLondon = values.at(-1)!.toLowerCase() === 'london';
	return (row) => row.london === isLondon;
};

/** UNKNOWN how practice areas are written; as the fields that say so, here. */
const ofPracticeArea: Filter = (values) => (row) => row[values.at(-1)!.toLowerCase()] === true;

const expenseCategories: Resource = {
	...rates(
		'LaukExpenseCategory',
		'lauk_expense_categories',
		'certificated civil created_at criminal etag id key name rate updated_at',
		{ ...filter.shown('key', 'name'), practice_area: ofPracticeArea, region: ofRegion },
	),
	requiredFilters: ['region'],
};

export const legalAidRates: Resource[] = [
	civilCertificated,
	civilControlled,
	criminalControlled,
	expenseCategories,
];
