/** The reference: a page for each resource, derived from the catalogue as the forms are. */
import { nameOf } from '../../clio/facts.ts';
import { advanced, everyday, grow, resources } from '../../clio/resources/index.ts';
import type { Field, Fields, Operation, Resource } from '../../clio/resources/vocabulary.ts';
import { operationMenus } from '../../nodes/Clio/form/menus.ts';
import { property } from '../../nodes/Clio/form/property.ts';
import type { INodePropertyOptions } from 'n8n-workflow';

const nodes = { Clio: everyday, 'Clio Advanced': advanced, 'Clio Grow': grow };
const inNodes = Object.values(nodes).flat();

/** File name -> Markdown, before it is formatted. */
export function pages(): Map<string, string> {
	const all = new Map([['README.md', overview()]]);
	for (const resource of inNodes.filter(isInMenu)) {
		all.set(fileOf(resource), page(resource));
	}
	return all;
}

const isInMenu = ({ operationOf }: Resource): boolean => !operationOf;

/** `timeEntry` -> `time-entry.md` */
const fileOf = ({ name }: Resource): string =>
	`${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.md`;

const nodeOf = (resource: Resource): string =>
	Object.entries(nodes).find(([, some]) => some.includes(resource))![0];

function overview(): string {
	const table = (some: Resource[]) => {
		const rows = some.filter(isInMenu).sort((a, b) => a.label.localeCompare(b.label));
		return tableOf(
			['Resource', 'What it is', 'Operations'],
			rows.map((one) => [
				`[${one.label}](${fileOf(one)})`,
				one.help ?? '',
				entriesOf(one)
					.map(({ name }) => name)
					.join(', '),
			]),
		);
	};
	return [
		'# Reference',
		'What the nodes can do, resource by resource. These pages are made from the same facts as the forms: `npm run reference` writes them. What they do not have, the operation Send of API Request can do.',
		...Object.entries(nodes).flatMap(([node, some]) => [`## ${node}`, table(some)]),
	].join('\n\n');
}

function page(resource: Resource): string {
	const { label, help } = resource;
	const behind = Object.values(resources).filter(
		({ operationOf }) => operationOf?.resource === resource.name,
	);
	return [
		`# ${label}`,
		[help && `${help}.`, `In the node **${nodeOf(resource)}**.`, needsOf(resource)]
			.filter(Boolean)
			.join(' '),
		...section('Operations', operationsTable(resource)),
		...[resource, ...behind].flatMap(parts),
	].join('\n\n');
}

const needsOf = (resource: Resource): string =>
	resource.api === 'leadInbox'
		? `It needs no app at Clio, but the **${resource.permission}**.`
		: `Permission to tick on the Clio app: ${permissionOf(resource)}.`;

const permissionOf = ({ permission, permissionIsLikely }: Resource): string =>
	`**${permission}**${permissionIsLikely ? ' most likely, Clio does not say' : ''}`;

function parts(resource: Resource): string[] {
	const { operationOf, within = {}, writes, filters, orders, operations } = resource;
	const asked = operations.includes('download') ? resource.onDownload : undefined;
	const of = operationOf ? ` of ${operationOf.name}` : '';
	return [
		...section(operationOf ? `Record${of}` : 'Part of', fieldsTable(within)),
		...section(`Fields${of}`, fieldsTable(writes)),
		...section('Fields of Download', fieldsTable(asked ?? {})),
		...section(`Files${of}`, aboutFiles(resource)),
		...section(`Filters${of}`, fieldsTable(filters)),
		...section(`Sort By${of}`, inCode(orders)),
		...section(`Output${of}`, outputOf(resource)),
	];
}

/** How files are given and taken, and how long that may take. */
function aboutFiles({ operations, file, writes, onDownload = {} }: Resource): string {
	const has = (...some: Operation[]) => some.some((one) => operations.includes(one));
	return [
		has('upload', 'uploadVersion') &&
			'The file is the one that the item has in the field named by **Input Data Field Name**, smaller than 5 GB and not empty. Nobody sees it in Clio before all of it is there.',
		has('generate') &&
			'Clio makes it in the background. **Wait at Most** says how many minutes to wait for it; with 0 the record comes at once, without a file. When the time is up, the error names the ID, and a retry waits for the same one.',
		(file ? has('download', 'generate', 'preview') : has('generate')) &&
			'The file goes into the field of the item that **Put Output File in Field** names, beside the files that the item has already.',
		('return' in writes || 'return' in onDownload) &&
			'With **Return** set to Rows there is no file: each row becomes an item. A report in which Clio finds nothing has no rows, and a hint says so; where a file was asked for, the item says `empty`.',
	]
		.filter(Boolean)
		.join('\n\n');
}

