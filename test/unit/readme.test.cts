import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Json } from '../../clio/client';
import { creating } from '../../clio/facts';
import { regions } from '../../clio/regions';
import { advanced, everyday, grow, ofManage, resources } from '../../clio/resources';
import type { Operation, Resource } from '../../clio/resources/vocabulary';
import { models, resourceOf } from '../../clio/events/models';
import { triggerEvents, type TriggerEvent } from '../../clio/events/triggerEvents';
import { growEvents } from '../../clio/polling/growEvents';
import { pollEvents } from '../../clio/polling/pollEvents';
import { operationMenus } from '../../nodes/Clio/form/menus';
import { properties as growPollForm } from '../../nodes/ClioGrowPollTrigger/properties';
import { properties as pollForm } from '../../nodes/ClioPollTrigger/properties';
import { properties } from '../../nodes/ClioTrigger/properties';
import { allVersions } from '../../dev/n8n/versions.cts';
import { narrowings } from '../../nodes/events/narrowings';
import { output } from '../../nodes/ClioTrigger/output';
import { pageAt } from './markdown.cts';
import { chapters as ofClone } from '../e2e/newcomer-clone.cts';
import { notDone, sentenceOf, type Chapter } from '../e2e/newcomer-guide.cts';
import { chapters as ofTarball } from '../e2e/newcomer-tarball.cts';

const root = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const readme = read('README.md');

/** The rows of a page below the table head that begins with `first`, as trimmed cells. */
const table = (first: string, page = 'README.md'): string[][] => tableIn(read(page), first);

