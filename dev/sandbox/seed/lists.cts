import type { Seeding } from './firm.cts';

/** Short lists, as they come: each a path and its records. */
type Records = readonly Record<string, unknown>[];

const named = (...names: string[]): Records => names.map((name) => ({ name }));

const LISTS: Record<string, Records> = {
	bill_themes: [
		{ name: 'Standard', default: true, config: '{"show":{"logo":true}}' },
		{ name: 'Court-appointed work', default: false, config: '{"show":{"logo":false}}' },
	],
	custom_actions: [
		{
			label: 'Open in the intake form',
			target_url: 'https://intake.example/matter',
			ui_reference: 'matters/show',
		},
		{
			label: 'Sign',
			target_url: 'https://signatures.example/document',
			ui_reference: 'documents/show',
		},
	],
	document_categories: named('Correspondence', 'Pleading', 'Evidence'),
	grants: [
		{
			name: 'Tenants in need',
			funding_code: 'TN-26',
			balance: '18500.00',
			start_date: '2026-01-01',
			end_date: '2026-12-31',
		},
		{ name: 'Youth defence', funding_code: 'YD-26', balance: '4200.00' },
	],
	grant_funding_sources: named('Brookhaven Foundation'),
	'settings/text_snippets': [
		{ snippet: 'tcc', phrase: 'Telephone call with the client about', whole_word: true },
		{ snippet: 'rvw', phrase: 'Review of', whole_word: true },
	],
	'utbms/sets': [
		{ name: 'Litigation', enabled: true },
		{ name: 'Expenses', enabled: false },
	],
	'clio_file/submissions_reports': [
		{ submitted_date: '2026-01-12T09:30:00Z' },
		{ submitted_date: '2026-02-03T14:00:00Z' },
	],
	lauk_civil_certificated_rates: [
		{
			...{ key: 'invented-cert-1', activity: 'Preparation', activity_type: 'Hourly', fee: 61.5 },
			...{ category_of_law: 'Family', court: 'County Court', region: 'London', party: 'Parent' },
			...{ fee_scheme: 'Private law', rate_type: 'Hourly', session_type: 'Half day' },
			...{ attended_several_hearings_for_multiple_clients: false, change_of_solicitor: false },
			...{ eligible_for_sqm: true, first_conducting_solicitor: true, exceptional: 0 },
			...{ number_of_clients: '1', user_type: 'Solicitor' },
		},
		{
			...{ key: 'invented-cert-2', activity: 'Advocacy', activity_type: 'Hourly', fee: 58 },
			...{ category_of_law: 'Housing', court: 'High Court', region: 'Non-London' },
			...{ attended_several_hearings_for_multiple_clients: true, change_of_solicitor: false },
			...{ eligible_for_sqm: false, first_conducting_solicitor: false, exceptional: 0 },
			...{ fee_scheme: 'Housing', rate_type: 'Hourly', user_type: 'Counsel' },
		},
	],
	lauk_civil_controlled_rates: [
		{
			...{ key: 'invented-ctrl-1', activity: 'Legal help', activity_type: 'Fixed', fee: 157 },
			...{ category_of_law: 'Housing', matter_type_1: 3, matter_type_2: 14, exceptional: 471 },
			...{ fee_scheme: 'Legal help', rate_type: 'Fixed', region: 'London' },
		},
	],
	lauk_criminal_controlled_rates: [
		{
			...{ key: 'invented-crim-1', activity: 'Attendance', activity_type: 'Hourly', fee: 47.5 },
			...{ category_of_law: 'Crime', court: "Magistrates' Court", counsel: 'Assigned' },
			...{ fee_scheme: 'Police station', rate_type: 'Hourly', region: 'London', exceptional: 0 },
			...{ solicitor_type: 'Duty', standard_fee_category: '1A' },
		},
	],
	lauk_expense_categories: [
		{ key: 'travel', name: 'Travel', civil: true, criminal: true, certificated: true, rate: 0.5 },
		{ key: 'expert', name: 'Expert', civil: true, criminal: false, certificated: true, rate: 90 },
	].flatMap((each) => [
		{ ...each, london: true, rate: each.rate + 0.1 },
		{ ...each, london: false },
	]),
	report_presets: [
		{
			name: 'Open invoices',
			kind: 'accounts_receivable',
			format: 'pdf',
			options: '{"format":"pdf","kind":"accounts_receivable"}',
		},
		{
			name: 'Trust by matter',
			kind: 'trust_ledger',
			format: 'csv',
			options: '{"format":"csv","kind":"trust_ledger"}',
		},
	],
	reports: [
		{ name: 'Revenue', kind: 'revenue', format: 'csv', source: 'reports' },
		{ name: 'Open invoices', kind: 'accounts_receivable', format: 'pdf', source: 'presets' },
	],
};

const CODES = [
	['L110', 'Fact investigation', 'UtbmsTask', 0],
	['A103', 'Draft or revise', 'UtbmsActivity', 0],
	['E101', 'Copying', 'UtbmsExpense', 1],
] as const;

export function seedLists({ store, ago }: Seeding): void {
	const at = ago(400);
	const add = (path: string, fields: Record<string, unknown>) => store.insert(path, fields, at);
	for (const [path, records] of Object.entries(LISTS)) for (const each of records) add(path, each);
	const [source] = store.all('grant_funding_sources');
	for (const grant of store.all('grants')) grant.grant_funding_source = source.id;
	for (const [code, name, type, set] of CODES) {
		const utbms_set_id = store.all('utbms/sets')[set].id;
		add('utbms/codes', { code, name, description: `${name}.`, type, utbms_set_id });
	}
	for (const { name, color, visible } of store.all('calendars')) {
		add('task_calendars', { name, color, visible });
	}
	const custom_field_ids = store
		.all('custom_fields')
		.filter(({ parent_type }) => parent_type === 'Matter')
		.slice(0, 3)
		.map(({ id }) => id);
	const set = { name: 'Court case', parent_type: 'Matter', displayed: true };
	add('custom_field_sets', { ...set, custom_field_ids });
	add('report_schedules', {
		report_preset_id: store.all('report_presets')[0].id,
		frequency: 'weekly',
		days_of_week: [1],
		time_of_day: '2026-01-05T08:00:00Z',
		time_zone: 'America/New_York',
	});
}
