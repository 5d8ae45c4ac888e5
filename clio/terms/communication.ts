import { toMoment } from '../dates';
import { isEmpty } from '../convert';
import { refuse } from '../errors';
import type { Terms } from './terms';

const day = 86_400_000;

/** A log tells of what took place. */
export const communication: Terms = {
	write(values, { zone, now }) {
		const { received_at: given } = values;
		// A day is allowed for, since a bare date of today is in the future somewhere.
		if (!isEmpty(given) && Date.parse(toMoment(given, zone, 'Date and Time')) > now + day) {
			refuse(
				`Date and Time is in the future: "${String(given)}"`,
				'A call or e-mail is logged when it has taken place. For what is planned, use Calendar Entry or Task.',
			);
		}
		return values;
	},
};
