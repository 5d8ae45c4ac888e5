import type { INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from '../../../clio/resources/vocabulary';
import { apiRequestProperties } from './apiRequest';
import { assignProperties } from './assign';
import { conflictProperties } from './conflicts';
import { fileProperties } from './files';
import { findProperties } from './find';
import { operationMenus, resourceMenu } from './menus';
import { listProperties } from './list';
import { outputProperties } from './output';
import { recordProperties } from './record';
import type { Manner } from './property';
import { having } from './show';
import { writeProperties } from './write';

/** The form of an action node, derived from the catalogue; in the order a person fills it in. */
export function form(resources: Resource[], manner: Manner = {}): INodeProperties[] {
	const properties = [
		resourceMenu(resources),
		...operationMenus(resources),
		...(has(resources, 'checkConflicts') ? conflictProperties : []),
		...(has(resources, 'request') ? apiRequestProperties : []),
		...recordProperties(resources, manner),
		...(has(resources, 'assign') ? assignProperties : []),
		...findProperties(resources),
		...writeProperties(resources, manner),
		...listProperties(resources, manner),
		...fileProperties(resources),
		...outputProperties(resources),
	];
	return properties.filter(isShown);
}

/** What resources share is left out where none of them has it. */
const isShown = ({ displayOptions }: INodeProperties): boolean =>
	Object.values(displayOptions?.show ?? {}).every((values) => values?.length !== 0);

const has = (resources: Resource[], operation: Operation): boolean =>
	having(resources, operation).length > 0;
