import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { triggerEvents } from '../../clio/events/triggerEvents';
import { pollEvents } from '../../clio/polling/pollEvents';
import { Clio } from '../../nodes/Clio/Clio.node';
import { properties as triggerForm } from '../../nodes/ClioTrigger/properties';

/** What Zapier has for Clio, by the names in its menus. */
const zapier = {
	trigger: [
		'New Activity',
		'New Bill',
		'Bill State Updated',
		'New Calendar Entry',
		'New Communication',
		'New Contact',
		'New Document',
		'New Matter',
		'Matter Status Updated',
		'Matter Stage Updated',
		'New Matter Note',
		'New Task',
		'Task Status Updated',
	],
	action: [
		'Assign Task Template List',
		'Create Person Contact',
		'Update Person Contact',
		'Create Company Contact',
		'Update Company Contact',
		'Create Calendar Entry',
		'Create Communication',
		'Create Expense Entry',
		'Create Time Entry',
		'Create Matter',
		'Update Matter',
		'Create Matter Folder',
		'Create Matter Note',
		'Create Task',
		'Update Task',
		'Upload Document to Matter',
		'API Request',
	],
	search: [
		'Find Bill',
		'Find Company Contact',
		'Find Person Contact',
		'Find Contact by Custom Field',
		'Find Matter',
		'Find Newest Matter by Client Email',
		'Find Matter by Custom Field',
		'Find User',
		'Find or Create Company Contact',
		'Find or Create Person Contact',
		'Find or Create Matter',
	],
};

const { properties } = new Clio().description;
const actions = properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ options }) => (options as INodePropertyOptions[]).map(({ action }) => action));
const sentences = Object.values(triggerEvents).map(({ label }) => label);
const polled = Object.values(pollEvents).map(({ label }) => label);
const labels = labelsIn([...properties, ...triggerForm]);

const tables = Object.keys(zapier).map(table);

describe('docs/zapier.md', () => {
	it.each(Object.entries(zapier))('has every %s', (kind, names) => {
		expect(table(kind).map(([name]) => name)).toEqual(names);
	});

	it.each(table('trigger'))('%s starts on what the trigger has', (name, here) => {
		const there = name === 'New Matter Note' ? polled : sentences;
		expect(bold(here)).not.toEqual([]);
		expect(bold(here).filter((word) => !there.includes(word))).toEqual([]);
	});

	it.each([...table('action'), ...table('search')])('%s is what the node has', (_, here) => {
		expect(bold(here)).not.toEqual([]);
		expect(bold(here).filter((word) => !actions.includes(word))).toEqual([]);
	});

	it.each(tables.flat())('%s: the advice names what is in the form', (_, __, advice) => {
		const known = ['Clio Poll Trigger', ...actions, ...labels];
		expect(bold(advice).filter((word) => !known.includes(word))).toEqual([]);
	});
});

/** The rows of the table of triggers, actions or searches, as trimmed cells. */
function table(kind: string): string[][] {
	const lines = readFileSync(join(__dirname, '../../docs/zapier.md'), 'utf8').split('\n');
	const head = lines.findIndex((line) => new RegExp(`^\\| In Zapier, an? ${kind} `).test(line));
	if (head < 0) throw new Error(`No table of ${kind}`);
	const end = lines.findIndex((line, at) => at > head && !line.startsWith('|'));
	return lines.slice(head + 2, end).map((line) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
}

function bold(text: string): string[] {
	return [...text.matchAll(/\*\*(.+?)\*\*/g)].map(([, word]) => word);
}

/** Every title in a form, of fields, choices and ways to choose a record. */
function labelsIn(inner: object[]): string[] {
	return inner.flatMap((one) => {
		const { displayName, name, options, values, modes } = one as Partial<INodeProperties> & {
			values?: object[];
		};
		const deeper = [options, values, modes].flatMap((more) => labelsIn(more ?? []));
		return [displayName ?? name ?? '', ...deeper];
	});
}
