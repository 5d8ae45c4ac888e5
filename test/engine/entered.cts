import type { Field } from '../../clio/resources/vocabulary.ts';

/** What a person could enter into a field that leads to no other record and has no fields of its own. */
export function enteredInto(field: Field): unknown {
	switch (field.kind) {
		case 'number':
		case 'days':
			return 5;
		case 'duration':
			return '1:30';
		case 'yesNo':
			return true;
		case 'day':
		case 'dayRange':
			return '2027-03-01';
		case 'moment':
			return '2027-03-01T10:00:00Z';
		case 'choice':
			return field.preset ?? Object.keys(field.values)[0];
		case 'choices':
			return [Object.keys(field.values)[0]];
		case 'ids':
			return '5';
		default:
			return field.example?.replace(/^e\.g\. /, '') ?? 'Example';
	}
}
