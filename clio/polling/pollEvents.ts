import type { Json } from '../client';
import { triggerEvents, type TriggerEvent } from '../events/triggerEvents';

/** What a workflow can start on by asking Clio's lists. */
export interface PollEvent extends TriggerEvent {
	/** Filters of the list, by the names they have in the form. */
	filters?: Json;
	/** Clio's list says less than is wanted: it is looked for in another way. */
	by?: 'messages' | 'deadlines' | 'notes';
	/** Told again only when fields that a person chose have changed. */
	canWatch?: true;
	/** What to say when there is none to build a workflow with. */
	nothing?: string;
	/** A person may want to wait until the record is in Clio Manage as well. */
	mayWait?: true;
}

/** Of what was deleted Clio's lists say nothing. */
const listed = Object.entries(triggerEvents).filter(
	([, { events }]) => !events.includes('deleted'),
);

const isUpdate = ({ events, stamp, once }: TriggerEvent): boolean =>
	events.join() === 'updated' && !stamp && !once;

export const pollEvents: Record<string, PollEvent> = {
	...Object.fromEntries(
		listed.map(([name, event]) => [name, isUpdate(event) ? { ...event, canWatch: true } : event]),
	),
	deadlineComing: {
		label: 'Deadline Coming',
		help: 'A limitation date, a task or a calendar entry is near, once for each date',
		model: 'task',
		events: ['deadline'],
		by: 'deadlines',
		nothing: 'No deadline is within these days',
	},
	noteCreated: {
		label: 'Note Created',
		help: 'A note was written on a matter or a contact',
		model: 'note',
		events: ['created'],
	},
	secureMessageCreated: {
		label: 'Secure Message Created',
		help: 'A secure message came in or was sent, as far as the connected user may see it',
		model: 'conversationMessage',
		events: ['created'],
		by: 'messages',
	},
	trustRequestCreated: {
		label: 'Trust Request Created',
		help: 'A client was asked for money into trust; Clio lists it with the bills',
		model: 'bill',
		events: ['created'],
		filters: { type: 'trust' },
	},
};
