import type { Setting } from '../body';
import type { Json } from '../client';
import { isEmpty } from '../convert';
import { dayFrom, dayIn } from '../dates';
import { refuse } from '../errors';
import { resources } from '../resources';
import type { Field } from '../resources/vocabulary';
import { checkAmount } from './amounts';
import { own, type Own } from './own';
import { wholeDays } from './period';
import type { Terms } from './terms';

const { trustRequest: resource } = resources;

/** Due so many days after it is issued, for amounts that fit together. */
export const trustRequest: Terms = {
	write(values, setting) {
		const given = own(resource.writes, values, setting.zone, '');
		checkAmount(given.get('trust_amount'), 'Amount');
		const isForMatters = given.get('trust_type') !== 'client';
		const { matter: rows, ...rest } = values;
		if (isForMatters) checkMatters(given.get('trust_amount'), rows, setting);
		// Rows that stood there before Money For was changed are not meant.
		return {
			...rest,
			...(isForMatters ? { matter: rows } : {}),
			due_date: dueDate(given, setting),
		};
	},
};

function dueDate({ get }: Own, { zone, now }: Setting): string | undefined {
	const issued = get<string>('issue_date') ?? dayIn(zone, new Date(now));
	const [days, due] = [get<number>('due_in_days'), get<string>('due_date')];
	if (days !== undefined && due !== undefined)
		refuse('Due in Days and Due Date are both given', 'Remove one of them.');
	if (days !== undefined) return dayFrom(issued, wholeDays(days, 'Due in Days'), 'days');
	if (due !== undefined && due < issued)
		refuse(`Due Date ${due} is before Issue Date ${issued}`, 'Check both dates.');
	return due;
}

/** UNKNOWN whether Clio adds up the amounts of the matters: they are to be the whole. */
function checkMatters(whole: number | undefined, rows: unknown, { zone }: Setting): void {
	const { of } = resource.writes.matter as Extract<Field, { kind: 'list' }>;
	const amounts = [rows ?? []].flat().map((row) => {
		const amount = own(of, Object(row) as Json, zone, '').get<number>('trust_amount');
		checkAmount(amount, "The matter's Amount");
		return amount;
	});
	if (!amounts.length || whole === undefined || amounts.some(isEmpty)) return;
	const sum = amounts.reduce<number>((all, one) => all + (one ?? 0), 0);
	if (Math.abs(sum - whole) < 0.005) return;
	refuse(
		`The amounts of the matters are ${sum.toFixed(2)} together, but Amount is ${whole.toFixed(2)}`,
		'Make Amount the sum of them.',
	);
}
