import type {
	IExecuteFunctions,
	IHookFunctions,
	IPollFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { refuse } from '../../clio/errors';
import type { Rule } from '../../clio/events/delivery';
import { resourceOf } from '../../clio/events/models';
import type { TriggerEvent } from '../../clio/events/triggerEvents';
import { recordId } from '../../clio/ids';
import { resources } from '../../clio/resources';
import { plain } from '../values';
import { narrowings } from './narrowings';

type Context =
	IExecuteFunctions | IHookFunctions | IPollFunctions | ITriggerFunctions | IWebhookFunctions;

export type Read = (name: string, fallback: unknown) => unknown;

/** Reads parameters. Only executions have items, and with them one more argument. */
export const reader =
	(context: Context): Read =>
	(name, fallback) =>
		plain(
			'getInputData' in context
				? context.getNodeParameter(name, 0, fallback)
				: context.getNodeParameter(name, fallback),
		);

/** The record that Changed To names, as a condition. */
export function changedTo(
	{ changedTo: narrowing }: Pick<TriggerEvent, 'changedTo'>,
	read: Read,
): Rule['where'] {
	const value = narrowing && read('changedTo', '');
	if (!narrowing || !value) return {};
	return { [narrowing.path]: [recordId(resources[narrowing.resource], value)] };
}

/** A model may also go by the name of its resource. */
const pathIn = (paths: Record<string, string>, model: string): string | undefined =>
	Object.entries(paths).find(([name]) => resourceOf(name) === resourceOf(model))?.[1];

/** What Only For names, as conditions. */
export function onlyFor(
	{ model, events }: Pick<TriggerEvent, 'model' | 'events'>,
	read: Read,
): Rule['where'] {
	const chosen = Object.entries(Object(read('onlyFor', {})) as Record<string, unknown>);
	if (chosen.length && events.includes('deleted')) {
		refuse(
			'Only For does not go together with deletions',
			'Of a deleted record Clio tells the ID and nothing more. Remove Only For, or the event Deleted.',
		);
	}
	return Object.fromEntries(
		chosen.map(([name, value]) => {
			const { label, resource, paths } = narrowings[name];
			const path = pathIn(paths, model);
			if (!path) {
				refuse(
					`Only For: ${label} does not fit ${resourceOf(model).plural.toLowerCase()}`,
					'Remove it from Only For.',
				);
			}
			return [path, [recordId(resources[resource], value)]];
		}),
	);
}
