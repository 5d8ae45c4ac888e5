import type { Json } from '../../clio/client';
import { allFields } from '../../clio/fields';
import { simplifiedFields, simplify } from '../../clio/simplify';
import type { Settings } from './settings';

/** The `fields` of a record: what the output shows, and what the conditions are about. */
export function fieldsToRead({ resource, output, rule }: Settings): string {
	if (output === 'all') return allFields(resource);
	return simplifiedFields(resource, Object.keys(rule.where));
}

export const show = ({ resource, output }: Settings, record: Json, host: string): Json =>
	output === 'all' ? record : simplify(resource, record, host);
