import assert from 'node:assert/strict';
import type { Row } from '../../dev/sandbox/store.cts';
import { choose, fileOf } from '../engine/engine.cts';
import { digestOf, largeFile } from './chaos-disk.cts';
import type { Line } from './chaos-line.cts';
import { marked, matter, type Write } from './chaos-writing.cts';

const itself = choose('={{ $json.id }}');

/** One like those of the firm. */
const aDocument = ({ firm, sandbox: { store } }: Line, mark: string): Row => {
	const { id: _, latest_document_version: version, ...like } = firm.all('documents')[0];
	const row = store.insert('documents', { ...like, name: `Old${mark}.pdf` }, like.updated_at);
	const own = { ...version, id: store.nextId('DocumentVersion'), document_id: row.id };
	store.commit('documents', { ...row, latest_document_version: own });
	return firm.get('documents', row.id);
};

/** The folder of another matter. */
const elsewhere = ({ firm }: Line): Row => firm.all('folders').filter(({ home }) => home)[1];

const versions = ({ firm }: Line, id: number): number => {
	const { earlier_versions = [], latest_document_version } = firm.get('documents', id);
	const all = [...(earlier_versions as Row[]), latest_document_version as Row];
	return all.filter((one) => one.fully_uploaded).length;
};

export const files: Record<string, Write> = {
	'a file that goes up': {
		...{ resource: 'document', operation: 'upload' },
		parameters: (line) => ({
			...{ binaryPropertyName: 'data', parent: choose(`Matter:${matter(line).id}`) },
			...{ if_name_exists: 'addVersion', name: marked },
		}),
		times: ({ firm }, mark) => seen(firm.all('documents'), mark).length,
		besides: async ({ firm, sandbox }, mark) => {
			for (const { id } of seen(firm.all('documents'), mark))
				assert.equal(String(await sandbox.storage.bytes(id)), 'Dear client');
		},
		file: () => fileOf('Letter.pdf', 'Dear client'),
	},
	'a new version of a document': {
		...{ resource: 'document', operation: 'uploadVersion' },
		before: aDocument,
		parameters: () => ({ document: itself, binaryPropertyName: 'data' }),
		times: (line, _, id) => versions(line, id) - 1,
		besides: async (line, _, id) => {
			if (versions(line, id) > 1)
				assert.equal(String(await line.sandbox.storage.bytes(id)), 'Dear client');
		},
		file: () => fileOf('Letter.pdf', 'Dear client'),
	},
	'an earlier version that becomes the latest': {
		...{ resource: 'document', operation: 'saveAsLatest' },
		before: aDocument,
		parameters: () => ({
			document: itself,
			version: '={{ String($json.latest_document_version.id) }}',
		}),
		times: (line, _, id) => versions(line, id) - 1,
	},
	'a copy of a document': {
		...{ resource: 'document', operation: 'copy' },
		parameters: (line) => ({
			document: choose(line.firm.all('documents')[0].id),
			...{ parent: choose(`Matter:${matter(line).id}`), name: marked },
		}),
		times: ({ firm }, mark) => seen(firm.all('documents'), mark).length,
	},
	'a document that moves': {
		...{ resource: 'document', operation: 'move' },
		before: aDocument,
		parameters: (line) => ({
			documentId: itself,
			parent: choose(`Matter:${elsewhere(line).home.id}`),
		}),
		times: (line, _, id) => Number(line.firm.get('documents', id).parent === elsewhere(line).id),
	},
	'a document that is taken out of the trash': {
		...{ resource: 'document', operation: 'restore' },
		before: (line, mark) => {
			const document = aDocument(line, mark);
			line.sandbox.remove('documents', { ids: [document.id] });
			return document;
		},
		parameters: () => ({ documentId: itself }),
		times: ({ firm }, _, id) => Number(!firm.get('documents', id).deleted_at),
	},
	'a document made from a template': {
		...{ resource: 'documentAutomation', operation: 'generate' },
		parameters: (line) => ({
			document_template: choose(line.firm.all('document_templates')[0].id),
			...{ matter: choose(matter(line).id), filename: marked, formats: ['original'] },
			...{ waitAtMost: 5, binaryPropertyName: 'data' },
		}),
		times: ({ firm }, mark) =>
			firm.all('documents').filter(({ name }) => String(name).startsWith(mark)).length,
	},
	'a path of folders': {
		...{ resource: 'folder', operation: 'findOrCreatePath' },
		parameters: (line) => ({
			parent: choose(`Matter:${matter(line).id}`),
			folder_path: '={{ $json.mark + "a/" + $json.mark + "b" }}',
		}),
		times: ({ firm }, mark) => firm.all('folders').filter(({ name }) => name === `${mark}b`).length,
		besides: ({ firm }, mark) =>
			assert.ok(firm.all('folders').filter(({ name }) => name === `${mark}a`).length <= 1),
	},
};

/** What people see: an upload that is not finished nobody does. */
const seen = (documents: Row[], mark: string): Row[] =>
	documents.filter(
		({ name, deleted_at, latest_document_version: version }) =>
			String(name).startsWith(mark) && !deleted_at && version.fully_uploaded,
	);

/** What goes up in parts. */
export const largeFiles: Record<string, Write> = {
	'a large file that goes up': {
		...files['a file that goes up'],
		besides: async ({ firm, sandbox }, mark) => {
			for (const { id } of seen(firm.all('documents'), mark))
				assert.equal(await sandbox.storage.digest(id), await digestOf(await largeFile()));
		},
		file: largeFile,
	},
};
