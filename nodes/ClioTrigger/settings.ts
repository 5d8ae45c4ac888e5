import type {
	IExecuteFunctions,
	IHookFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { refuse } from '../../clio/errors';
import { fieldsForPaths } from '../../clio/fields';
import type { Resource } from '../../clio/resources/vocabulary';
import type { Rule } from '../../clio/events/delivery';
import { eventsOf, models, resourceOf, versionOf } from '../../clio/events/models';
import type { Wanted } from '../../clio/webhooks/subscriptions';
import { triggerEvents, type TriggerEvent } from '../../clio/events/triggerEvents';
import { changedTo, onlyFor, reader, type Read } from '../events/conditions';

type Context = IExecuteFunctions | IHookFunctions | ITriggerFunctions | IWebhookFunctions;

/** What a person set up, as far as it concerns Clio. */
export interface Settings {
	resource: Resource;
	/** What the webhook is asked for; its address is the host's affair. */
	wanted: Omit<Wanted, 'url'>;
	rule: Rule;
	output: 'simplified' | 'all' | 'delivery';
	/** The field for the document's file, if it is wanted. */
	fileField?: string;
	catchUp: boolean;
	/** How much further back to look after Clio had given up on the address, in milliseconds. */
	lookBack: number;
	/** Most records to recover at a time. */
	mostRecovered: number;
}

const hour = 3_600_000;
/** Facts 3.1. */
const longestFields = 1_000;

/** Reads the parameters. Throws a ClioError for what does not fit together. */
export function settingsOf(context: Context): Settings {
	const read = reader(context);
	const chosen = chosenEvent(read);
	const options = Object(read('options', {})) as Record<string, unknown>;
	const { model, events, stamp, once, bornWith } = chosen;
	const where = { ...chosen.where, ...changedTo(chosen, read), ...onlyFor(chosen, read) };
	return {
		resource: resourceOf(model),
		wanted: { model, events, fields: watched(chosen) },
		rule: { model, events, stamp, once, bornWith, where },
		output: read('output', 'simplified') as Settings['output'],
		...(options.downloadFile === true && read('triggerOn', '') === 'documentAdded'
			? { fileField: String(options.binaryPropertyName || 'data') }
			: {}),
		catchUp: options.catchUp !== false,
		lookBack: numberOf(options.lookBack ?? 24, 'Look Back') * hour,
		mostRecovered: numberOf(options.mostRecovered ?? 1_000, 'Maximum to Recover'),
	};
}

function numberOf(value: unknown, name: string): number {
	const number = Number(value);
	if (value !== '' && number >= 0 && number < Infinity) return number;
	return refuse(`${name} is not a number`, 'Enter digits only, e.g. 24.');
}

function chosenEvent(read: Read): TriggerEvent {
	const name = String(read('triggerOn', ''));
	if (name !== 'any') {
		if (Object.keys(triggerEvents).includes(name)) return triggerEvents[name];
		return refuse(`Trigger On has an unknown value: ${name}`, 'Choose one from the list.');
	}
	const model = String(read('model', ''));
	if (!models.includes(model)) {
		refuse(`Clio has no webhooks for the model "${model}"`, 'Choose one from the list.');
	}
	const events = [read('events', [])].flat().map(String);
	const unknown = events.find((event) => !eventsOf(model).includes(event));
	if (unknown) refuse(`Clio has no event "${unknown}" for this model`, 'Choose from the list.');
	if (!events.length) refuse('No event is chosen', 'Choose at least one under Events.');
	return { label: resourceOf(model).label, model, events, fields: chosenFields(model, read) };
}

function chosenFields(model: string, read: Read): string[] | undefined {
	const { reads, records, label } = resourceOf(model);
	const names = [read('watchedFields', [])].flat().map(String).filter(Boolean);
	const unknown = names.find((name) => !reads.includes(name) && !(name in records));
	if (unknown) refuse(`${label} has no field "${unknown}"`, 'Choose from the list.');
	// Of a record within, that it is another one counts, not what changes in it.
	return names.length ? names.map((name) => (name in records ? `${name}.id` : name)) : undefined;
}

/** The node adds the id and nothing else: whatever stands there is watched (facts 3.1). */
function watched({ model, fields = [versionOf(model)] }: TriggerEvent): string {
	const list = fieldsForPaths([...new Set(['id', ...fields])]);
	if (list.length <= longestFields) return list;
	return refuse(
		'Too many watched fields are chosen',
		`Clio takes a list of ${longestFields} characters. Choose fewer, or none to watch every change.`,
	);
}
