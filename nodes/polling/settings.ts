import type { IPollFunctions } from 'n8n-workflow';
import { asked } from '../../clio/asked';
import type { Json, Query } from '../../clio/client';
import { isEmpty } from '../../clio/convert';
import { refuse } from '../../clio/errors';
import { nameOf } from '../../clio/facts';
import { withFields } from '../../clio/fields';
import type { Firm } from '../../clio/firm';
import { resourceOf } from '../../clio/events/models';
import { deadlineKinds, deadlineSource } from '../../clio/polling/deadlines';
import { listSource } from '../../clio/polling/lists';
import { digest } from '../../clio/polling/memory';
import { noteKinds, noteSource } from '../../clio/polling/growNotes';
import { messageSource } from '../../clio/polling/messages';
import type { PollEvent } from '../../clio/polling/pollEvents';
import type { Source } from '../../clio/polling/source';
import { whenReady } from '../../clio/polling/waiting';
import { resources } from '../../clio/resources';
import type { Resource } from '../../clio/resources/vocabulary';
import type { Asking, Sieve } from '../../clio/terms/terms';
import { changedTo, onlyFor, reader, type Read } from '../events/conditions';
import { fieldsToShow, type Shown } from './output';
import type { Setup } from './poll';
import { changesOf, isListed } from './listed';

/** Reads the parameters. Throws a ClioError for what does not fit together. */
export function setupOf(
	context: IPollFunctions,
	events: Record<string, PollEvent>,
	api?: 'grow',
): Setup {
	const read = reader(context);
	const event = chosenEvent(read, events);
	const output = read('output', 'simplified') as Shown;
	const { plural } = resourceOf(event.model);
	return {
		api,
		of: fingerprint(context),
		output,
		nothing: event.nothing ?? `There are no ${plural.toLowerCase()} to show`,
		sources: async (firm) => sourcesOf(context, event, { firm, output, read }),
	};
}

/** What decides what is told. A parameter that a later version adds is none of them, or each update would begin anew. */
const deciding = [
	'triggerOn',
	'model',
	'changes',
	'filters',
	'onlyFor',
	'changedTo',
	'watchedFields',
	'notesOn',
	'deadlines',
	'withinDays',
	'onlyInManage',
];

/** With other settings, or another account of Clio, what was remembered means nothing. */
function fingerprint(context: IPollFunctions): string {
	const { parameters, credentials } = context.getNode();
	const ids = Object.values(credentials ?? {}).map(({ id }) => id);
	return digest(JSON.stringify([deciding.map((name) => parameters[name]), ids]));
}

function chosenEvent(read: Read, events: Record<string, PollEvent>): PollEvent {
	const name = String(read('triggerOn', ''));
	if (name === 'any') return anyEvent(read);
	if (Object.keys(events).includes(name)) return events[name];
	return refuse(`Trigger On has an unknown value: ${name}`, 'Choose one from the list.');
}

function anyEvent(read: Read): PollEvent {
	const name = String(read('model', ''));
	const resource = Object.keys(resources).includes(name) ? resources[name] : undefined;
	if (!resource || resource.api || !isListed(resource))
		return refuse(`Clio has no list of new "${name}"`, 'Choose a resource from the list.');
	const possible = changesOf(resource);
	const wanted = String(read('changes', 'both'));
	const events = wanted === 'both' ? possible : possible.filter((one) => one === wanted);
	const canWatch = wanted === 'created' ? undefined : true;
	if (events.length) return { label: resource.label, model: name, events, canWatch };
	const { plural } = resource;
	return refuse(
		`Clio's list of ${plural.toLowerCase()} does not say which were ${wanted}`,
		`Choose ${possible[0] === 'created' ? 'New' : 'Updated'} under Start On.`,
	);
}

interface Around {
	firm: Firm;
	output: Shown;
	read: Read;
}

