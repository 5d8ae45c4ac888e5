import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { money } from '../money.cts';
import { bool, day, integer, number, object, oneOf, ref, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { stamp } from '../time.cts';
import { many, one, words, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';

/** What a bill is made of. */

const EDITABLE = ['draft', 'awaiting_approval'];

/** UNKNOWN with which status and words. */
function refuseSettled({ bill }: Row, { store }: World): void {
	const { state } = store.get('bills', bill)!;
	if (!EDITABLE.includes(state)) throw invalid(`The bill is not editable (${state})`);
}

/** What a bill asks for goes with its lines. */
function addToBill(id: number, amount: number, { store, now }: World): void {
	const bill = store.get('bills', id)!;
	if (amount === 0) return;
	store.commit('bills', {
		...bill,
		total: money(bill.total + amount),
		balance: money(bill.balance + amount),
		updated_at: stamp(now()),
		version: bill.version + 1,
	});
}

function discounted({ discount, sub_total }: Row): number {
	if (!discount?.rate) return sub_total;
	const off = discount.type === 'money' ? discount.rate : (sub_total * discount.rate) / 100;
	return money(sub_total - off);
}

/** Somebody in the firm puts an activity on a bill (change.cts). */
function takeActivity(row: Row, world: World): void {
	const activity = world.store.get('activities', row.activity);
	if (!activity) return;
	const isTime = activity.type === 'TimeEntry';
	const category = world.store.get('activity_descriptions', activity.activity_description);
	Object.assign(row, {
		date: activity.date,
		description: category?.name ?? null,
		kind: isTime ? 'Service' : 'Expense',
		matter: activity.matter,
		note: activity.note,
		price: activity.no_charge ? 0 : activity.price,
		// Hours here, seconds there (facts 5.4, trap 11).
		quantity: isTime ? activity.quantity / 3600 : activity.quantity,
		user: activity.user,
	});
	setActivity(activity, { bill: row.bill, on_bill: true }, world);
}

function setActivity(activity: Row, values: Record<string, unknown>, { store, now }: World): void {
	const changed = { ...activity, ...values, updated_at: stamp(now()) };
	store.commit('activities', { ...changed, version: activity.version + 1 } as Row);
}

function settle(row: Row, world: World, { before }: { before?: Row }): void {
	if (!before) takeActivity(row, world);
	// That of an activity keeps its quantity, whatever is sent (facts 5.4).
	else if (before.activity) row.quantity = before.quantity;
	row.sub_total = money(row.price * row.quantity);
	row.total = discounted(row);
	if (before) addToBill(before.bill, -before.total, world);
	addToBill(row.bill, row.total, world);
}

/** UNKNOWN which values of the activity follow; here those that mean the same in both. */
function updateActivity(asked: boolean, { activity, date, note, price }: Row, world: World): void {
	const found = world.store.get('activities', activity);
	if (asked && found) setActivity(found, { date, note, price }, world);
}

const typeOf = ({ activity, price }: Row) => {
	if (!activity) return 'LineItem';
	return price === 0 ? 'NoChargeLineItem' : 'ActivityLineItem';
};

export const lineItems: Resource = {
	name: 'LineItem',
	path: 'line_items',
	permission: 'Billing',
	operations: 'LUD',
	fields: words(`id etag type description date price taxable kind note secondary_taxable total tax
		secondary_tax sub_total quantity group_ordering created_at updated_at`),
	nested: {
		bill: one('bills'),
		activity: one('activities'),
		matter: one('matters'),
		user: one('users'),
		discount: one('Discount'),
		included_line_item_totals: one('LineItemTotals'),
	},
	// The firm charges no taxes.
	computed: { type: typeOf, tax: () => 0, secondary_tax: () => 0 },
	body: {
		activity: ref('activities'),
		bill: ref('bills'),
		date: day,
		description: text,
		// The spec types it as a switch by mistake (facts 5.8).
		discount: object({ rate: number, type: oneOf('percentage', 'money') }),
		group_ordering: integer,
		kind: oneOf('Expense', 'Service', 'Product'),
		matter: ref('matters'),
		note: text,
		price: number,
		quantity: number,
		secondary_taxable: bool,
		taxable: bool,
		update_original_record: bool,
	},
	firm: { operations: 'C', body: {} },
	required: ['bill'],
	defaults: ({ user }) => ({
		group_ordering: 0,
		kind: 'Service',
		price: 0,
		quantity: 1,
		secondary_taxable: false,
		taxable: false,
		user: user.id,
	}),
	settle,
	elsewhere: { update_original_record: updateActivity },
	beforeUpdate: refuseSettled,
	beforeDelete: (row, world) => {
		refuseSettled(row, world);
		addToBill(row.bill, -row.total, world);
		const activity = world.store.get('activities', row.activity);
		if (activity) setActivity(activity, { bill: null, on_bill: false }, world);
	},
	filters: {
		activity_id: filter.idOrNull('activity'),
		bill_id: filter.id('bill'),
		// All of them are.
		display: filter.flag(() => true),
		'exclude_ids[]': filter.excluded,
		group_ordering: filter.id('group_ordering'),
		kind: filter.equals('kind'),
		matter_id: filter.idOrNull('matter'),
		query: filter.search((row) => [row.description, row.note]),
	},
};

/** What a trust request asks for, matter by matter. */
export const trustLineItems: Resource = {
	name: 'TrustLineItem',
	path: 'trust_line_items',
	permission: 'Billing',
	operations: 'LU',
	fields: words('id etag date total note created_at updated_at'),
	nested: { bill: one('bills'), matter: one('matters'), client: one('contacts') },
	body: { date: day, note: text, total: number },
	settle: (row, world, { before }) => addToBill(row.bill, row.total - (before?.total ?? 0), world),
	filters: { bill_id: filter.id('bill'), matter_id: filter.idOrNull('matter') },
	order: ['id'],
};

/** UNKNOWN what deleting one does to its bill; the bills here are without interest. */
export const interestCharges: Resource = {
	name: 'InterestCharge',
	path: 'interest_charges',
	permission: 'Billing',
	operations: 'LD',
	fields: words('id etag date description total created_at updated_at'),
	nested: { bill: one('bills'), balances: many('Balance'), matters: many('matters') },
	filters: { bill_id: filter.id('bill'), 'exclude_ids[]': filter.excluded },
};
