import type { Json } from '../../../clio/client';
import { allFields, checkedFields, chosenFields } from '../../../clio/fields';
import { simplifiedFields, simplify } from '../../../clio/simplify';
import { options, parameter } from './parameters';
import type { Run } from './run';

/** What an item wants to see: which `fields` to ask Clio for, and how to show a record. */
export interface Output {
	fields: string;
	show(record: Json, host: string): Json;
}

const asIs = (record: Json): Json => record;

/** Reads Output of an item. Throws for a list of fields that Clio would refuse. */
export function outputOf(run: Run, item: number): Output {
	const { resource } = run;
	const { fieldList } = options(run, item);
	if (fieldList) return { fields: checkedFields(resource, fieldList), show: asIs };
	switch (parameter(run, 'output', item)) {
		case 'all':
			return { fields: allFields(resource), show: asIs };
		case 'selected': {
			const names = [parameter(run, 'selectedFields', item)].flat().filter(Boolean).map(String);
			return { fields: chosenFields(resource, names), show: asIs };
		}
		default:
			return {
				fields: simplifiedFields(resource),
				show: (record, host) => simplify(resource, record, host),
			};
	}
}
