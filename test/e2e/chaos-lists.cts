import assert from 'node:assert/strict';
import type { INodeListSearchResult, INodeParameters, NodeApiError } from 'n8n-workflow';
import { loadOptions, type Setup } from '../engine/engine.cts';
import type { Line } from './chaos-line.cts';
import { said, type Work } from './chaos-work.cts';

/** A list of the form, which the editor opens. */
interface List {
	/** `search_…` of a locator, or the columns of the firm's own fields. */
	method: string;
	typed?: (line: Line) => string;
	parameters?: INodeParameters;
	type?: string;
}

const all: Record<string, List> = {
	'a list of matters to choose from, all its pages': { method: 'search_matter' },
	'a contact that is typed': {
		method: 'search_contact',
		typed: ({ firm }) => firm.all('contacts')[3].name,
	},
	'a relationship that is typed, which Clio cannot search': {
		method: 'search_relationship',
		typed: ({ firm }) => firm.get('contacts', firm.all('relationships')[0].contact).name,
	},
	'users and contacts to choose from': {
		method: 'search_user_contact_or_client_responsibleAttorney_responsibleStaff',
	},
	"the firm's own fields": {
		method: 'customFieldColumns',
		parameters: { resource: 'matter', operation: 'create' },
	},
	'the names of own fields': {
		method: 'customFieldNames',
		parameters: { resource: 'matter', operation: 'getAll' },
	},
};

/** What a person chooses from is all there is, or there is a message. */
export const lists: Work[] = Object.entries(all).map(([family, list]) => ({
	family,
	isChange: false,
	run: async (line) => {
		const outcome = await open(list, line, line.over()).catch((error: NodeApiError) => error);
		return async () => {
			if (outcome instanceof Error) {
				const { message, description } = outcome;
				return [{ error: said(message, description).error }];
			}
			const truth = await open(list, line);
			assert.ok(truth.length);
			assert.deepEqual(line.atHome(outcome), line.atHome(truth));
			return [{}];
		};
	},
}));

/** Scrolled to its end. */
async function open(list: List, line: Line, rest: Partial<Setup> = {}): Promise<unknown[]> {
	const { method, typed, parameters = {} } = list;
	const shown: unknown[] = [];
	for (let page: string | undefined, isFirst = true; isFirst || page; isFirst = false) {
		const some = await loadOptions(
			line.sandbox,
			parameters,
			async (methods, context) => {
				const { listSearch, loadOptions: options, resourceMapping } = methods;
				if (method in resourceMapping!)
					return { results: (await resourceMapping![method].call(context)).fields };
				if (method in options!) return { results: await options![method].call(context) };
				return await listSearch![method].call(context, typed?.(line), page);
			},
			rest,
		);
		const { results, paginationToken } = some as INodeListSearchResult;
		shown.push(...results);
		page = paginationToken as string | undefined;
	}
	return shown;
}
