import type { Setting } from '../body';
import type { Json } from '../client';
import { isEmpty } from '../convert';
import { refuse } from '../errors';
import { recordId, typedId } from '../ids';
import { resources } from '../resources';
import type { Field } from '../resources/vocabulary';
import { checkAmount } from './amounts';
import { own } from './own';
import type { Terms } from './terms';

const { clioPaymentsLink: resource } = resources;

const usualDays = 30;
const mostDays = 90;
const mostLetters = 255;

/** A link for a bill needs little more than the bill: the rest is the firm's, or usual. */
export const clioPaymentsLink: Terms = {
	async write(values, setting) {
		check(values, setting);
		if (setting.operation === 'update') return values;
		const { description, currency, duration, ...rest } = values;
		return {
			...rest,
			description: isEmpty(description) ? await describe(values, setting) : description,
			currency: isEmpty(currency) ? await accountCurrency(values, setting) : inCapitals(currency),
			duration: isEmpty(duration) ? usualDays : duration,
		};
	},
};

/** What Clio would refuse, in words for who enters it. */
function check(values: Json, { zone }: Setting): void {
	const { get } = own(resource.writes, values, zone, '');
	checkAmount(get('amount'), 'Amount');
	if ((get<number>('duration') ?? 0) > mostDays * 86_400)
		refuse(
			`A payment link cannot be valid for more than ${mostDays} days`,
			'Enter fewer days, and make a new link when it expires.',
		);
	const { length } = get<string>('description') ?? '';
	if (length > mostLetters)
		refuse(`Description has ${length} letters`, `Clio takes ${mostLetters} at most: shorten it.`);
}

/** Clio asks for it, though it shows it for direct payments only. */
async function describe({ subject }: Json, { firm }: Setting): Promise<string | undefined> {
	if (isEmpty(subject)) return undefined;
	const { to } = resource.writes.subject as Extract<Field, { kind: 'reference' }>;
	const { type, id } = typedId(to, subject);
	if (type === 'Contact') return 'Outstanding bills';
	if (type !== 'Bill') return undefined;
	return `Bill ${String((await firm.read('bill', id, 'id,number')).number)}`;
}

async function accountCurrency({ destination_account: account }: Json, { firm }: Setting) {
	if (isEmpty(account)) return undefined;
	const id = recordId(resources.bankAccount, account);
	return (await firm.read('bankAccount', id, 'id,currency')).currency;
}

const inCapitals = (currency: unknown): unknown =>
	/^\s*[a-z]{3}\s*$/i.test(String(currency)) ? String(currency).trim().toUpperCase() : currency;
