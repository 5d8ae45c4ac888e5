import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { resourceOf } from '../../clio/events/models';
import { nameOf } from '../../clio/facts';
import type { PollEvent } from '../../clio/polling/pollEvents';
import type { Field } from '../../clio/resources/vocabulary';
import { byName } from '../byName';
import { watchable } from '../events/watchable';

/** The fields of the records that the form is about. */
export function watchedFields(
	context: ILoadOptionsFunctions,
	events: Record<string, PollEvent>,
): INodePropertyOptions[] {
	return watchable(modelIn(context, events)).filter(
		({ value }) => !['id', 'etag', 'created_at', 'updated_at'].includes(String(value)),
	);
}

/** The filters of the chosen resource, with what each takes. */
export function filters(context: ILoadOptionsFunctions): INodePropertyOptions[] {
	const { filters: all } = resourceOf(context.getCurrentNodeParameter('model') as string);
	return Object.entries(all)
		.filter(([key, { hidden }]) => !hidden && !/^(created_since|updated_since|ids)$/.test(key))
		.map(([value, field]) => ({
			name: nameOf(value, field),
			value,
			description: takes(field),
		}))
		.sort(byName);
}

const modelIn = (context: ILoadOptionsFunctions, events: Record<string, PollEvent>): string => {
	const chosen = context.getCurrentNodeParameter('triggerOn') as string;
	return events[chosen]?.model ?? (context.getCurrentNodeParameter('model') as string);
};

function takes(field: Field): string {
	switch (field.kind) {
		case 'choice':
		case 'choices':
			return `One of: ${Object.values(field.values).join(', ')}`;
		case 'reference':
			return 'A name, an ID or a link';
		case 'yesNo':
			return 'True or false';
		case 'day':
		case 'dayRange':
		case 'moment':
			return 'A date, e.g. 2026-01-31';
		case 'number':
		case 'days':
			return 'A number';
		default:
			return 'A text';
	}
}
