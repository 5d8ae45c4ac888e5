import type { INodeProperties } from 'n8n-workflow';
import { growEvents } from '../../clio/polling/growEvents';
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

/** The build writes the finished form in this file's place (gulpfile.js): n8n starts sooner. */
export const properties: INodeProperties[] = [
	triggerOn(growEvents),
	onlyInManage,
	watchedFields(growEvents),
	output,
];
