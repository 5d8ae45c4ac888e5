import type { Setting } from '../body';
import type { Json } from '../client';
import { isEmpty } from '../convert';
import { dayFrom, dayIn } from '../dates';
import { refuse } from '../errors';
import { resources } from '../resources';
import { checkAmount, checkPercentage } from './amounts';
import { own } from './own';
import { wholeDays } from './period';
import type { Asking, Terms } from './terms';

const { bill: resource } = resources;

/** Bills by how they stand with the client: unpaid, overdue and for how long. */
export const bill: Terms = {
	reads: ['state', 'available_state_transitions', 'discount.type'],

	async write(values, setting) {
		await checkState(values, setting);
		checkDays(values, setting);
		return { ...values, ...(await discount(values, setting)) };
	},

	filter: (values, asking) => ({ ...values, ...shown(values, asking) }),

	// UNKNOWN whether the day itself is "before" it: Clio is asked for a day more, and that day left out here.
	sieve(values, asking) {
		const last = lastDue(values, asking);
		if (last === undefined) return undefined;
		const keeps = ({ due_at: due }: Json) => isEmpty(due) || String(due).slice(0, 10) <= last;
		return { reads: ['due_at'], keeps, quiet: true };
	},

	adds: {
		reads: ['state', 'due_at'],
		values: (record, asking) => ({ daysOverdue: daysOverdue(record, asking) }),
	},
};

const { values: words } = resource.writes.state as {
	values: Record<string, string>;
} & typeof resource.writes.state;

/** Clio says which steps a bill can take; any other is refused here, with those. */
async function checkState(values: Json, { zone, record }: Setting): Promise<void> {
	const state = own(resource.writes, values, zone, '').get<string>('state');
	const possible = (await (state && record?.('available_state_transitions'))) as
		string[] | undefined;
	if (state === undefined || !Array.isArray(possible) || possible.includes(state)) return;
	const now = String(await record?.('state'));
	if (state === now) return;
	const steps = possible.map((one) => words[one] ?? one);
	refuse(
		`The bill is ${inText(words[now] ?? now)} and cannot become ${inText(words[state])}`,
		steps.length
			? `From here it can become ${steps.map(inText).join(' or ')}.`
			: 'Clio lets it stay as it is.',
	);
}

const inText = (label: string): string => label.toLowerCase();

function checkDays(values: Json, { zone }: Setting): void {
	const { get } = own(resource.writes, values, zone, '');
	const [issued, due] = [get<string>('issued_at'), get<string>('due_at')];
	if (!issued || !due || due >= issued) return;
	refuse(`Due Date ${due} is before Issue Date ${issued}`, 'Check both dates.');
}

/** A rate means nothing without its type: that of the bill stays, or else it is a percentage. */
async function discount(values: Json, { zone, record }: Setting): Promise<Json> {
	const { get } = own(resource.writes, values, zone, '');
	checkPercentage(get('tax_rate'), 'Tax Rate');
	checkPercentage(get('secondary_tax_rate'), 'Secondary Tax Rate');
	const rate = get<number>('discount_rate');
	if (rate === undefined) return {};
	const stored = get('discount_type') ?? (await record?.('discount.type'));
	const type = isEmpty(stored) ? 'percentage' : stored;
	if (type === 'money' && rate !== 0) checkAmount(rate, 'Discount');
	else checkPercentage(rate, 'Discount');
	return { discount_type: type };
}

const views: Record<string, Json> = {
	all: {},
	unpaid: { state: 'awaiting_payment' },
	overdue: { state: 'awaiting_payment', overdue_only: true },
	drafts: { state: 'draft' },
	awaitingApproval: { state: 'awaiting_approval' },
	paid: { state: 'paid' },
};

/** Which bills to list, in filters of Clio's own; days are those of the workflow's time zone. */
function shown(values: Json, asking: Asking): Json {
	const { get, has } = own(resource.filters, values, asking.zone, '');
	const show = get<string>('show') ?? 'all';
	const view = views[show];
	const twice = Object.keys(view).find(has);
	if (twice) {
		refuse(
			'Show and another filter both say how the bills stand',
			'Set Show to All, or remove the filters State and Overdue Only.',
		);
	}
	const overdue = overdueFilters(values, asking);
	if (!overdue) return view;
	if (has('due_at') || has('due_before'))
		refuse('Two filters say when the bills were due', 'Remove Due On and Due Before.');
	if (!['all', 'unpaid', 'overdue'].includes(show))
		refuse('Only unpaid bills can be overdue', 'Set Show to Unpaid or Overdue.');
	return { ...view, state: 'awaiting_payment', ...overdue };
}

function overdueFilters(values: Json, asking: Asking): Json | undefined {
	const { get } = own(resource.filters, values, asking.zone, '');
	const exactly = get<number>('overdue_exactly');
	const last = lastDue(values, asking);
	if (exactly !== undefined && last !== undefined)
		refuse('Overdue Exactly and Overdue at Least are both given', 'Remove one of them.');
	if (exactly !== undefined)
		return { due_at: daysAgo(wholeDays(exactly, 'Overdue Exactly'), asking) };
	return last === undefined ? undefined : { due_before: dayFrom(last, 1, 'days') };
}

/** The last due date of bills that are overdue for so many days or more. */
function lastDue(values: Json, asking: Asking): string | undefined {
	const days = own(resource.filters, values, asking.zone, '').get<number>('overdue_at_least');
	return days === undefined ? undefined : daysAgo(wholeDays(days, 'Overdue at Least'), asking);
}

const daysAgo = (days: number, { zone, now }: Asking): string =>
	dayFrom(dayIn(zone, new Date(now)), -days, 'days');

/** Whole days since the due date of an unpaid bill; 0 if it is not overdue. */
function daysOverdue({ state, due_at: due }: Json, { zone, now }: Asking): number {
	if (state !== 'awaiting_payment' || isEmpty(due)) return 0;
	const today = Date.parse(dayIn(zone, new Date(now)));
	return Math.max(0, (today - Date.parse(String(due).slice(0, 10))) / 86_400_000);
}
