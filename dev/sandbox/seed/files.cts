import { newVersion } from '../resources/document-versions.cts';
import { sizeOf } from '../storage/content.cts';
import type { Row } from '../store.cts';
import type { Seeding } from './firm.cts';

const MATTERS = 8;
const NAMES = ['Engagement letter.pdf', 'Letter to the other side.docx'];

/** The account's root folder, and in those of the first matters a folder with two documents. */
export function seedFiles(seeding: Seeding): void {
	const { store, ago } = seeding;
	const root = folder(seeding, { name: 'Marlow & Finch LLP', root: true }, ago(2000));
	for (const matter of store.all('matters').slice(0, MATTERS)) {
		const { created_at: at, display_number: name, id } = matter;
		const home = folder(seeding, { name, parent: root.id, home: { type: 'Matter', id } }, at);
		const letters = folder(seeding, { name: 'Correspondence', parent: home.id }, at);
		document(seeding, NAMES[0], home, at);
		document(seeding, NAMES[1], letters, at);
	}
}

function folder({ store }: Seeding, fields: object, at: string): Row {
	const creator = store.all('users')[0].id;
	const usual = { type: 'Folder', root: false, locked: false, creator };
	return store.insert('folders', { ...usual, ...fields }, at);
}

function document({ store }: Seeding, name: string, { id: parent, creator }: Row, at: string) {
	const fields = { type: 'Document', name, parent, locked: false, creator };
	const row = store.insert('documents', fields, at);
	const version = newVersion(row, store, at);
	const size = sizeOf(store.files.of(version));
	row.latest_document_version = { ...version, fully_uploaded: true, size };
}
