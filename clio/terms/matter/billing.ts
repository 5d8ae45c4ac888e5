import type { Setting } from '../../body';
import { rowsOf } from '../../body/written';
import type { Json } from '../../client';
import { isEmpty, toWire } from '../../convert';
import { refuse } from '../../errors';
import { nameOf } from '../../facts';
import { resources } from '../../resources';
import type { Field, Fields } from '../../resources/vocabulary';

type RateType = 'HourlyRate' | 'FlatRate' | 'ContingencyFee';

/** Which field of Billing says how much. */
const amounts: Record<RateType, string> = {
	HourlyRate: 'hourly_rate',
	FlatRate: 'flat_fee',
	ContingencyFee: 'percentage',
};

const methods: Record<string, RateType> = {
	hourly: 'HourlyRate',
	flat: 'FlatRate',
	contingency: 'ContingencyFee',
};

const ratesAreLost =
	"Clio dropped the rates that were stored on the matter when its Billing changed. Check the matter's rates in Clio.";

interface Billing {
	type: RateType;
	rate?: number;
	/** Whose rate it is. */
	user: unknown;
}

/** Billing of the form as Clio's `custom_rate`: writing `billing_method` does nothing (facts 5.3). */
export async function billing(values: Json, setting: Setting): Promise<Json> {
	const [given] = rowsOf(values.billing);
	const others = rowsOf(values.rates);
	if (!given && !others.length) return {};
	const { type, rate, user } = entered(given ?? {});
	if (others.length && type !== 'HourlyRate')
		refuse(
			'Rates are for matters that are billed by the hour',
			'Set Billing to Hourly, or remove them.',
		);
	if (others.some((one) => isEmpty(one.user) || isEmpty(one.rate)))
		refuse(
			'A rate lacks its person or its amount',
			'Fill in For and Hourly Rate of each of the Rates.',
		);
	const { operation, record, warn } = setting;
	const before = operation === 'update' ? methods[String(await record?.('billing_method'))] : type;
	if (operation === 'update' && before === type)
		return rateOnly({ type, rate, user }, values, setting);
	// Changing the type drops the stored rates (facts 5.3).
	if (before !== type) warn?.(ratesAreLost);
	const own = await rates({ type, rate, user }, values, setting);
	const all = [...(own.rates ?? []), ...others];
	return { custom_rate: { type, ...(all.length ? { rates: all } : {}) } };
}

function entered(given: Json): Billing {
	const { of } = resources.matter.writes.billing as Field & { of: Fields };
	const type = toWire(of.type, isEmpty(given.type) ? 'HourlyRate' : given.type, 'Billing', '');
	const key = amounts[type as RateType];
	const amount = { type: type as RateType, user: given.user };
	if (isEmpty(given[key])) return amount;
	const name = nameOf(key, of[key]);
	const rate = toWire(of[key], given[key], name, '') as number;
	const most = type === 'ContingencyFee' ? 100 : Infinity;
	if (rate < 0 || rate > most)
		refuse(
			`${name} cannot be ${rate}`,
			most === 100 ? 'Enter a percentage from 0 to 100.' : 'Enter an amount of at least 0.',
		);
	return { ...amount, rate };
}

/** The kind of billing stays: only a rate can be new. Which ones are stored Clio tells by their ids alone. */
async function rateOnly(given: Billing, values: Json, setting: Setting): Promise<Json> {
	if (given.rate === undefined) return {};
	const stored = [(await setting.record?.('custom_rate.rates')) ?? []].flat() as Json[];
	if (!stored.length) {
		return { custom_rate: { type: given.type, ...(await rates(given, values, setting)) } };
	}
	if (given.type === 'HourlyRate' || stored.length > 1) {
		refuse(
			'The matter has rates of its own already',
			'Clio does not tell whose they are, so the node cannot change one of them. Change the rate on the matter in Clio.',
		);
	}
	const [{ id, rate }] = stored;
	if (!isEmpty(rate) && Number(rate) === given.rate) return {};
	return { custom_rate: { type: given.type, rates: [{ id, rate: given.rate }] } };
}

/** Clio stores each rate for a person, a flat fee too. */
async function rates(
	{ rate, user }: Billing,
	{ responsible_attorney }: Json,
	{ record, firm }: Setting,
): Promise<{ rates?: Json[] }> {
	if (rate === undefined) return {};
	const known = [user, responsible_attorney].find((one) => !isEmpty(one));
	const person =
		known ?? (await record?.('responsible_attorney.id')) ?? String((await firm.me()).id);
	return { rates: [{ user: String(person), rate }] };
}
