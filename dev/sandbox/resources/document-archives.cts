import { invalid } from '../errors.cts';
import { job, JOB_STATES, refuseUnfinished, stateOf } from '../jobs.cts';
import { member, oneOf } from '../rules.cts';
import type { Row } from '../store.cts';
import { entries } from '../sub-lists.cts';
import { words, type Reply, type Resource, type Rule } from '../vocabulary.cts';
import { wayTo } from '../way-to.cts';
import type { World } from '../world.cts';
import { above } from './items.cts';

/** The spec types `type` as a number; the facts (4.4) have the names. */
const item = member({ Document: 'documents', Folder: 'folders' });

const items: Rule = (value, place) => {
	const list = entries(value, place).map((each) => item(each, place));
	if (list.length === 0) throw invalid("items can't be blank");
	return list;
};

/** Of its documents and of those in its folders. */
function sizeOf({ items: asked }: Row, world: World): number {
	const isAsked = (type: string, id: number) =>
		asked.some((each: Row & { type: string }) => each.type === type && each.id === id);
	const isIn = (row: Row) =>
		isAsked('Document', row.id) || [...above(row, world)].some(({ id }) => isAsked('Folder', id));
	const found = world.store.all('documents').filter(isIn);
	return found.reduce((size, row) => size + row.latest_document_version.size, 0);
}

/** An empty archive: the documents themselves are not kept. */
const EMPTY_ZIP = Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1');

const download: Reply = (row, world) => {
	refuseUnfinished(row, world);
	const name = `archive-${row.id}.zip`;
	return wayTo({ name, type: 'application/zip', content: EMPTY_ZIP }, world);
};

/** A zip file of documents and folders. */
export const documentArchives: Resource = {
	name: 'DocumentArchive',
	path: 'document_archives',
	permission: 'Documents',
	operations: 'GC',
	fields: words('id etag created_at updated_at size progress state message'),
	computed: {
		...job.computed,
		size: (row, world) => (stateOf(row, world) === 'completed' ? sizeOf(row, world) : null),
		message: ({ state }) => (state === 'failed' ? 'The archive could not be made' : null),
	},
	body: { items },
	firm: { operations: 'U', body: { state: oneOf(...JOB_STATES) } },
	replies: { 'GET download': download },
	required: ['items'],
	defaults: job.defaults,
};
