import { resources } from '../resources';
import { checkAmount } from './amounts';
import { own } from './own';
import type { Terms } from './terms';

const { outstandingClientBalance: resource } = resources;

/** Whom to write to: how much is owed, and whether Clio reminds the client already. */
export const outstandingClientBalance: Terms = {
	sieve(values, { zone }) {
		const { get } = own(resource.filters, values, zone, '');
		const least = get<number>('owes_at_least');
		checkAmount(least, 'Owes at Least');
		const isUnreminded = get('without_reminders') === true;
		if (least === undefined && !isUnreminded) return undefined;
		return {
			reads: ['total_outstanding_balance', 'reminders_enabled'],
			keeps: ({ total_outstanding_balance: owed, reminders_enabled: reminded }) =>
				(least === undefined || Number(owed) >= least) && !(isUnreminded && reminded === true),
		};
	},
};
