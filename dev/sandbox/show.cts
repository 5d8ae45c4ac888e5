import type { Answer, Call } from './call.cts';
import { etagOf, lastModified } from './etag.cts';
import { select } from './fields.cts';
import { render } from './render.cts';
import type { Row } from './store.cts';
import type { Resource } from './vocabulary.cts';
import type { World } from './world.cts';

export const validators = (row: Row) => ({ etag: etagOf(row), 'last-modified': lastModified(row) });

/** A record as an answer, for calls that give one of another resource. */
export function show(
	status: number,
	resource: Resource,
	row: Row,
	world: World,
	{ query }: Call,
): Answer {
	const data = render(resource, row, select(resource, query.get('fields')), world);
	return { status, headers: validators(row), body: { data } };
}
