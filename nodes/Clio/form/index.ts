import type { INodeProperties } from 'n8n-workflow';
import type { Resource } from '../../../clio/resources/vocabulary';
import { conflictProperties } from './conflicts';
import { customFieldProperties } from './customFields';
import { findProperties } from './find';
import { operationMenus, resourceMenu } from './menus';
import { listProperties } from './list';
import { outputProperties } from './output';
import { recordProperties } from './record';
import { writeProperties } from './write';

/** The form of an action node, derived from the catalogue; in the order a person fills it in. */
export function form(resources: Resource[]): INodeProperties[] {
	return [
		resourceMenu(resources),
		...operationMenus(resources),
		...conflictProperties,
		...recordProperties(resources),
		...findProperties(resources),
		...writeProperties(resources),
		...customFieldProperties(resources),
		...listProperties(resources),
		...outputProperties(resources),
	];
}
