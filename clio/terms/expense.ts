import type { Setting } from '../body';
import type { Json } from '../client';
import { isEmpty, toWire } from '../convert';
import { refuse } from '../errors';
import type { Terms } from './terms';
import { nameOf } from '../facts';

/** Which kinds of expense have a field; Clio says nothing when it is sent for another (facts 5.4). */
const kindsWith: Record<string, string[]> = {
	quantity: ['ExpenseEntry', 'SoftCostEntry'],
	reference: ['HardCostEntry'],
	vendor: ['HardCostEntry'],
};

export const expense: Terms = {
	reads: ['type'],

	async write(values, setting) {
		const { writes } = setting.resource;
		const given = Object.keys(kindsWith).filter((key) => !isEmpty(values[key]));
		if (!given.length) return values;
		const kind = await kindOf(values, setting);
		const wrong = given.filter((key) => !kindsWith[key].includes(kind));
		// A new expense's form shows them by its kind: where that comes from an expression, they may be left over.
		const refused = wrong.find((key) => setting.operation === 'update' || !writes[key].when);
		if (refused) refuseFor(nameOf(refused, writes[refused]), kind);
		return { ...values, ...Object.fromEntries(wrong.map((key) => [key, undefined])) };
	},
};

async function kindOf(values: Json, { resource, operation, zone, record }: Setting) {
	if (operation === 'update') return String(await record?.('type'));
	const { type } = resource.writes;
	return isEmpty(values.type)
		? 'ExpenseEntry'
		: String(toWire(type, values.type, nameOf('type', type), zone));
}

function refuseFor(name: string, kind: string): never {
	return refuse(
		`${name} does not fit this expense`,
		kind === 'HardCostEntry'
			? 'A hard cost has an amount only, no quantity. Remove it.'
			: 'Only a hard cost has a vendor and a check reference. Remove it.',
	);
}
