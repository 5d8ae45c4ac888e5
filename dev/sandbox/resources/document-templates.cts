import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { jobOf, JOB_STATES, stateOf } from '../jobs.cts';
import { pdfOf } from '../paper/pdf.cts';
import { oneOf, ref, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { many, one, words, type Reply, type Resource, type Rule } from '../vocabulary.cts';
import { wayTo } from '../way-to.cts';
import { typeOf } from '../content-types.cts';
import type { World } from '../world.cts';
import { createWhole } from './documents.cts';

/** Documents made from templates with merge fields. */

export const documentCategories: Resource = {
	name: 'DocumentCategory',
	path: 'document_categories',
	permission: 'Documents',
	operations: 'LGCUD',
	fields: words('id etag name created_at updated_at'),
	body: { name: text },
	required: ['name'],
	// The spec lists `name` as the only value; its text says it is searched for.
	filters: { query: filter.search((row) => [row.name]) },
	order: words('id name'),
};

const EXTENSIONS = words('doc docx ppt pptx xls xlsx pdf xml');

const extensionOf = (filename: string) => filename.split('.').at(-1)!.toLowerCase();

/** Base64, as JSON has it. Not here: the same as a form, with the file itself. */
const file: Rule = (value, place) => {
	const content = text(value, place) as string;
	const isBase64 = Buffer.from(content, 'base64').toString('base64') === content.trim();
	if (content && isBase64) return content;
	throw invalid('file is not Base64');
};

function settleTemplate(row: Row, world: World): void {
	if (!row.filename) throw invalid("filename can't be blank");
	if (!EXTENSIONS.includes(extensionOf(row.filename))) {
		throw invalid(`filename must end in one of ${EXTENSIONS.join(', ')}`);
	}
	row.content_type = typeOf(row.filename);
	row.size = Buffer.from(row.file, 'base64').length;
	row.last_modified_by = world.user.id;
}

const download: Reply = ({ filename: name, content_type: type, file }, world) =>
	wayTo({ name, type, content: Buffer.from(file, 'base64') }, world);

export const documentTemplates: Resource = {
	name: 'DocumentTemplate',
	path: 'document_templates',
	permission: 'Documents',
	operations: 'LGCUD',
	fields: words('id etag size content_type filename created_at updated_at'),
	nested: { document_category: one('document_categories'), last_modified_by: one('users') },
	body: { document_category: ref('document_categories'), file, filename: text },
	required: ['file'],
	replies: { 'GET download': download },
	settle: settleTemplate,
	order: words('id filename category.name last_modified last_modified_by.name'),
	orderValues: {
		'category.name': ({ document_category }, { store }) =>
			store.get('document_categories', document_category)?.name,
		last_modified: ({ updated_at }) => updated_at,
	},
};

const FORMATS = ['pdf', 'original'];

const formats: Rule = (value, place) => {
	if (Array.isArray(value) && value.length > 0) {
		return value.map((each) => oneOf(...FORMATS)(each, place));
	}
	throw invalid(`formats must be a list of ${FORMATS.join(', ')}`);
};

/** A template stays what it is, merge fields and all; as a PDF it only says what it is. */
const printed = (name: string, { filename, file }: Row) =>
	extensionOf(name) === extensionOf(filename)
		? Buffer.from(file, 'base64')
		: pdfOf([`${name}, made from ${filename}`]);

/** The documents lie in the matter at once; the automation names them when it is done. */
function settleAutomation(row: Row, world: World, { before }: { before?: Row }): void {
	row.documents ??= [];
	if (before || row.outcome) return;
	const template = world.store.get('document_templates', row.document_template)!;
	const parent = { id: row.matter, type: 'Matter' };
	row.documents = row.formats.map((format: string) => {
		const extension = format === 'pdf' ? 'pdf' : extensionOf(template.filename);
		const name = `${row.filename}.${extension}`;
		return createWhole({ name, parent }, printed(name, template), world).id;
	});
}

const job = jobOf('document_automations');

export const documentAutomations: Resource = {
	name: 'DocumentAutomation',
	path: 'document_automations',
	permission: 'Documents',
	operations: 'LGC',
	fields: words('id etag state export_formats filename created_at updated_at'),
	nested: {
		matter: one('matters'),
		document_template: one('document_templates'),
		documents: many('documents'),
	},
	computed: {
		state: stateOf,
		// One word in the spec, though several may be asked for: UNKNOWN.
		export_formats: (row) => row.formats.join(','),
		documents: (row, world) => (stateOf(row, world) === 'completed' ? row.documents : []),
	},
	body: {
		document_template: ref('document_templates'),
		filename: text,
		formats,
		matter: ref('matters'),
	},
	firm: { operations: 'U', body: { state: oneOf(...JOB_STATES, 'empty') } },
	required: ['document_template', 'filename', 'formats', 'matter'],
	defaults: job.defaults,
	settle: settleAutomation,
	order: ['id'],
};
