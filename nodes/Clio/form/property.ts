import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { isRemovable, nameOf, removeKey } from '../../../clio/facts';
import { hasName } from '../../../clio/resources';
import type { Field } from '../../../clio/resources/vocabulary';
import { byName } from '../../byName';
import { locator } from './locator';
import { showFor } from './show';

/** Where a property stands. */
export interface Manner {
	/** At the top of the form, for a new record. */
	onTop?: boolean;
	/** Behind Add Field or Add Filter. */
	within?: boolean;
	/** In a form for what is rare: there records are typed, not chosen from a list. */
	typed?: boolean;
}

/** A field of the catalogue as a property of the form, without display rules. */
export function property(key: string, field: Field, manner: Manner = {}): INodeProperties {
	return {
		displayName: nameOf(key, field),
		name: key,
		...description(key, field, manner),
		...placeholder(field, manner),
		...shape(field, manner),
	} as INodeProperties;
}

/** What stands in every record, such as its name, needs no example on an update. */
function placeholder({ kind, main, required, example }: Field, { within }: Manner) {
	const isThere = within && main && required && kind === 'text';
	return example && !isThere ? { placeholder: `e.g. ${example.replace(/^e\.g\. /, '')}` } : {};
}

/** Behind Add Field and Add Filter: who adds the filter Clients Only wants clients. */
export const switchedOn = ({ kind }: Field): Partial<INodeProperties> =>
	kind === 'yesNo' ? { default: true } : {};

type Reference = Extract<Field, { kind: 'reference' }>;
type Shape = Pick<INodeProperties, 'type' | 'default'> & Partial<INodeProperties>;

function shape(field: Field, manner: Manner): Shape {
	switch (field.kind) {
		case 'longText':
			return { type: 'string', typeOptions: { rows: 3 }, default: '' };
		case 'number':
		case 'days':
			return { type: 'number', default: '' };
		case 'yesNo':
			return { type: 'boolean', default: false };
		case 'day':
		case 'dayRange':
			return { type: 'dateTime', typeOptions: { dateOnly: true }, default: '' };
		case 'moment':
			return { type: 'dateTime', default: '' };
		case 'file':
			return { type: 'string', default: 'data', hint: 'The name of the input field with the file' };
		case 'json':
			return { type: 'json', default: '' };
		case 'choice':
			if (field.typed) return { type: 'string', default: '' };
			return choiceShape(field.values, field.preset);
		case 'choices':
			return { type: 'multiOptions', options: menu(field.values), default: field.preset ?? [] };
		case 'reference':
			return referenceShape(field, manner);
		case 'object':
		case 'list':
			return rowsShape(field, manner);
		default:
			return { type: 'string', default: '' };
	}
}

/** By Link is left out behind Add Field: an ID may be a link as well. */
function referenceShape(field: Reference, manner: Manner): Shape {
	const { within = false, typed = false } = manner;
	if (hasList(field, manner))
		return locator(field.to, { ...field, isLinked: !within, isTyped: typed });
	const named = field.to.some(hasName) ? { placeholder: 'e.g. 12345 or a name' } : {};
	return { type: 'string', ...named, default: '' };
}

const hasList = ({ to }: Reference, { within, typed }: Manner): boolean =>
	to.some(hasName) && !(within && typed);

const choiceShape = (values: Record<string, string>, preset?: string): Shape => ({
	type: 'options',
	options: menu(values),
	default: preset ?? menu(values)[0].value,
});

const menu = (values: Record<string, string>): INodePropertyOptions[] =>
	Object.entries(values)
		.map(([value, name]) => ({ name, value }))
		.sort(byName);

/** Rows to add, or one for an object; they are kept under `entries`. */
function rowsShape(field: Extract<Field, { kind: 'object' | 'list' }>, manner: Manner): Shape {
	const { kind, of, entry = 'Entry' } = field;
	const { onTop = false } = manner;
	return {
		type: 'fixedCollection',
		placeholder: `Add ${entry}`,
		...(kind === 'list' ? { typeOptions: { multipleValues: true } } : {}),
		default: {},
		options: [
			{
				displayName: entry,
				name: 'entries',
				values: [
					...Object.entries(of)
						.filter(([, one]) => !one.hidden)
						.map(([key, one]) => ({
							...property(key, one, { ...manner, onTop: false, within: true }),
							...(one.required ? { required: true } : {}),
							...(one.when ? { displayOptions: showFor(one.when) } : {}),
						})),
					...(isRemovable(field) && !onTop ? [remove] : []),
				],
			},
		],
	};
}

/** In rows of an update, which else only adds and changes; a new record has nothing to take off. */
const remove: INodeProperties = {
	displayName: 'Remove',
	name: removeKey,
	type: 'boolean',
	default: false,
	description: 'Whether to take this entry off the record',
	displayOptions: showFor({ '/operation': ['update', 'upsert'] }),
};

function description(key: string, field: Field, manner: Manner): { description?: string } {
	if (field.kind === 'yesNo') return { description: switchHelp(key, field) };
	const { onTop = false } = manner;
	const help = onTop ? field.help : (field.updateHelp ?? field.help);
	const texts = [
		[help, emptyHelp(field, onTop)].filter(Boolean).join('; '),
		noneHelp(field, manner),
	];
	const sentences = texts.filter(Boolean).map(capitalised);
	if (!sentences.length) return {};
	return { description: sentences.join('. ') + (sentences.length > 1 ? '.' : '') };
}

/** n8n's style: what a switch does begins with "Whether". */
const switchHelp = (key: string, field: Field): string =>
	`Whether ${field.help ?? `this is ${nameOf(key, field).toLowerCase()}`}`;

/** An update changes nothing where a field is empty, and main fields are in the collection for updates only. */
function emptyHelp({ empty, main }: Field, onTop: boolean): string {
	if (!empty || (main && !onTop)) return '';
	return onTop ? `leave empty for ${empty}` : `leave out of a new record for ${empty}`;
}

/** A list has None in it. */
const noneHelp = (field: Field, manner: Manner): string =>
	field.kind === 'reference' && field.orNone && !hasList(field, manner)
		? 'enter none to find those without one'
		: '';

const capitalised = (text: string): string => text[0].toUpperCase() + text.slice(1);
