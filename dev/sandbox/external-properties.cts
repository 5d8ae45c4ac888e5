import { badRequest } from './errors.cts';
import { text } from './rules.cts';
import type { Row } from './store.cts';
import { subList } from './sub-lists.cts';
import type { Filter } from './vocabulary.cts';

/** Names and values that another program leaves on a record; at most five (facts 5.6). */
const property =
	(key: 'name' | 'value'): Filter =>
	(values, _world, query) => {
		const name = query.get('external_property_name');
		if (name === null) throw badRequest('external_property_value needs external_property_name');
		return (row) =>
			(row.external_properties ?? []).some(
				(each: Row) => each.name === name && each[key] === values.at(-1),
			);
	};

export const externalProperties = {
	rule: subList({ name: text, value: text }, { kind: 'ExternalProperty', max: 5 }),
	filters: {
		external_property_name: property('name'),
		external_property_value: property('value'),
	},
};
