import { ApiError, invalid } from '../errors.cts';
import type { Row } from '../store.cts';
import { words, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';
import {
	above,
	isTrashed,
	itemBody,
	itemComputed,
	itemFields,
	itemFilters,
	itemNested,
	settleItem,
} from './items.cts';

type Change = Parameters<NonNullable<Resource['settle']>>[2];

function settle(row: Row, world: World, change: Change): void {
	settleItem(row, world, change);
	if ([...above(row, world)].some(({ id }) => id === row.id)) {
		throw invalid('parent lies in the folder itself');
	}
}

/** What lies in a trashed folder stays where it is here. */
function refuseRoot({ root }: Row): void {
	if (root) throw new ApiError(400, 'DeleteFailed', 'The root folder stays');
}

export const folders: Resource = {
	name: 'Folder',
	path: 'folders',
	permission: 'Documents',
	operations: 'LGCUD',
	fields: [...itemFields, 'root'],
	nested: itemNested,
	computed: itemComputed,
	body: itemBody,
	required: ['name', 'parent'],
	defaults: ({ user }) => ({ type: 'Folder', root: false, locked: false, creator: user.id }),
	settle,
	beforeDelete: refuseRoot,
	hasTrash: true,
	heldBack: isTrashed,
	filters: itemFilters,
	order: words('id name updated_at'),
};
