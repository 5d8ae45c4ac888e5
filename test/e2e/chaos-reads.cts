import { choose } from '../engine/engine.cts';
import type { Firm } from '../engine/kit.cts';
import type { Line } from './chaos-line.cts';
import { reading, type Read } from './chaos-reading.cts';

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

const ofManage: Record<string, Read> = {
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
	'a report from a preset': {
		resource: 'report',
		operation: 'generateFromPreset',
		parameters: ({ firm }) => ({
			preset: choose(firm.all('report_presets').find(({ format }) => format === 'csv')!.id),
			...{ return: 'rows', waitAtMost: 5, binaryPropertyName: 'data' },
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
	'the versions of a document': {
		resource: 'document',
		operation: 'getVersions',
		parameters: ({ firm }) => ({ document: choose(aDocument(firm).id), returnAll: true }),
		count: () => 1,
	},
	'the contents of folders': {
		resource: 'folder',
		operation: 'listContents',
		parameters: () => ({
			...{ scope: 'descendants', returnAll: true },
			options: { fieldList: 'id,type,name' },
		}),
	},
	'the clients of matters': {
		resource: 'matter',
		operation: 'getClient',
		parameters: () => ({ matter: choose('={{ $json.id }}') }),
		items: (line) => some(line, 3),
		count: () => 3,
	},
	'the contacts of a matter': {
		resource: 'matter',
		operation: 'getContacts',
		parameters: ({ firm }) => ({
			matter: choose(firm.all('relationships')[0].matter),
			returnAll: true,
		}),
	},
	'the preview of a bill': {
		resource: 'bill',
		operation: 'preview',
		parameters: ({ firm }) => ({
			bill: choose(firm.all('bills')[0].id),
			binaryPropertyName: 'data',
		}),
		count: () => 1,
	},
	'a conflict check': {
		resource: 'contact',
		operation: 'checkConflicts',
		parameters: ({ firm }) => ({ names: firm.get('contacts', firm.all('matters')[9].client).name }),
		count: () => 1,
	},
	'who is connected': { resource: 'user', operation: 'getMe', count: () => 1 },
};

const ofAdvanced: Record<string, Read> = {
	'a list of Clio Advanced': {
		resource: 'textSnippet',
		parameters: () => ({ returnAll: true }),
		count: ({ firm }) => firm.all('settings/text_snippets').length,
	},
	'a record of Clio Advanced': {
		resource: 'jurisdiction',
		operation: 'get',
		parameters: ({ firm }) => ({
			jurisdictionId: choose(firm.all('court_rules/jurisdictions')[0].id),
		}),
		count: () => 1,
	},
	'the IDs of billable matters': {
		resource: 'billableMatter',
		operation: 'getIds',
		parameters: () => ({ returnAll: true }),
	},
	'the file of a template': {
		resource: 'documentTemplate',
		operation: 'download',
		parameters: ({ firm }) => ({
			documentTemplateId: choose(firm.all('document_templates')[0].id),
			binaryPropertyName: 'data',
		}),
		count: () => 1,
	},
	'the preview of a court docket': {
		resource: 'matterDocket',
		operation: 'preview',
		parameters: ({ firm }) => {
			const { jurisdiction, trigger, service_type } = firm.all('court_rules/matter_dockets')[0];
			return {
				...{ jurisdiction: choose(jurisdiction), trigger: String(trigger) },
				...{ service_type: choose(service_type), start_date: '2027-03-01' },
				start_time: '2027-03-01T10:00:00Z',
			};
		},
		count: () => 1,
	},
};

const ofGrow: Record<string, Read> = {
	'a list of Clio Grow': {
		resource: 'growContact',
		parameters: () => ({ returnAll: true }),
		count: ({ grow }) => grow.all('contacts').length,
	},
	'a record of Clio Grow': {
		resource: 'growMatter',
		operation: 'get',
		parameters: ({ grow }) => ({ growMatterId: choose(grow.all('matters')[1].id) }),
		count: () => 1,
	},
	'who is connected to Clio Grow': { resource: 'growUser', operation: 'getMe', count: () => 1 },
};

/** Reads give all there is, as it is, or a message. */
export const reads = [
	...reading(ofManage, 'clio'),
	...reading(ofAdvanced, 'clioAdvanced'),
	...reading(ofGrow, 'clioGrow'),
];
