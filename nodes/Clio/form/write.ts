import type { INodeProperties } from 'n8n-workflow';
import type { Field, Operation, Resource } from '../../../clio/resources/vocabulary';
import { property } from './property';
import { showFor } from './show';

/** What a record is created from or changed to: main fields on top, the rest behind Add Field. */
export const writeProperties = (resources: Resource[]): INodeProperties[] =>
	resources
		.filter(({ operations }) => operations.some((one) => writing.includes(one)))
		.flatMap((resource) => [...mainFields(resource), moreFields(resource)]);

const writing = ['create', 'update'];

function mainFields({ name, operations, writes }: Resource): INodeProperties[] {
	if (!operations.includes('create')) return [];
	return Object.entries(writes)
		.filter(([, field]) => field.main)
		.map(([key, field]) => ({
			...property(key, field, true),
			...(field.required && !field.whenEmpty ? { required: true } : {}),
			displayOptions: showFor({ resource: [name], operation: ['create'], ...field.when }),
		}));
}

/**
 * Create and Update share one collection (design, "The catalogue"): it halves the form. Main fields are in
 * it for updates only, since a new record has them on top.
 */
const moreFields = ({ name, operations, writes }: Resource): INodeProperties => ({
	displayName: 'Fields',
	name: 'fields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	displayOptions: showFor({
		resource: [name],
		operation: writing.filter((one) => (operations as string[]).includes(one)),
	}),
	options: [
		...Object.entries(writes)
			.filter(([, field]) => !field.hidden && isOffered(field, operations))
			.map(([key, field]) => ({ ...property(key, field), ...onlyFor(field) })),
		additionalJson,
	].sort((a, b) => a.displayName.localeCompare(b.displayName)),
});

/** Main fields stand on top of a new record; without an update they have no place in the collection. */
const isOffered = ({ main, only }: Field, operations: Operation[]): boolean =>
	!main || (only !== 'create' && operations.includes('update'));

function onlyFor({ main, only }: Field): Partial<INodeProperties> {
	const operation = main ? 'update' : only;
	return operation ? { displayOptions: showFor({ '/operation': [operation] }) } : {};
}

const additionalJson: INodeProperties = {
	displayName: 'Additional JSON',
	name: 'additionalJson',
	type: 'json',
	default: '',
	placeholder: 'e.g. {"location": "Halifax"}',
	description:
		"Fields that have no place in this form, by the names of Clio's API; unknown names are refused",
};
