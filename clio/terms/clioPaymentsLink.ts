import { refuse } from '../errors';
import { clioPaymentsLink as resource } from '../resources/clioPaymentsLink';
import { checkAmount } from './amounts';
import { own } from './own';
import type { Terms } from './terms';

const mostDays = 90;
const mostLetters = 255;

/** What Clio would refuse, in words for who enters it. */
export const clioPaymentsLink: Terms = {
	write(values, { zone }) {
		const { get } = own(resource.writes, values, zone, '');
		checkAmount(get('amount'), 'Amount');
		const seconds = get<number>('duration') ?? 0;
		if (seconds > mostDays * 86_400)
			refuse(
				`A payment link cannot be valid for more than ${mostDays} days`,
				'Enter fewer days, and make a new link when it expires.',
			);
		const { length } = get<string>('description') ?? '';
		if (length > mostLetters)
			refuse(`Description has ${length} letters`, `Clio takes ${mostLetters} at most: shorten it.`);
		const currency = get<string>('currency')?.trim();
		// Clio's letters are capitals.
		return /^[a-z]{3}$/i.test(currency ?? '')
			? { ...values, currency: currency?.toUpperCase() }
			: values;
	},
};
