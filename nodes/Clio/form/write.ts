import type { INodeProperties } from 'n8n-workflow';
import { apiOf } from '../../../clio/api';
import { creating, isClearable } from '../../../clio/facts';
import type { Field, Operation, Resource } from '../../../clio/resources/vocabulary';
import { clearCustomFields, customFieldProperties } from './customFields';
import { property, switchedOn, type Manner } from './property';
import { having, places, showFor } from './show';
import { inOne, together } from './together';

/** What a record is created from or changed to: main fields on top, the rest behind Add Field. */
export function writeProperties(resources: Resource[], manner: Manner): INodeProperties[] {
	const written = having(resources, ...writing).filter(({ writes }) => Object.keys(writes).length);
	return [
		...together(
			resources,
			written.map((resource) => mainFields(resource, manner)),
		),
		...written.flatMap(customFieldProperties),
		...inOne(written, (resource) => moreFields(resource, manner)),
	];
}

const writing: Operation[] = [...creating, 'path', 'update'];

/** What a form is for alone stands on top: a new record, or an update of one thing, e.g. Move of documents. */
const onTop = ({ operationOf }: Resource): Operation[] =>
	operationOf ? writing : writing.filter((one) => one !== 'update');

function mainFields(resource: Resource, manner: Manner): INodeProperties[] {
	const show = places(resource, onTop(resource));
	if (!show.operation.length) return [];
	return Object.entries(resource.writes)
		.filter(([, field]) => field.main)
		.map(([key, field]) => ({
			...property(key, field, { ...manner, onTop: true }),
			...(field.required && !field.whenEmpty ? { required: true } : {}),
			displayOptions: showFor({ ...show, ...field.when }),
		}));
}

/**
 * Create and Update share one collection (design, "The catalogue"): it halves the form. Main fields are in
 * it for updates only, since a new record has them on top. In the order of the catalogue, which is the one
 * a person expects: what is rare or technical comes last.
 */
function moreFields(resource: Resource, manner: Manner): INodeProperties | undefined {
	const { writes, operations, operationOf } = resource;
	const more = Object.entries(writes).filter(
		([, field]) => !field.hidden && isOffered(field, resource),
	);
	const isAll = operationOf !== undefined || operations.includes('generate') || hasAll(resource);
	if (!more.length && isAll) return undefined;
	return {
		displayName: 'Fields',
		name: 'fields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: showFor(places(resource, writing)),
		options: [
			...more.map(([key, field]) => ({
				...property(key, field, { ...manner, within: true }),
				...switchedOn(field),
				...(field.onUpdate ? { displayName: field.onUpdate } : {}),
				...onlyFor(field, operations),
			})),
			...(canClear(resource) ? [clearFields] : []),
			...(resource.customFields ? [{ ...clearCustomFields, ...forUpdates }] : []),
			...(hasAll(resource) ? [] : [additionalJson]),
		],
	};
}

/** The newer APIs take nothing that has no place in the form. */
const hasAll = (resource: Resource): boolean =>
	apiOf(resource).isWhole && !Object.values(resource.writes).some(({ hidden }) => hidden);

const canClear = ({ operations, writes }: Resource): boolean =>
	operations.includes('update') && Object.values(writes).some(isClearable);

/** Main fields stand on top of a new record; without an update they have no place in the collection. */
const isOffered = ({ main, only }: Field, { operations, operationOf }: Resource): boolean =>
	!main || (only !== 'create' && operations.includes('update') && !operationOf);

const forUpdates = { displayOptions: showFor({ '/operation': ['update'] }) };

function onlyFor({ main, only, when }: Field, operations: Operation[]): Partial<INodeProperties> {
	if (main || only === 'update') return forUpdates;
	if (when && '/operation' in when) return { displayOptions: showFor(when) };
	return only && operations.includes('update')
		? { displayOptions: { hide: { '/operation': ['update'] } } }
		: {};
}

/** An empty value never changes anything, so what to empty is said here. */
const clearFields: INodeProperties = {
	displayName: 'Clear Field Names or IDs',
	name: 'clearFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'clearableFields', loadOptionsDependsOn: ['resource'] },
	default: [],
	description:
		'Fields to empty. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	...forUpdates,
};

const additionalJson: INodeProperties = {
	displayName: 'Additional JSON',
	name: 'additionalJson',
	type: 'json',
	default: '{}', // of an empty text n8n's editor says that it is no JSON
	placeholder: 'e.g. {"location": "Halifax"}',
	description:
		"For those who know Clio's API: fields that have no place in this form, by its names; unknown names are refused",
};
