import { changesTo } from '../../clio/changes';
import { resources } from '../../clio/resources';

/** Fill Empty Only: what the record has stays. */
const entry = { custom_field: { id: 5 }, value: 'K-7' };
const filled = (stored: object) =>
	changesTo(
		resources.matter,
		{ custom_field_values: [{ id: 'text-1', custom_field: { id: 5 }, ...stored }] },
		{ custom_field_values: [entry] },
		{ onlyEmpty: true },
	);

it.each([[{ value: null }], [{ value: '' }], [{}]])('a custom field is empty: %j', (stored) => {
	expect(filled(stored)).toEqual({ custom_field_values: [{ id: 'text-1', value: 'K-7' }] });
});

it.each([
	[{ value: 'K-6' }],
	[{ value: false }],
	[{ value: 0 }],
	[{ value: null, contact: { id: 7 } }],
	[{ value: null, picklist_option: { id: 7 } }],
])('a custom field has a value: %j', (stored) => {
	expect(filled(stored)).toEqual({});
});
