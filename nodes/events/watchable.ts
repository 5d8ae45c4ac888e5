import type { INodePropertyOptions } from 'n8n-workflow';
import { titleCase } from '../../clio/facts';
import { resourceOf } from '../../clio/events/models';
import { byName } from '../byName';

/** What can be watched of the chosen model. */
export function watchable(name: string): INodePropertyOptions[] {
	const { reads, records } = resourceOf(name);
	return [...reads, ...Object.keys(records)]
		.map((value) => ({ name: titleCase(value), value }))
		.sort(byName);
}
