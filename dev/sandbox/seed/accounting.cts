import { money } from '../money.cts';
import type { Row } from '../store.cts';
import { World } from '../world.cts';
import type { Seeding } from './firm.cts';

/** What stands behind the bills: their lines, what was paid and let off, and the firm's accounts. */
export function seedAccounting(seeding: Seeding): void {
	const { store } = seeding;
	const bills = store.all('bills');
	const world = new World(store, () => seeding.now, store.all('users')[0]);
	const billed = world.grouped('activities', 'bill');
	for (const bill of bills) addLines(seeding, bill, billed.get(bill.id) ?? []);
	const paid = bills.filter(({ state }) => state === 'paid');
	for (const bill of paid.slice(0, 3)) addPayment(seeding, bill);
	const [overdue] = bills.filter(({ state }) => state === 'awaiting_payment');
	if (overdue) addInterest(seeding, overdue);
	if (paid.length > 0) addCredit(seeding, paid.at(-1)!);
	seedAccounts(seeding);
}

/** One a billed activity; a bill without any has one for all. */
function addLines({ store }: Seeding, bill: Row, work: Row[]): void {
	const usual = { bill: bill.id, user: bill.user, taxable: false, secondary_taxable: false };
	work.forEach((activity, group_ordering) => {
		const isTime = activity.type === 'TimeEntry';
		const { note, date, matter, price, user } = activity;
		const quantity = isTime ? activity.quantity / 3600 : activity.quantity;
		const total = money(price * quantity);
		const line = { activity: activity.id, description: note, note, date, matter, price, user };
		const sums = { quantity, sub_total: total, total, kind: isTime ? 'Service' : 'Expense' };
		store.insert('line_items', { ...usual, ...line, ...sums, group_ordering }, bill.created_at);
	});
	if (work.length > 0) return;
	const { subject: description, issued_at: date, total, matters } = bill;
	const line = { description, date, matter: matters[0], price: total, kind: 'Service' };
	const sums = { quantity: 1, sub_total: total, total, group_ordering: 0, note: null };
	store.insert('line_items', { ...usual, ...line, ...sums }, bill.created_at);
}

const allocation = ({ id, client, matters, paid_at, created_at }: Row) => ({
	bill: id,
	contact: client,
	matter: matters[0],
	date: (paid_at ?? created_at).slice(0, 10),
	interest: false,
	destroyable: true,
	voided_at: null,
});

function addPayment({ store }: Seeding, bill: Row): void {
	const payment = store.all('clio_payments/payments').find(({ bills }) => bills.includes(bill.id));
	if (!payment) return;
	const account = store.all('bank_accounts').at(-1)!;
	const fields = {
		...allocation(bill),
		amount: bill.total,
		destination_bank_account: account.id,
		has_online_payment: true,
		parent: { id: payment.id, type: 'Payment' },
		payment_type: 'card',
	};
	store.insert('allocations', fields, payment.created_at);
}

/** A tenth of it was never paid. */
function addCredit({ store }: Seeding, bill: Row): void {
	const amount = money(bill.total / 10);
	const { client, user, created_at: at } = bill;
	const description = 'Goodwill after a delay';
	const memo = { amount, contact: client, user, description, discount: false, voided_at: null };
	const { id } = store.insert('credit_memos', { ...memo, date: at.slice(0, 10) }, at);
	const parent = { id, type: 'CreditMemo' };
	const fields = { ...allocation(bill), amount, description, has_online_payment: false, parent };
	store.insert('allocations', fields, at);
}

function addInterest({ store, day }: Seeding, { id: bill, client, matters }: Row): void {
	const fields = { bill, matters, date: day(5), description: 'Interest since the due date' };
	const balance = { id: client, amount: 4.5, type: 'Client', interest_amount: 4.5, due: 4.5 };
	const sums = { total: 4.5, balances: [balance] };
	store.insert('interest_charges', { ...fields, ...sums }, `${day(5)}T09:00:00Z`);
}

/** The last movements of the two accounts, and some money that went from one to the other. */
function seedAccounts({ store, day }: Seeding): void {
	const [trust, operating] = store.all('bank_accounts');
	const matter = store.all('matters')[0];
	const add = (account: Row, amount: number, days: number, more: object) => {
		const fields = {
			bank_account: account.id,
			amount,
			date: day(days),
			currency: account.currency,
			exchange_rate: 1,
			current_account_balance: account.balance,
			reconciled: days > 30,
			...more,
		};
		return store.insert('bank_transactions', fields, `${day(days)}T10:00:00Z`);
	};
	const owner = matter && { matter: matter.id, client: matter.client };
	add(trust, 1200, 50, { ...owner, source: 'Client', description: 'Retainer' });
	add(trust, -300, 12, { ...owner, source: 'Court', description: 'Filing fee' });
	add(operating, -1850, 6, { source: 'Landlord', description: 'Rent of the office' });
	const transfer = {
		amount: 450,
		date: `${day(3)}T10:00:00Z`,
		description: 'Fees earned',
		primary_authorizer: 'Ada Marlow',
		source_account: trust.id,
		destination_account: operating.id,
	};
	store.insert('bank_transfers', { ...transfer, ...owner }, transfer.date);
}
