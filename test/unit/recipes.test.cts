import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { growEvents } from '../../clio/polling/growEvents';
import { triggerEvents } from '../../clio/events/triggerEvents';
import { resourceOf } from '../../clio/events/models';
import { resources } from '../../clio/resources';

interface Node {
	name: string;
	type: string;
	parameters: Record<string, string> & { fields?: object };
}

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/recipes.md'), 'utf8');
const beginners = ['demo.json', 'matter-changed.json'];
const files = readdirSync(join(root, 'examples'));
const recipes = files.filter((file) => !beginners.includes(file));

const nodesOf = (file: string): Node[] =>
	(JSON.parse(readFileSync(join(root, 'examples', file), 'utf8')) as { nodes: Node[] }).nodes;

/** What stands about an example, up to the next heading. */
const section = (file: string): string =>
	page.split(/^## /m).find((text) => text.includes(`](../examples/${file})`)) ?? '';

/** What follows a bold word at the beginning of a paragraph. */
const paragraph = (file: string, word: string): string =>
	section(file)
		.split('\n\n')
		.find((text) => text.startsWith(`**${word}**: `))!
		.replace(/\s+/g, ' ')
		.slice(word.length + 6);

const reading = ['get', 'getAll', 'find', 'checkConflicts'];
/** Parts of a form that belong to another area than the record. */
const parts: Record<string, [permission: string, writes: boolean]> = {
	task_template_list_instances: ['Tasks', true],
	folders: ['Documents', true],
	matterCustomFieldChanges: ['Custom fields', false],
};

/** Which permissions an example needs, and whether to write; names come from everywhere. */
function needs(nodes: Node[]): Map<string, boolean> {
	const found = new Map<string, boolean>([
		['Contacts', false],
		['Matters', false],
		['Users', false],
	]);
	const need = (permission: string, writes: boolean) =>
		permission.split(' and ').forEach((one) => found.set(one, found.get(one) || writes));
	for (const { type, parameters } of nodes) {
		const { resource, operation = 'get', triggerOn } = parameters;
		if (type.endsWith('.clioTrigger')) {
			need('Webhooks', true);
			need(resourceOf(triggerEvents[triggerOn].model).permission, false);
		}
		if (type.endsWith('.clioGrowPollTrigger')) {
			need(resources[growEvents[triggerOn].model].permission, false);
		}
		if (!/\.clio(Grow)?$/.test(type)) continue;
		need(resources[resource ?? 'matter'].permission, !reading.includes(operation));
		if (operation === 'assign') need('Matters', true);
		for (const field of Object.keys({ ...parameters, ...parameters.fields })) {
			if (field in parts) need(...parts[field]);
		}
	}
	return found;
}

const inWords = (names: string[]): string =>
	names
		.sort()
		.join(', ')
		.replace(/, ([^,]*)$/, ' and $1');

/** `A and B to read and write; C to read` */
function said(needed: Map<string, boolean>): string {
	const all = [...needed].filter(([name]) => !name.startsWith('grow_'));
	const those = (writes: boolean) =>
		inWords(all.filter(([, isWritten]) => isWritten === writes).map(([name]) => name));
	return [
		...(those(true) ? [`${those(true)} to read and write`] : []),
		`${those(false)} to read`,
	].join('; ');
}

describe.each(recipes)('The recipe %s', (file) => {
	it('has a picture of its canvas', () => {
		const picture = `images/recipe-${file.replace('.json', '.png')}`;
		expect(section(file)).toContain(`](${picture})`);
		expect(existsSync(join(root, 'docs', picture))).toBe(true);
	});

	it('names the permissions that its nodes need', () => {
		const needed = needs(nodesOf(file));
		const text = paragraph(file, 'Permissions');
		expect(text.split('. ')[0].replace(/\.$/, '')).toBe(said(needed));
		const ofGrow = [...needed.keys()].filter((name) => name.startsWith('grow_'));
		for (const name of ofGrow) expect(text).toContain(`\`${name}\``);
	});

	it('names nodes that are in it', () => {
		const names = nodesOf(file).map(({ name }) => name);
		const bold = [...paragraph(file, 'Set').matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name);
		expect(bold.filter((one) => !names.some((name) => name.startsWith(one)))).toEqual([]);
	});

	it('is in the table', () => {
		const [title] = section(file).split('\n');
		expect(page).toContain(`| [${title}](#`);
	});
});

it.each(beginners)('%s has its permissions, too', (file) => {
	const line = page.replace(/\s+/g, ' ').split(`](../examples/${file})`)[1];
	expect(line).toContain(`${said(needs(nodesOf(file)))}.`);
});
