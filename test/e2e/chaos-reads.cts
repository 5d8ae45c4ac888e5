import assert from 'node:assert/strict';
import { choose, type Outcome, type Setup } from '../engine/engine.cts';
import type { Firm } from '../engine/kit.cts';
import type { Line } from './chaos-line.cts';
import { goesOn, toldOf, type Work } from './chaos-work.cts';

interface Read {
	resource: string;
	operation?: string;
	parameters?: (line: Line) => object;
	items?: (line: Line) => object[];
	isGrow?: true;
	/** How many records there are, by what the sandbox has; some, where that is not so simple. */
	count?: (line: Line) => number;
}

const matters = ({ firm }: Line) => firm.all('matters').length;
const some = ({ firm }: Line, count: number) =>
	firm
		.all('matters')
		.slice(0, count)
		.map(({ id }) => ({ id }));
const byId = { matterId: choose('={{ $json.id }}') };

const aDocument = (firm: Firm) => firm.all('documents')[0];
const aReport = (firm: Firm, format: string) =>
	firm.all('reports').find((one) => one.format === format && one.kind === 'revenue') ??
	firm.add('reports', { kind: 'revenue', format, state: 'completed' });

const all: Record<string, Read> = {
	'a long list, some fields': {
		resource: 'matter',
		parameters: () => ({ returnAll: true, options: { fieldList: 'id,display_number,client' } }),
		count: matters,
	},
	'a long list, simplified': {
		resource: 'matter',
		parameters: () => ({ returnAll: true }),
		count: matters,
	},
	'a list in another order': {
		resource: 'contact',
		parameters: () => ({
			returnAll: true,
			options: { sort: 'name(asc)', fieldList: 'id,name' },
		}),
		count: ({ firm }) => firm.all('contacts').length,
	},
	'records by their IDs, in batches': {
		resource: 'matter',
		operation: 'get',
		parameters: () => ({ ...byId, options: { fieldList: 'id,description' } }),
		items: (line) => some(line, 230),
		count: () => 230,
	},
	'records by their IDs, simplified': {
		resource: 'matter',
		operation: 'get',
		parameters: () => byId,
		items: (line) => some(line, 5),
		count: () => 5,
	},
	'a matter found by its number': {
		resource: 'matter',
		operation: 'find',
		parameters: ({ firm }) => ({
			findBy: 'number',
			findValue: firm.all('matters')[7].display_number,
		}),
		count: () => 1,
	},
	'matters found by their client': {
		resource: 'matter',
		operation: 'find',
		parameters: ({ firm }) => ({
			findBy: 'clientName',
			findValue: firm.get('contacts', firm.all('matters')[9].client).name,
			ifSeveral: 'all',
		}),
		count: ({ firm }) => {
			const { client } = firm.all('matters')[9];
			return firm.all('matters').filter((one) => one.client === client).length;
		},
	},
	'an API request, all pages': {
		resource: 'apiRequest',
		operation: 'request',
		parameters: () => ({
			...{ method: 'GET', path: 'contacts?fields=id,name&limit=50' },
			...{ paginate: true, returnAll: true },
		}),
		count: ({ firm }) => firm.all('contacts').length,
	},
	'a file': {
		resource: 'document',
		operation: 'download',
		parameters: ({ firm }) => ({
			documentId: choose(aDocument(firm).id),
			binaryPropertyName: 'data',
		}),
		count: () => 1,
	},
	'the rows of a report': {
		resource: 'report',
		operation: 'download',
		parameters: ({ firm }) => ({
			...{ reportId: choose(aReport(firm, 'csv').id), return: 'rows' },
			binaryPropertyName: 'data',
		}),
	},
	'the file of a report': {
		resource: 'report',
		operation: 'download',
		parameters: ({ firm }) => ({
			...{ reportId: choose(aReport(firm, 'pdf').id), return: 'file' },
			binaryPropertyName: 'data',
		}),
		count: () => 1,
	},
	'a report that Clio makes first': {
		resource: 'report',
		operation: 'generate',
		parameters: () => ({
			...{ kind: 'revenue', period: 'none', return: 'rows', waitAtMost: 5 },
			...{ binaryPropertyName: 'data', output: 'simplified' },
		}),
	},
	'an archive of files': {
		resource: 'documentArchive',
		operation: 'generate',
		parameters: ({ firm }) => ({
			...{ waitAtMost: 5, binaryPropertyName: 'data', options: { fieldList: 'state' } },
			items: { entries: [{ item: choose(`Document:${aDocument(firm).id}`) }] },
		}),
		count: () => 1,
	},
	'a list of Clio Grow': {
		resource: 'growContact',
		isGrow: true,
		parameters: () => ({ returnAll: true }),
		count: ({ grow }) => grow.all('contacts').length,
	},
	'a record of Clio Grow': {
		resource: 'growMatter',
		operation: 'get',
		isGrow: true,
		parameters: ({ grow }) => ({ growMatterId: choose(grow.all('matters')[1].id) }),
		count: () => 1,
	},
};

/** Reads give all there is, as it is, or a message. */
export const reads: Work[] = Object.entries(all).map(([family, read]) => ({
	family,
	isChange: false,
	run: async (line) => {
		const outcome = await run(read, line, line.over(read.isGrow && 'clioPlatformOAuth2Api'));
		const size = read.items?.(line).length ?? 1;
		return async () => {
			const truth = shown(await truthOf(read, line), line);
			assert.ok(truth.length);
			assert.equal(truth.length, read.count?.(line) ?? truth.length);
			return toldOf(outcome, size).map((told, item) => {
				if (told.error) return { error: told.error };
				const isOwn = ({ pairedItem }: Shown) => size === 1 || pairedItem === item;
				assert.deepEqual(shown(told.records, line), truth.filter(isOwn));
				return {};
			});
		};
	},
}));

function run(read: Read, line: Line, connection: Partial<Setup>): Promise<Outcome> {
	const { resource, operation = 'getAll', parameters, items } = read;
	const kit = read.isGrow ? line.grow : line.firm;
	return kit.run(resource, operation, parameters?.(line), {
		...goesOn,
		...connection,
		items: items?.(line) as never,
	});
}

const truths = new WeakMap<Line, Map<Read, Promise<Outcome['items']>>>();

/** The same without the line. */
async function truthOf(read: Read, line: Line): Promise<Outcome['items']> {
	const known = truths.get(line) ?? new Map<Read, Promise<Outcome['items']>>();
	truths.set(line, known);
	const truth = known.get(read) ?? run(read, line, {}).then(({ items }) => items);
	known.set(read, truth);
	return truth;
}

interface Shown {
	json: unknown;
	file?: string;
	pairedItem: unknown;
}

const shown = (items: Outcome['items'], line: Line): Shown[] =>
	items.map(({ json, binary, pairedItem }) => ({
		file: binary?.data.data,
		json: line.atHome(json),
		pairedItem: Object(pairedItem).item as unknown,
	}));