function tableIn(text: string, first: string): string[][] {
	const lines = text.split('\n');
	const start = lines.findIndex((line) => line.startsWith(`| ${first} `));
	if (start < 0) throw new Error(`No table "${first}"`);
	const end = lines.findIndex((line, at) => at > start && !line.startsWith('|'));
	return lines.slice(start + 2, end).map((line) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
}

/** For every kind of record the sentences that start a workflow, and what they can be narrowed to. */
const startingRows = (events: Record<string, TriggerEvent>): string[][] =>
	[...new Set(Object.values(events).map(({ model }) => model))]
		.map((model) => [
			resourceOf(model).label,
			Object.values(events)
				.filter((event) => event.model === model)
				.map(({ label }) => label)
				.join(', '),
			Object.values(narrowings)
				.filter(({ paths }) => model in paths)
				.map(({ label }) => label)
				.join(', '),
		])
		.sort(([a], [b]) => a.localeCompare(b));

const titlesIn = (form: INodeProperties[]): string[] => [
	...form.map(({ displayName }) => displayName),
	...form
		.flatMap(({ options = [] }) => options)
		.map((one) => ('displayName' in one ? one.displayName : one.name)),
];

/** `A, B and C` */
const inWords = (names: string[]): string =>
	names
		.sort()
		.join(', ')
		.replace(/, ([^,]*)$/, ' and $1');
const permissionsOf = ({ permission }: Resource): string[] => permission.split(' and ');

const isInMenu = ({ operationOf }: Resource): boolean => !operationOf;
/** In whose menu it is found: Copy of a document belongs to the document. */
const inMenuOf = (one: Resource): Resource => resources[one.operationOf?.resource ?? one.name];

describe('README', () => {
	it('names every resource of the node Clio', () => {
		const named = table('About').flatMap(([, names]) => names.split(', '));
		expect(named.sort()).toEqual(
			everyday
				.filter(isInMenu)
				.map(({ label }) => label)
				.sort(),
		);
	});

	it('says how many resources Clio Advanced has, and leads to all of them', () => {
		const text = readme.split('\n### Clio Advanced\n')[1].split(/^#/m)[0];
		expect(text).toContain(`the ${advanced.filter(isInMenu).length} resources`);
		expect(text).toContain('](docs/reference/README.md)');
	});

	it('knows the address and the portal of every region', () => {
		const rows = Object.values(regions).map(({ host }) => [
			`\`${host}\``,
			`\`${host.replace('https://', '').replace('app.clio.com', 'developers.clio.com')}\``,
		]);
		expect(table('Region', 'docs/connect.md').map(([, ...cells]) => cells)).toEqual(rows);
	});

	it('says with which n8n it was tested, and when', () => {
		const rows = table('n8n');
		expect(rows.map(([n8n, node]) => [n8n, node])).toEqual(
			allVersions().map(({ n8n, node }) => [n8n, node]),
		);
		for (const [, , tested] of rows) expect(tested).toMatch(/^20\d\d-\d\d-\d\d$/);
	});

	it('has the two commands as they are typed', () => {
		expect(readme).toMatch(/^npm ci && npm start$/m);
		expect(readme).toMatch(/^npm ci && npm test$/m);
	});

	it.each([
		['ClioOAuth2Api', 'docs/connect.md'],
		['ClioPlatformOAuth2Api', 'docs/grow.md'],
		['ClioGrowLeadInboxApi', 'docs/grow.md'],
	])('the help of %s leads to a place in %s', (name, page) => {
		const file = read(`credentials/${name}.credentials.ts`);
		const [, path, anchor] = /documentationUrl =\s*'.*?n8n-nodes-clio(.*)#(.+)'/.exec(file)!;
		expect(path).toBe(`/n8n-nodes-clio/blob/main/${page}`);
		expect(pageAt(page).anchors).toContain(anchor);
	});

	it.each(['Clio', 'ClioAdvanced', 'ClioTrigger'])(
		'has the places the help of %s leads to',
		(name) => {
			const { resources: help } = JSON.parse(read(`nodes/${name}/${name}.node.json`)) as {
				resources: Record<string, Array<{ url: string }>>;
			};
			const places = Object.values(help).flatMap((links) =>
				links.map(({ url }) => url.split('#')[1]),
			);
			expect(
				places.filter(
					(place) => place !== 'readme' && !pageAt('README.md').anchors.includes(place),
				),
			).toEqual([]);
		},
	);
});

describe('docs/operations.md', () => {
	it('says which operations every resource of the node Clio has', () => {
		const usual = ['Create', 'Get', 'Get Many', 'Update', 'Delete'];
		const rows = operationMenus(everyday).map(({ displayOptions, options }) => {
			const names = (options as INodePropertyOptions[]).map(({ name }) => name);
			return [
				resources[displayOptions!.show!.resource![0] as string].label,
				...usual.map((name) => (names.includes(name) ? '✓' : '')),
				names.filter((name) => !usual.includes(name)).join(', '),
			];
		});
		expect(rows.length).toBe(everyday.filter(isInMenu).length);
		expect(table('Resource', 'docs/operations.md')).toEqual(
			rows.sort(([a], [b]) => a.localeCompare(b)),
		);
	});
});

describe('docs/comparison.md', () => {
	it('says how much of Clio there is', () => {
		const operations = [everyday, advanced, grow]
			.flatMap(operationMenus)
			.reduce((sum, { options }) => sum + options!.length, 0);
		const { options: polled = [] } = pollForm.find(({ name }) => name === 'model')!;
		const text = read('docs/comparison.md');
		expect(text).toContain(`more than ${Math.floor(operations / 10) * 10} operations`);
		expect(text).toContain(`${polled.length} resources to start on`);
	});
});

describe('docs/permissions.md', () => {
	it('says what every permission is for in every node, and which are only likely', () => {
		const watched = models.map(resourceOf);
		const named = (one: Resource) => `${one.label}${one.permissionIsLikely ? '\\*' : ''}`;
		const needing = (permission: string, some: Resource[]) => {
			const found = some.filter((one) => permissionsOf(one).includes(permission));
			return inWords([...new Set(found.map((one) => named(inMenuOf(one))))]);
		};
		const rows = [...new Set(ofManage.flatMap(permissionsOf))]
			.sort()
			.map((permission) => [
				permission,
				needing(permission, everyday),
				needing(permission, advanced),
				permission === 'Webhooks' ? 'any of these' : needing(permission, watched),
			]);
		expect(table('Tick this permission', 'docs/permissions.md')).toEqual(rows);
		expect(read('docs/permissions.md')).toMatch(
			/^\\\* The likeliest one: Clio does not say which/m,
		);
	});

	it('says which resources of the node Clio can only be read', () => {
		const changing: Operation[] = [...creating, 'delete', 'update'];
		const readOnly = everyday
			.filter(isInMenu)
			.filter((one) => !one.operations.some((each) => changing.includes(each)));
		const [first, ...rest] = inWords(readOnly.map(({ plural }) => plural)).toLowerCase();
		const said = `${first.toUpperCase()}${rest.join('')} can only be read.`;
		expect(read('docs/permissions.md').replace(/\s+/g, ' ')).toContain(said);
	});
});

describe('docs/grow.md', () => {
	it('says which operations every resource has, and what they need', () => {
		const needs = (one: Resource) =>
			permissionsOf(one)
				.map((each) => (one.api === 'grow' ? `\`${each}\`` : each))
				.join(', ') + (one.permissionIsLikely ? ' most likely' : '');
		const rows = operationMenus(grow).map(({ displayOptions, options }) => {
			const resource = resources[displayOptions!.show!.resource![0] as string];
			const names = (options as INodePropertyOptions[]).map(({ name }) => name);
			return [resource.label, names.join(', '), needs(resource)];
		});
		expect(table('Resource', 'docs/grow.md')).toEqual(rows.sort(([a], [b]) => a.localeCompare(b)));
	});
});

describe('docs/troubleshooting.md', () => {
	it('quotes messages that exist', () => {
		const trigger = ['address', 'broken', 'catchUp'].map((name) => `nodes/ClioTrigger/${name}.ts`);
		const files = [
			'clio/files/storage',
			'clio/files/download',
			'clio/files/job',
			'nodes/files/input',
			'nodes/Clio/operations/run',
			'nodes/errors',
		];
		const clio = ['clio/errors', 'clio/client', 'clio/body/missing', ...files];
		const said = [...clio.map((name) => `${name}.ts`), ...trigger].map(read).join();
		const quotes = ['What you see', 'What the trigger says']
			.flatMap((head) => table(head, 'docs/troubleshooting.md'))
			.flatMap(([cell]) => cell.split(/…|;/))
			.map((part) => part.trim())
			.filter((part) => part.length > 3 && !part.includes('`'));
		expect(quotes.filter((quote) => !said.includes(quote))).toEqual([]);
	});
});

describe('docs/limits.md', () => {
	const rows = read('docs/limits.md').split('\n');
	const inCode = (file: string, constant: RegExp) =>
		Number(constant.exec(read(file))![1].replace('_', '')).toLocaleString('en-US');

	it.each([
		['records in any order', 'clio/pages.ts', /sortedCeiling = ([\d_]+)/],
		['items at a poll', 'clio/polling/poll.ts', /mostAtOnce = ([\d_]+)/],
		[
			'missed changes',
			'nodes/ClioTrigger/properties.ts',
			/'mostRecovered',[^}]+},\s+default: (\d+)/,
		],
		['A file must be smaller', 'nodes/files/input.ts', /smaller than (\d+) GB/],
	])('says how many: %s', (what, file, constant) => {
		const row = rows.find((one) => one.includes(what))!;
		expect(row).toContain(` ${inCode(file, constant)} `);
	});
});

