import type { Row } from '../../store.cts';
import type { StoredValue } from '../custom-fields.cts';
import type { Seeding } from './firm.cts';
import { CUSTOM_FIELDS } from './words.cts';
import { ulid } from '../ulid.cts';

/** Linked to the fields of the same names in Clio Manage, where there are such. */
export function seedCustomFields({ store, manage, ago }: Seeding): void {
	for (const [parent_type, name, field_type, examples] of CUSTOM_FIELDS) {
		const twin = manage
			.all('custom_fields')
			.find((field) => field.name === name && field.parent_type === parent_type);
		const at = ago(800);
		const options = (twin?.picklist_options ?? []) as Row[];
		const picklist_options = examples.map((option) => ({
			global_id: ulid(Date.parse(at), `option ${option}`),
			clio_id: options.find((each) => each.option === option)?.id ?? null,
			option,
		}));
		store.insert(
			'custom_fields',
			{
				...{ global_id: ulid(Date.parse(at), `field ${name}`), clio_id: twin?.id ?? null },
				...{ name, field_type, parent_type, displayed: true, deleted: false },
				...(field_type === 'picklist' && { picklist_options }),
			},
			at,
		);
	}
}

/** About half of the fields have a value. */
export function someValues(
	{ store, random, ago }: Seeding,
	parent: 'Matter' | 'Contact',
): StoredValue[] {
	return store
		.all('custom_fields')
		.filter(({ parent_type }) => parent_type === parent && random.chance(0.5))
		.map(({ id: field, name, field_type, clio_id }) => {
			const id = store.nextId('custom_field_values');
			const at = ago(random.between(1, 40));
			const [, , , examples] = CUSTOM_FIELDS.find((each) => each[1] === name)!;
			return {
				...{ id, global_id: ulid(Date.parse(at), `value ${id}`), field },
				clio_id: clio_id && `${field_type}-${id}`,
				raw_value: random.pick(examples),
				...{ created_at: at, updated_at: at },
			};
		});
}
