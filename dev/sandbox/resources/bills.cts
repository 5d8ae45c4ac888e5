import { billPreview } from '../bill-preview.cts';
import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { sum } from '../money.cts';
import { bool, day, integer, number, object, oneOf, ref, refs, text, time } from '../rules.cts';
import type { Row } from '../store.cts';
import { dayOf, stamp } from '../time.cts';
import {
	many,
	one,
	words,
	type Computed,
	type Filter,
	type Resource,
	type Rule,
} from '../vocabulary.cts';
import type { World } from '../world.cts';

/** What a bill can become; UNKNOWN beyond the names of the states. */
const NEXT: Record<string, string[]> = {
	draft: ['awaiting_approval', 'awaiting_payment', 'deleted'],
	awaiting_approval: ['awaiting_payment', 'deleted'],
	awaiting_payment: ['paid', 'void'],
	paid: [],
	void: [],
	deleted: [],
};
const STATES = Object.keys(NEXT);
const UNPAID = ['draft', 'awaiting_approval', 'awaiting_payment'];

/** A new state sets paid_at and the balance, unless whoever changes it gives its own. */
function turn(row: Row, world: World, { paid_at, balance }: Record<string, unknown>): void {
	if (paid_at === undefined) row.paid_at = row.state === 'paid' ? stamp(world.now()) : null;
	if (balance === undefined) row.balance = UNPAID.includes(row.state) ? row.total : 0;
}

function settle(
	row: Row,
	world: World,
	{ before, body }: { before?: Row; body: Record<string, unknown> },
): void {
	// For a new currency the body has a plain id, the record an object (spec).
	row.currency = row.currency_id ?? row.currency;
	delete row.currency_id;
	if (!row.matters.length && row.kind !== 'trust_kind') throw invalid("matters can't be blank");
	row.client ??= world.store.get('matters', row.matters[0])!.client;
	row.number ??= String((Number(world.store.all('bills').at(-1)?.number) || 0) + 1);
	row.issued_at ??= dayOf(world.now());
	const isSettled = row.state === 'awaiting_payment' && row.balance === 0;
	if (isSettled && before && before.balance > 0 && body.state === undefined) row.state = 'paid';
	if (row.state !== before?.state) turn(row, world, body);
}

const total: Computed = (row) => row.total;
const nothing: Computed = () => 0;
const ofMatters =
	(field: string): Filter =>
	(values, world, query) =>
		filter.idAmong((row) =>
			row.matters.map((id: number) => world.store.get('matters', id)?.[field]),
		)(values, world, query);

const isOverdue = (row: Row, world: World) =>
	row.state === 'awaiting_payment' && !!row.due_at && row.due_at < dayOf(world.now());

/** As available_state_transitions has it; UNKNOWN the words of a refusal. */
const nextState: Rule = (value, place) => {
	const state = oneOf(...STATES)(value, place) as string | null;
	if (state && (state === place.before || NEXT[place.before]?.includes(state))) return state;
	throw invalid(`state cannot become ${state} from ${place.before}`);
};

/**
 * A draft is deleted, an unpaid bill void, one with payments refused (facts 5.8; UNKNOWN with which
 * status). UNKNOWN whether an app that watches is told `deleted`; `updated` here.
 */
function remains({ state, balance, total: whole }: Row) {
	if (!UNPAID.includes(state) || balance !== whole) {
		throw invalid('The bill has payments, or is no longer open');
	}
	return { state: state === 'awaiting_payment' ? 'void' : 'deleted', balance: 0 };
}