describe('Troubleshooting, security and versions', () => {
	it('quotes messages that exist', () => {
		const said = ['clio/errors.ts', 'clio/client.ts'].map(read).join();
		const text = ['troubleshooting', 'security', 'versions']
			.map((one) => read(`docs/${one}.md`))
			.join();
		const quotes = [...text.matchAll(/`((?:Clio|This) [^`]+)`/g)].map(([, quote]) => quote);
		expect(quotes.length).toBeGreaterThan(1);
		expect(quotes.filter((quote) => !said.includes(quote))).toEqual([]);
	});
});

describe('docs/starting-workflows.md', () => {
	const text = read('docs/starting-workflows.md');

	it('says what it can start on, and what that can be narrowed to', () => {
		expect(table('Record', 'docs/starting-workflows.md')).toEqual(startingRows(triggerEvents));
	});

	it('names the fields of its form as they are named there', () => {
		const titles = titlesIn(properties);
		for (const named of [
			'Trigger On',
			'Changed To',
			'Only For',
			'Any Event of a Record Type',
			'Simplified',
			'All Fields',
			'ID and Event Only',
			'Catch Up on Missed Changes',
			'Maximum to Recover',
		]) {
			expect(titles).toContain(named);
			expect(text).toContain(named);
		}
	});

	const [changed, deleted] = [...text.matchAll(/```json\n([\s\S]+?)```/g)].map(
		([, code]) => JSON.parse(code) as Json,
	);

	const valueOf = ([field_name, value]: [string, unknown]): Json => ({
		field_name,
		field_type: 'date',
		value,
	});

	it('shows a matter as the trigger gives it', async () => {
		const record = {
			id: changed.id,
			display_number: changed.number,
			description: changed.description,
			status: changed.status,
			client: { id: changed.clientId, name: changed.client },
			practice_area: { name: changed.practiceArea },
			matter_stage: { name: changed.stage },
			responsible_attorney: { name: changed.responsibleAttorney },
			custom_field_values: Object.entries(changed.customFields as Json).map(valueOf),
		};
		const { id, event } = changed;
		const delivery = { id, event, model: 'matter', data: { id }, meta: { event }, record };
		expect(await given(delivery, { triggerOn: 'matterStageChanged' })).toEqual(changed);
	});

	it('shows a deleted matter as the trigger gives it', async () => {
		const { record, ...delivery } = deleted;
		expect(record).toBeNull();
		expect(await given(delivery, { triggerOn: 'matterDeleted' })).toEqual(deleted);
		const bare = { triggerOn: 'matterDeleted', output: 'delivery' };
		expect(await given(delivery, bare)).toEqual(delivery);
	});
});

/** What the trigger gives for a delivery, with the node set so. */
async function given(delivery: Json, parameters: Record<string, string>): Promise<unknown> {
	const context = {
		getInputData: () => [{ json: delivery }],
		getNodeParameter: (name: string, _item: number, otherwise: unknown) =>
			parameters[name] ?? otherwise,
		getMode: () => 'manual',
		getTimezone: () => 'America/New_York',
		getNode: () => ({ name: 'Clio Trigger' }),
		getCredentials: async () => ({ region: 'us' }),
	};
	const [{ json }] = await output(context as never as IExecuteFunctions);
	return json;
}

describe('docs/polling.md', () => {
	const text = read('docs/polling.md');

	it('says what Clio Poll Trigger can start on, and what that can be narrowed to', () => {
		expect(table('Record', 'docs/polling.md')).toEqual(startingRows(pollEvents));
	});

	it('says what Clio Grow Poll Trigger can start on, and when it does', () => {
		const rows = Object.values(growEvents).map(({ label, help }) => [label, help]);
		const [, ofGrow] = text.split('\n## Clio Grow Poll Trigger\n');
		expect(tableIn(ofGrow, 'Trigger On')).toEqual(rows);
	});

	it('names the fields of both forms as they are named there', () => {
		const titles = titlesIn([...pollForm, ...growPollForm]);
		for (const named of [
			'Any Change of a Resource',
			'Changed To',
			'Filters',
			'Notes On',
			'Only For',
			'Resource',
			'Start On',
			'Wait for Clio Manage',
			'Watched Field Names or IDs',
			'Within Days',
		]) {
			expect(titles).toContain(named);
			expect(text).toContain(`**${named}`);
		}
		const { options = [] } = pollForm.find(({ name }) => name === 'model')!;
		expect(text).toContain(`one of ${options.length} resources`);
	});

	it('has the limits of the code', () => {
		const [, most] = /mostAtOnce = ([\d_]+)/.exec(read('clio/polling/poll.ts'))!;
		expect(text).toContain(`At most ${most.replace('_', ',')} items at a poll`);
		const [, watched] = /mostWatched = ([\d_]+)/.exec(read('clio/polling/lists.ts'))!;
		expect(text).toContain(`more than ${watched.replace('_', ',')} records`);
		const [, asked] = /mostAsked = (\d+)/.exec(read('clio/polling/growNotes.ts'))!;
		expect(text.replace(/\s+/g, ' ')).toContain(`${asked} of each at most`);
	});
});

describe('What a newcomer does in `npm run e2e -- newcomer`', () => {
	it.each<Chapter<never>>([...ofTarball, ...ofClone])(
		'is what $page says in the chapter $title, and nothing is left out',
		(chapter) => {
			for (const { says } of chapter.instructions) expect(sentenceOf(chapter, says)).toBeTruthy();
			expect(notDone(chapter)).toEqual([]);
		},
	);
});

describe('Measurements', () => {
	const files = readdirSync(join(root, 'test/bench'));
	const isThere = (name: string) => files.includes(`${name}.bench.cts`);

	it('that docs/benchmarks.md tells have a place each for the command to write to', () => {
		const marks = [...read('docs/benchmarks.md').matchAll(/<!-- ([\w ]+) -->/g)].map(
			([, one]) => one,
		);
		const [, told] = /told = \[(.+)\]/.exec(read('test/bench/write.cts'))!;
		const names = [...told.matchAll(/'(\w+)'/g)].map(([, name]) => name);
		expect(names.filter(isThere)).toEqual(names);
		expect(marks.sort()).toEqual(names.flatMap((name) => [name, `end of ${name}`]).sort());
	});
});

describe('docs/contributing/add-a-resource.md', () => {
	const text = read('docs/contributing/add-a-resource.md');

	it('says how much the forms may weigh', () => {
		const [, manage, grow] = /{ manage: (\d+), grow: (\d+) }/.exec(
			read('test/contract/form.test.cts'),
		)!;
		expect(text.replace(/\s+/g, ' ')).toContain(
			`may weigh ${manage} KB, those for Clio Grow ${grow} KB`,
		);
	});

	it('explains words that the catalogue has, by resources that have them', () => {
		const rows = [...text.matchAll(/^\| `([^`]+)` +\|.*\]\(\.\.\/\.\.\/([^)]+)\) +\|$/gm)];
		expect(rows.length).toBeGreaterThan(4);
		for (const [, word, model] of rows) expect(read(model)).toContain(word);
	});
});
