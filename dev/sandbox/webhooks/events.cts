import { etagOf } from '../etag.cts';
import type { Selection } from '../fields.cts';
import { render } from '../render.cts';
import type { Change, Row } from '../store.cts';
import type { Kind } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { STATUS_EVENTS, type Model } from './models.cts';
import type { WebhookOptions } from './options.cts';

export interface Happening {
	change: Change;
	row: Row;
	before?: Row;
}

/**
 * What a change is called. A matter that is created open fires no matter_opened: its status has not
 * changed (UNKNOWN). A change of status is also an update (facts 3.6: plausible).
 */
export function eventsOf({ name }: Model, { change, row, before }: Happening): string[] {
	const isTurned = name === 'matter' && change === 'updated' && row.status !== before?.status;
	return isTurned ? [change, STATUS_EVENTS[row.status]] : [change];
}

/** Has something changed that the webhook watches? The etag does with every change. */
export function isWatched(
	kind: Kind,
	{ row, before }: Happening,
	selection: Selection,
	world: World,
): boolean {
	const shown = (each: Row) => JSON.stringify(render(kind, each, selection, world));
	return !before || shown(row) !== shown(before);
}

/** The `data` of a delivery. */
export function dataOf(
	kind: Kind,
	{ change, row }: Happening,
	selection: Selection,
	world: World,
	{ deletedData }: WebhookOptions,
): Record<string, unknown> {
	if (change !== 'deleted') return render(kind, row, selection, world);
	// The example's etag differs from that of the last update, so deletion is a change too.
	const etag = etagOf({ ...row, version: row.version + 1 });
	const last = deletedData === 'all' ? render(kind, row, selection, world) : { id: row.id };
	return selection.has('etag') && deletedData !== 'id' ? { ...last, etag } : last;
}
