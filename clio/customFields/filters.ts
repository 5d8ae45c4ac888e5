import { isEmpty, oneOf } from '../convert';
import { refuse } from '../errors';
import { operators } from '../facts';
import type { Firm } from '../firm';
import { customFields, fieldOf, type FieldType, type ParentType } from './definitions';
import { toValue } from './values';

const signs: Record<string, string> = {
	is: '=',
	atLeast: '>=',
	atMost: '<=',
	lessThan: '<',
	moreThan: '>',
};

/** Only these can be compared; for the others Clio refuses everything but `=` (facts 2.4). */
const ordered: FieldType[] = ['currency', 'date', 'time', 'numeric'];

/** A condition on a custom field, as a person sets it in a list's filters. */
export interface Condition {
	field?: unknown;
	operator?: unknown;
	value?: unknown;
}

/**
 * `custom_field_values[<id>]=>=50`. Of a type that knows only equality the value stands alone: Clio reads no
 * operator there, so `=` would be part of it. Two conditions on one field as `[>=50, <100]` (facts 2.4).
 */
export async function toFilters(
	firm: Firm,
	parent: ParentType,
	conditions: Condition[],
	zone: string,
): Promise<Record<string, string>> {
	const filters: Record<string, string[]> = {};
	for (const { field: key, operator = 'is', value } of conditions) {
		const field = fieldOf(await customFields(firm, parent), String(key ?? ''), parent);
		if (isEmpty(value))
			refuse(
				`The condition on ${field.name} is empty`,
				'Give it a value, or remove the condition.',
			);
		const sign = signs[oneOf(operators, operator, 'Operator')];
		if (sign !== '=' && !ordered.includes(field.type))
			refuse(
				`${field.name} cannot be compared`,
				'Only dates, times, numbers and amounts of money can be more or less than a value: choose Is.',
			);
		const name = `custom_field_values[${field.id}]`;
		const wanted = await toValue(field, value, firm, zone);
		const one = ordered.includes(field.type) ? `${sign}${wanted}` : wanted;
		filters[name] = [...(filters[name] ?? []), one];
		if (filters[name].length > 1 && filters[name].some((each) => /[[\],]/.test(each)))
			refuse(
				`The conditions on ${field.name} cannot be combined`,
				'Clio cannot tell two conditions on one field apart where a value has a comma or a square bracket: leave one of them out.',
			);
	}
	return Object.fromEntries(
		Object.entries(filters).map(([name, all]) => [
			name,
			all.length > 1 ? `[${all.join(', ')}]` : all[0],
		]),
	);
}
