import type { INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from '../../../clio/resources/vocabulary';
import { apiRequestProperties } from './apiRequest';
import { assignProperties } from './assign';
import { conflictProperties } from './conflicts';
import { findProperties } from './find';
import { operationMenus, resourceMenu } from './menus';
import { listProperties } from './list';
import { outputProperties } from './output';
import { recordProperties } from './record';
import { having } from './show';
import { writeProperties } from './write';

/** The form of an action node, derived from the catalogue; in the order a person fills it in. */
export function form(resources: Resource[]): INodeProperties[] {
	const properties = [
		resourceMenu(resources),
		...operationMenus(resources),
		...(has(resources, 'checkConflicts') ? conflictProperties : []),
		...(has(resources, 'request') ? apiRequestProperties : []),
		...recordProperties(resources),
		...(has(resources, 'assign') ? assignProperties : []),
		...findProperties(resources),
		...writeProperties(resources),
		...listProperties(resources),
		...outputProperties(resources),
	];
	return together(properties.filter(isShown));
}

/**
 * What is the same for several resources stands in the form once: n8n gives every description to every
 * editor. It takes the place of the first.
 */
function together(properties: INodeProperties[]): INodeProperties[] {
	const kinds = new Map<string, INodeProperties>();
	for (const one of properties) {
		const { resource = [], ...show } = one.displayOptions?.show ?? {};
		const kind = JSON.stringify({ ...one, displayOptions: show });
		const same = kinds.get(kind);
		const others = same?.displayOptions?.show?.resource ?? [];
		const places = [...new Set([...others, ...resource])];
		kinds.set(kind, {
			...one,
			...(places.length ? { displayOptions: { show: { resource: places, ...show } } } : {}),
		});
	}
	return [...kinds.values()];
}

/** What resources share is left out where none of them has it. */
const isShown = ({ displayOptions }: INodeProperties): boolean =>
	displayOptions?.show?.resource?.length !== 0;

const has = (resources: Resource[], operation: Operation): boolean =>
	having(resources, operation).length > 0;
