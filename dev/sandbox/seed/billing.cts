import type { Row } from '../store.cts';
import { dayOf } from '../time.cts';
import type { Seeding } from './firm.cts';

const FIRST_NUMBER = 1001;
const DAY = 86_400_000;
/** The newest bills, by the days since they were made; due 30 days later: 30, 14, 7 and 15 days ago … */
const OPEN: [days: number, state: string][] = [
	[60, 'awaiting_payment'],
	[44, 'awaiting_payment'],
	[37, 'awaiting_payment'],
	[45, 'awaiting_payment'],
	[20, 'awaiting_payment'],
	[6, 'awaiting_approval'],
	[2, 'draft'],
];

/** A paid bill for each matter with billed work, some open ones for the first matters, and payments. */
export function seedBilling(seeding: Seeding): void {
	const { store } = seeding;
	for (const [matter, work] of billedWork(store.all('activities'))) {
		const { id } = bill(seeding, store.get('matters', matter)!, 40, 'paid', totalOf(work));
		for (const activity of work) activity.bill = id;
	}
	store
		.all('matters')
		.slice(0, OPEN.length)
		.forEach((matter, index) => {
			const [days, state] = OPEN[index];
			bill(seeding, matter, days, state, 400 + index * 125);
		});
	for (const paid of store.all('bills').slice(0, 3)) payment(seeding, paid);
}

function billedWork(activities: Row[]): Map<number, Row[]> {
	const byMatter = new Map<number, Row[]>();
	for (const activity of activities.filter(({ billed }) => billed)) {
		byMatter.set(activity.matter, [...(byMatter.get(activity.matter) ?? []), activity]);
	}
	return byMatter;
}

function totalOf(work: Row[]): number {
	const amount = ({ type, quantity, price }: Row) =>
		price * (type === 'TimeEntry' ? quantity / 3600 : quantity);
	return Math.round(work.reduce((sum, each) => sum + amount(each), 0) * 100) / 100;
}

function bill(seeding: Seeding, matter: Row, days: number, state: string, total: number): Row {
	const { store, ago, day, now } = seeding;
	const at = ago(days);
	const isSent = state === 'paid' || state === 'awaiting_payment';
	const fields = {
		number: String(FIRST_NUMBER + store.all('bills').length),
		state,
		total,
		balance: state === 'paid' ? 0 : total,
		type: 'MatterBill',
		kind: 'revenue_kind',
		subject: matter.description,
		matters: [matter.id],
		client: matter.client,
		user: matter.user,
		currency: matter.currency,
		shared: false,
		issued_at: day(days),
		due_at: dayOf(now - (days - 30) * DAY),
		last_sent_at: isSent ? at : null,
		paid_at: state === 'paid' ? ago(days - 12) : null,
	};
	return store.insert('bills', fields, at);
}

function payment({ store }: Seeding, { id, number, total, client, matters, paid_at, user }: Row) {
	const fields = {
		amount: total,
		bills: [id],
		matters,
		contact: client,
		user,
		confirmation_number: `CP-${number}`,
		currency: 'USD',
		deposit_as_revenue: true,
		description: `Bill ${number}`,
		email_address: store.get('contacts', client)?.email_addresses[0]?.address,
		state: 'completed',
	};
	store.insert('clio_payments/payments', fields, paid_at ?? store.get('bills', id)!.created_at);
}
