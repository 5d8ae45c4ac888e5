import type {
	FieldType as ColumnType,
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import {
	customFields,
	type CustomField,
	type FieldType,
} from '../../../clio/customFields/definitions';
import { Firm } from '../../../clio/firm';
import { connect } from '../../connection';
import { nodeError } from '../../errors';
import { current } from './options';

/** The firm's own fields as columns for a new record: those Clio shows by default stand there. */
export async function customFieldColumns(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	return await columns(this, (field) => ({
		required: field.required,
		// A visible checkbox is filled in with "no", which nobody said.
		removed: !field.required && (!field.displayed || field.type === 'checkbox'),
	}));
}

/** The same for a change: none stands there by itself, and none must have a value (design, "The catalogue"). */
export async function customFieldChangeColumns(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	return await columns(this, () => ({ required: false, removed: true }));
}

/** The firm's own fields, to choose one or several. */
export async function customFieldNames(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return (await read(this)).map(({ id, name }) => ({ name, value: id }));
}

async function read(context: ILoadOptionsFunctions): Promise<CustomField[]> {
	const { customFields: own, conditionsOn } = current(context);
	const parent = own ?? conditionsOn;
	if (!parent) return [];
	try {
		return await customFields(new Firm(await connect(context, 'background')), parent);
	} catch (error) {
		throw nodeError(context.getNode(), error);
	}
}

const columnTypes: Partial<Record<FieldType, ColumnType>> = {
	checkbox: 'boolean',
	currency: 'number',
	date: 'dateTime',
	numeric: 'number',
	picklist: 'options',
};

/** What to enter where the type of the field does not say it. */
const hints: Partial<Record<FieldType, string>> = {
	contact: 'contact',
	matter: 'matter',
	time: 'time',
};

type State = (field: CustomField) => Pick<ResourceMapperField, 'required' | 'removed'>;

async function columns(
	context: ILoadOptionsFunctions,
	state: State,
): Promise<ResourceMapperFields> {
	if (!context.getNode().credentials) return nothing(unconnected);
	const fields = await read(context);
	return fields.length ? { fields: fields.map((field) => column(field, state)) } : nothing(none);
}

const nothing = (emptyFieldsNotice: string): ResourceMapperFields => ({
	fields: [],
	emptyFieldsNotice,
});

/** The editor does not ask again when the credential comes in. */
const unconnected =
	"To see your firm's custom fields, close this node and open it again once a Clio account is chosen above.";
const none = 'Your firm has no custom fields here, or the connected user may not see them.';

const column = (field: CustomField, state: State): ResourceMapperField => ({
	id: field.id,
	displayName: hints[field.type] ? `${field.name} (${hints[field.type]})` : field.name,
	defaultMatch: false,
	canBeUsedToMatch: false,
	display: true,
	type: columnTypes[field.type] ?? 'string',
	...(field.type === 'picklist' ? { options: optionsOf(field) } : {}),
	...state(field),
});

/** By their text, which is what a web form or a spreadsheet brings. */
const optionsOf = ({ options }: CustomField): INodePropertyOptions[] =>
	options.filter(({ deleted }) => !deleted).map(({ option }) => ({ name: option, value: option }));
