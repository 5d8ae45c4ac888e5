import type { INodeProperties } from 'n8n-workflow';
import { growEvents } from '../../clio/polling/growEvents';
import { noteKinds } from '../../clio/polling/growNotes';
import { showFor } from '../Clio/form/show';
import { output, triggerOn, watchedFields } from '../polling/properties';

const onlyInManage: INodeProperties = {
	displayName: 'Wait for Clio Manage',
	name: 'onlyInManage',
	type: 'boolean',
	default: false,
	description:
		'Whether to start only once the matter is in Clio Manage as well, so that clioId is there',
	displayOptions: showFor({ triggerOn: ['growMatterHired'] }),
};

const notesOn: INodeProperties = {
	displayName: 'Notes On',
	name: 'notesOn',
	type: 'multiOptions',
	options: Object.entries(noteKinds).map(([value, { label }]) => ({ name: label, value })),
	default: ['contacts', 'matters'],
	description:
		'Clio Grow lists the notes of each record by itself, so fewer kinds are found sooner',
	displayOptions: showFor({ triggerOn: ['growNoteCreated'] }),
};

/** The build writes the finished form in this file's place (gulpfile.js): n8n starts sooner. */
export const properties: INodeProperties[] = [
	triggerOn(growEvents),
	notesOn,
	onlyInManage,
	watchedFields(growEvents),
	output,
];