/** What it answers with, unless that is what its resource answers with anyway. */
function outputOf(resource: Resource): string {
	const of = resource.operationOf && resources[resource.operationOf.resource];
	const isSame = of && listsOf(of).join() === listsOf(resource).join();
	const isUpload = resource.operations.some((one) => one === 'upload' || one === 'uploadVersion');
	return [
		...(isSame ? [] : listsOf(resource)),
		isUpload &&
			'The document, with `wasUploaded` (false if it was skipped) and `wasCreated` (false for a new version of one that was there).',
		resource.operations.includes('path') &&
			'The folder at the end, with `wasCreated` (false if all of the path was there).',
	]
		.filter(Boolean)
		.join('\n\n');
}

const listsOf = ({ simplified, reads, records }: Resource): string[] => [
	...listed('Simplified', Object.keys(simplified)),
	...listed('All Fields', [...reads, ...Object.keys(records)]),
];

const listed = (title: string, names: string[]): string[] =>
	names.length ? [`${title}: ${inCode(names)}.`] : [];

const inCode = (names: string[]): string => names.map((one) => `\`${one}\``).join(', ');

const section = (title: string, text: string): string[] => (text ? [`## ${title}`, text] : []);

const entriesOf = (resource: Resource): INodePropertyOptions[] =>
	operationMenus(inNodes)
		.filter(({ displayOptions }) => displayOptions?.show?.resource?.includes(resource.name))
		.flatMap(({ options = [] }) => options as INodePropertyOptions[]);

const operationsTable = (resource: Resource): string =>
	tableOf(
		['Operation', 'What it does'],
		entriesOf(resource).map(({ name, action = '', description = action }) => [name, description]),
	);

function fieldsTable(fields: Fields): string {
	const rows = rowsOf(fields);
	if (!rows.length) return '';
	return tableOf(['Field', 'What it takes', 'About', 'In Clio’s API'], rows);
}

/** Entries of lists stand below the list, with its name before theirs. */
function rowsOf(fields: Fields, above: string[] = [], wireAbove = '', isHidden?: true): string[][] {
	return Object.entries(fields).flatMap(([key, field]) => {
		const name = [...above, nameOf(key, field)];
		const wire = field.own ? '' : [wireAbove, field.wire ?? key].filter(Boolean).join('.');
		const row = [
			name.join(' › ') + (field.required && !above.length ? ' (required)' : ''),
			(isHidden ?? field.hidden) ? 'Additional JSON' : takes(field),
			aboutOf(key, field),
			wire && `\`${wire}\``,
		];
		const inner =
			'of' in field ? rowsOf(field.of, name, field.own ? '' : wire, isHidden ?? field.hidden) : [];
		return [row, ...inner];
	});
}

function aboutOf(key: string, field: Field): string {
	const { description = '' } = property(key, field, { onTop: true });
	const record = field.only === 'create' ? 'a new record' : 'an update';
	if (!field.only) return description;
	return description ? `${description}; on ${record} only` : `On ${record} only`;
}

const plainly: Partial<Record<Field['kind'], string>> = {
	text: 'text',
	longText: 'text',
	number: 'number',
	yesNo: 'yes or no',
	day: 'day',
	dayRange: 'day',
	moment: 'day and time',
	duration: 'hours, minutes or H:MM',
	days: 'number of days',
	ids: 'IDs',
	raw: 'any value',
	file: 'name of the field with the file',
	object: 'values',
	list: 'entries',
};

function takes(field: Field): string {
	if (field.kind === 'choice' || field.kind === 'choices') {
		const labels = Object.values(field.values).join(', ');
		return field.kind === 'choices' ? `some of: ${labels}` : `one of: ${labels}`;
	}
	if (field.isAddress) return 'web address';
	if (field.kind !== 'reference') return (plainly[field.kind] ?? field.kind) + limitsOf(field);
	const records = field.to.map((name) => resources[name]?.label.toLowerCase() ?? 'ID');
	return [...records, ...(field.orNone ? ['none'] : [])].join(' or ');
}

function limitsOf({ shortest, longest, most }: Field): string {
	if (most) return `, up to ${most}`;
	if (!longest) return '';
	return shortest ? ` of ${shortest} to ${longest} characters` : ` of up to ${longest} characters`;
}

const tableOf = (head: string[], rows: string[][]): string =>
	[head, head.map(() => '---'), ...rows]
		.map((cells) => `| ${cells.map(plain).join(' | ')} |`)
		.join('\n');

/** A cell is one line, and a bar would end it. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