export const bills: Resource = {
	name: 'Bill',
	path: 'bills',
	permission: 'Billing',
	// Clio has no create (trap 17).
	operations: 'LGUD',
	fields: words(`id etag number issued_at created_at due_at tax_rate secondary_tax_rate updated_at
		subject purchase_order type memo start_at end_at balance state kind total paid paid_at pending
		due discount_services_only can_update credits_issued shared last_sent_at services_secondary_tax
		services_sub_total services_tax services_taxable_sub_total
		services_secondary_taxable_sub_total taxable_sub_total secondary_taxable_sub_total sub_total
		tax_sum secondary_tax_sum total_tax available_state_transitions`),
	nested: {
		user: one('users'),
		client: one('contacts'),
		discount: one('Discount'),
		interest: one('Interest'),
		matters: many('matters'),
		group: one('groups'),
		bill_theme: one('bill_themes'),
		original_bill: one('bills'),
		destination_account: one('bank_accounts'),
		balances: many('Balance'),
		matter_totals: many('MatterBalance'),
		currency: one('currencies'),
		billing_setting: one('BillingSetting'),
		client_addresses: many('Address'),
		legal_aid_uk_bill: one('LegalAidUkBill'),
		split_invoice: one('SplitInvoice'),
	},
	computed: {
		available_state_transitions: (row) => NEXT[row.state],
		can_update: (row) => ['draft', 'awaiting_approval'].includes(row.state),
		client_addresses: (row, world) => world.store.get('contacts', row.client)?.addresses,
		credits_issued: (row, world) =>
			sum(
				(world.grouped('allocations', 'bill').get(row.id) ?? [])
					.filter(({ parent }) => parent.type === 'CreditMemo')
					.map(({ amount }) => amount),
			),
		due: total,
		paid: (row) => (row.state === 'void' ? 0 : row.total - row.balance),
		services_sub_total: total,
		sub_total: total,
		// The firm charges no taxes and no interest.
		...Object.fromEntries(
			words(`pending services_secondary_tax services_tax
				services_taxable_sub_total services_secondary_taxable_sub_total taxable_sub_total
				secondary_taxable_sub_total tax_sum secondary_tax_sum total_tax`).map((name) => [name, nothing]),
		),
	},
	body: {
		bill_theme: ref('bill_themes'),
		currency_id: (value, place) => (value == null ? null : ref('currencies')({ id: value }, place)),
		discount: object({ rate: number, type: oneOf('percentage', 'money'), note: text }),
		due_at: day,
		interest: object({ rate: number, type: oneOf('simple', 'compound'), period: integer }),
		issued_at: day,
		memo: text,
		number: text,
		purchase_order: text,
		// Kept, but the totals here are those of the lines alone.
		secondary_tax_rate: number,
		state: nextState,
		subject: text,
		tax_rate: number,
		use_grace_period: bool,
	},
	firm: {
		operations: 'CUD',
		body: {
			balance: number,
			client: ref('contacts'),
			due_at: day,
			end_at: day,
			issued_at: day,
			kind: oneOf('revenue_kind', 'trust_kind'),
			last_sent_at: time,
			matters: refs('matters'),
			memo: text,
			number: text,
			paid_at: time,
			start_at: day,
			state: oneOf(...STATES),
			subject: text,
			total: number,
			type: oneOf('MatterBill', 'ClientBill'),
		},
	},
	required: ['matters'],
	defaults: (world) => ({
		state: 'draft',
		tax_rate: 0,
		secondary_tax_rate: 0,
		total: 1000,
		type: 'MatterBill',
		kind: 'revenue_kind',
		shared: false,
		user: world.user.id,
		currency: world.store.all('currencies')[0]?.id,
	}),
	settle,
	remains,
	replies: { 'GET preview': billPreview },
	customValuesOf: ({ matters }, { store }) =>
		matters.flatMap((id: number) => store.get('matters', id)?.custom_field_values ?? []),
	filters: {
		bill_number: filter.equals('number'),
		client_id: filter.id('client'),
		currency_id: filter.id('currency'),
		due_after: filter.onDay('due_at', '>='),
		due_at: filter.onDay('due_at', '='),
		due_before: filter.onDay('due_at', '<='),
		issued_after: filter.onDay('issued_at', '>='),
		issued_before: filter.onDay('issued_at', '<='),
		last_sent_end_date: filter.onDay('last_sent_at', '<='),
		last_sent_start_date: filter.onDay('last_sent_at', '>='),
		matter_id: filter.idAmong((row) => row.matters),
		originating_attorney_id: ofMatters('originating_attorney'),
		overdue_only: (values, world) =>
			values.at(-1) === 'true' ? (row) => isOverdue(row, world) : () => true,
		query: filter.search((row) => [row.number]),
		responsible_attorney_id: ofMatters('responsible_attorney'),
		state: filter.choice('state', ...STATES),
		status: filter.choiceAmong(
			(row, world) => ['all', isOverdue(row, world) && 'overdue'],
			...['all', 'overdue'],
		),
		type: filter.choiceAmong(
			(row) => [row.kind === 'trust_kind' ? 'trust' : 'revenue'],
			...['revenue', 'trust'],
		),
	},
	order: words(`id due_at issued_at paid_at last_sent_at client_name matter_display_number balance
		number`),
	orderValues: {
		client_name: (row, world) => world.store.get('contacts', row.client)?.name,
		matter_display_number: (row, world) =>
			world.store.get('matters', row.matters[0])?.display_number,
	},
};
