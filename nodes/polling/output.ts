import type { Json } from '../../clio/client';
import { LateNames } from '../../clio/customFields/lateNames';
import { wholeRecord } from '../../clio/fields';
import type { Firm } from '../../clio/firm';
import type { Told } from '../../clio/polling/poll';
import type { Resource } from '../../clio/resources/vocabulary';
import { simplifiedFields, simplify } from '../../clio/simplify';

export type Shown = 'simplified' | 'all';

/** The `fields` of a record that the output shows. */
export const fieldsToShow = (resource: Resource, output: Shown): string =>
	output === 'all' ? wholeRecord(resource) : simplifiedFields(resource);

/** What happened, as items in the same order; records of a kind are simplified together. */
export async function show(
	told: Told[],
	output: Shown,
	reading: { firm: Firm; zone: string },
): Promise<Json[]> {
	const late = new LateNames();
	const records = new Map<Told, Json>();
	for (const resource of new Set(told.map((one) => one.resource))) {
		const some = told.filter((one) => one.resource === resource);
		const plain = some.map(({ record }) => record);
		const shown = output === 'all' ? plain : await simplify(resource, plain, { ...reading, late });
		some.forEach((one, at) => records.set(one, shown[at]));
	}
	await late.fill(reading.firm);
	return told.map((one) => ({
		...records.get(one),
		...one.beside,
		event: one.event,
		...(one.changes ? { changes: one.changes } : {}),
	}));
}
