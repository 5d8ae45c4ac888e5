import { invalid } from '../errors.cts';
import { jobOf, JOB_STATES, refuseUnfinished, stateOf } from '../jobs.cts';
import { member, oneOf } from '../rules.cts';
import { writeZip, type Entry } from '../paper/archive.cts';
import { sizeOf } from '../storage/content.cts';
import type { Row } from '../store.cts';
import { entries } from '../sub-lists.cts';
import { words, type Reply, type Resource, type Rule } from '../vocabulary.cts';
import { wayTo } from '../way-to.cts';
import type { World } from '../world.cts';
import { uploadedOf } from './document-versions.cts';
import { above } from './items.cts';

interface Item {
	type: 'Document' | 'Folder';
	id: number;
}

/** The spec types `type` as a number; the facts (4.4) have the names. */
const item = member({ Document: 'documents', Folder: 'folders' });

const items: Rule = (value, place) => {
	const list = entries(value, place).map((each) => item(each, place));
	if (list.length === 0) throw invalid("items can't be blank");
	return list;
};

const job = jobOf('document_archives');

/** With the folders they lie in, from the one that was asked for downwards. */
function pathsOf(row: Row, folderId: number | undefined, world: World): string {
	const folders = [...above(row, world)];
	const top = folders.findIndex(({ id }) => id === folderId);
	const names = [...folders.slice(0, top + 1).reverse(), row].map(({ name }) => name);
	return names.map((name) => name.replaceAll('/', '_')).join('/');
}

/** A document, or all that lie in a folder and below it. */
function entriesOf({ type, id }: Item, world: World): Entry[] {
	const isAsked = (row: Row) =>
		type === 'Document' ? row.id === id : [...above(row, world)].some((each) => each.id === id);
	const folderId = type === 'Folder' ? id : undefined;
	return world.store
		.all('documents')
		.filter((row) => isAsked(row) && !row.deleted_at)
		.flatMap((row) => {
			const version = uploadedOf(row);
			const path = pathsOf(row, folderId, world);
			return version ? [{ path, content: world.store.files.of(version) }] : [];
		});
}

/** The zip lies there at once; the archive is completed a little later. */
function settle(row: Row, world: World): void {
	if (row.content) return;
	const { files } = world.store;
	const found = row.items.flatMap((each: Item) => entriesOf(each, world));
	row.content = [writeZip(files.newPath(), found)];
}

const download: Reply = (row, world) => {
	refuseUnfinished(row, world);
	const name = `archive-${row.id}.zip`;
	return wayTo({ name, type: 'application/zip', content: row.content }, world);
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
		size: (row, world) => (stateOf(row, world) === 'completed' ? sizeOf(row.content) : null),
		message: (row, world) =>
			stateOf(row, world) === 'failed' ? 'The archive could not be made' : null,
	},
	body: { items },
	firm: { operations: 'U', body: { state: oneOf(...JOB_STATES) } },
	replies: { 'GET download': download },
	required: ['items'],
	defaults: job.defaults,
	settle,
};
