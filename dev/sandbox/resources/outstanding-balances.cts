import * as filter from '../filters.cts';
import { sum } from '../money.cts';
import type { Row } from '../store.cts';
import { many, one, words, type Filter, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';

const latest = (moments: (string | null)[]): string | null =>
	moments.filter(Boolean).sort().at(-1)?.slice(0, 10) ?? null;

/** A trust request asks for money to come; it is no debt. */
const isOutstanding = ({ state, kind, balance }: Row) =>
	state === 'awaiting_payment' && kind !== 'trust_kind' && balance > 0;

function balanceOf(client: number, unpaid: Row[], world: World): Row {
	const { store } = world;
	const contact = store.get('contacts', client)!;
	const all = world.grouped('bills', 'client').get(client) ?? [];
	const ids = new Set(unpaid.map(({ id }) => id));
	const pending = store
		.all('clio_payments/payments')
		.filter(({ state, bills }) => state === 'pending' && bills.some((id: number) => ids.has(id)));
	return {
		// An id of its own, so that nobody takes it for that of the contact.
		id: client + 1_000_000_000,
		version: sum(unpaid.map(({ version }) => version)),
		created_at: unpaid[0].created_at,
		updated_at: unpaid
			.map(({ updated_at }) => updated_at)
			.sort()
			.at(-1)!,
		contact: client,
		currency: contact.currency,
		outstanding_bills: unpaid.map(({ id }) => id),
		associated_matter_ids: [...new Set(unpaid.flatMap(({ matters }) => matters))],
		total_outstanding_balance: sum(unpaid.map(({ balance }) => balance)),
		pending_payments_total: sum(pending.map(({ amount }) => amount)),
		last_payment_date: latest(all.map(({ paid_at }) => paid_at)),
		last_shared_date: latest(unpaid.map(({ last_sent_at }) => last_sent_at)),
		newest_issued_bill_due_date: unpaid.at(-1)!.due_at,
		reminders_enabled: contact.bill_reminders === true,
	};
}

function rows(world: World): Row[] {
	const byClient = new Map<number, Row[]>();
	for (const bill of world.store.all('bills').filter(isOutstanding)) {
		byClient.set(bill.client, [...(byClient.get(bill.client) ?? []), bill]);
	}
	return [...byClient]
		.map(([client, unpaid]) => balanceOf(client, unpaid, world))
		.sort((a, b) => a.id - b.id);
}

const ofMatters =
	(field: string): Filter =>
	(values, world, query) =>
		filter.idAmong((row) =>
			row.associated_matter_ids.map((id: number) => world.store.get('matters', id)?.[field]),
		)(values, world, query);

/** What each client owes, worked out from the bills that wait for payment. */
export const outstandingClientBalances: Resource = {
	name: 'OutstandingClientBalance',
	path: 'outstanding_client_balances',
	permission: 'Billing',
	operations: 'L',
	fields: words(`associated_matter_ids etag id last_payment_date last_shared_date
		newest_issued_bill_due_date pending_payments_total reminders_enabled
		total_outstanding_balance created_at updated_at`),
	nested: {
		outstanding_bills: many('bills'),
		contact: one('contacts'),
		currency: one('currencies'),
	},
	rows,
	filters: {
		contact_id: filter.idOrNull('contact'),
		last_paid_end_date: filter.onDay('last_payment_date', '<='),
		last_paid_start_date: filter.onDay('last_payment_date', '>='),
		newest_bill_due_end_date: filter.onDay('newest_issued_bill_due_date', '<='),
		newest_bill_due_start_date: filter.onDay('newest_issued_bill_due_date', '>='),
		originating_attorney_id: ofMatters('originating_attorney'),
		responsible_attorney_id: ofMatters('responsible_attorney'),
	},
	lacks: ['ids[]', 'created_since', 'updated_since'],
};