async function sourcesOf(
	context: IPollFunctions,
	event: PollEvent,
	{ firm, output, read }: Around,
): Promise<Source[]> {
	const zone = context.getTimezone();
	const fields = (resource: string) => fieldsToShow(resources[resource], output);
	if (event.by === 'notes')
		return chosenKinds('Notes On', read('notesOn', null), noteKinds).map(noteSource);
	if (event.by === 'messages') return [messageSource(fields('conversationMessage'))];
	if (event.by === 'deadlines') {
		const kinds = chosenKinds('Deadlines', read('deadlines', null), deadlineKinds);
		const days = Number(read('withinDays', 7));
		return [deadlineSource({ kinds, days, zone, firm: () => firm, fields })];
	}
	const resource = resourceOf(event.model);
	const { model, events, stamp, once, bornWith } = event;
	const where = { ...event.where, ...changedTo(event, read), ...onlyFor(event, read) };
	const rule = { model, events, stamp, once, bornWith, where };
	const { queries, sieve } = await narrowed(event, { firm, zone, now: firm.client.now() }, read);
	// Of what is new nothing was before, and nothing need be remembered.
	const isWatchable = event.canWatch && events.includes('updated');
	const waits = event.mayWait && read('onlyInManage', false) === true;
	const source = listSource(rule, {
		fields: withFields(fieldsToShow(resource, output), sieve?.reads ?? []),
		queries,
		keeps: sieve?.keeps,
		watched: isWatchable ? watchedIn(resource, read) : undefined,
	});
	return [waits ? whenReady(source, isInManage) : source];
}

/** What was chosen of several kinds. With none of them a trigger would never start, and nobody would know why. */
function chosenKinds(name: string, value: unknown, kinds: Record<string, unknown>): string[] {
	const all = Object.keys(kinds);
	const chosen = [value ?? all].flat().map(String).filter(Boolean);
	const unknown = chosen.find((one) => !all.includes(one));
	if (unknown) refuse(`${name} has an unknown value: ${unknown}`, 'Choose from the list.');
	if (!chosen.length) refuse(`Nothing is chosen under ${name}`, 'Choose at least one.');
	return chosen;
}

/** The lists to read, by the filters a person set. */
async function narrowed(
	{ model, filters: own }: PollEvent,
	asking: Asking,
	read: Read,
): Promise<{ queries: Query[]; sieve?: Sieve }> {
	const resource = resourceOf(model);
	const filters = read('triggerOn', '') === 'any' ? filtersOf(resource, read) : (own ?? {});
	const queries: Query[] = [];
	let sieve: Sieve | undefined;
	for (const given of eachOfRequired(resource, filters)) {
		const list = await asked(resource, given, asking);
		({ sieve } = list);
		queries.push(list.query);
	}
	return { queries, sieve };
}

function filtersOf(resource: Resource, read: Read): Json {
	const rows = [read('filters', [])].flat() as Array<{ filter?: unknown; value?: unknown }>;
	const filters: Json = {};
	for (const { filter, value } of rows.filter((row) => row?.filter)) {
		const key = String(filter);
		if (!Object.keys(resource.filters).includes(key))
			refuse(`${resource.plural} have no filter "${key}"`, 'Choose filters from the list.');
		const name = nameOf(key, resource.filters[key]);
		if (Object.keys(filters).includes(key))
			refuse(`The filter ${name} is given twice`, 'Remove one of them.');
		// Clio would list the whole firm, also where the form of Get Many has the filter at its top.
		if (isEmpty(value))
			refuse(`The filter ${name} is empty`, 'Give it a value, or remove the filter.');
		filters[key] = value;
	}
	return filters;
}

/** A list that wants to know which kind, e.g. notes on matters or on contacts, is read for each. */
function eachOfRequired({ filters }: Resource, given: Json): Json[] {
	const open = Object.entries(filters).find(
		([key, { required, own, kind }]) => required && !own && kind === 'choice' && !(key in given),
	);
	if (!open) return [given];
	const [key, field] = open;
	const values = field.kind === 'choice' ? Object.keys(field.values) : [];
	return values.map((value) => ({ ...given, [key]: value }));
}

function watchedIn({ reads, records, label }: Resource, read: Read): string[] | undefined {
	const names = [read('watchedFields', [])].flat().map(String).filter(Boolean);
	const unknown = names.find((name) => !reads.includes(name) && !(name in records));
	if (unknown) refuse(`${label} has no field "${unknown}"`, 'Choose from the list.');
	return names.length ? names : undefined;
}

/** Whether a record of Clio Grow is in Clio Manage as well. */
const isInManage = ({ clio_id: id }: Json): boolean => Boolean(id);
