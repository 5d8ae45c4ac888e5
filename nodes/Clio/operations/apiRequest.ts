import type { INodeExecutionData } from 'n8n-workflow';
import { checkedCall } from '../../../clio/apiNames';
import { apiCall, recordsIn } from '../../../clio/apiRequest';
import type { Call, Client, Json, Method } from '../../../clio/client';
import { toBoolean } from '../../../clio/convert';
import { refuse } from '../../../clio/errors';
import { follow, sortedCeiling, type Page } from '../../../clio/pages';
import type { Answer } from '../../../clio/sending';
import { limitOf } from './getAll';
import { hint } from './hints';
import { changeEach } from './once';
import { jsonOf, parameter } from './parameters';
import { eachItem, type Run } from './run';

/** Any call of Clio's API, under the rules of all others. */
export async function apiRequest(run: Run): Promise<INodeExecutionData[]> {
	return methodOf(run, 0) === 'GET' ? read(run) : change(run);
}

/** What was carried out is not carried out again, like every other change. */
const change = async (run: Run): Promise<INodeExecutionData[]> =>
	changeEach(run, async (item) => {
		const { client } = await run.connection();
		const call = callOf(run, client, item);
		const { method, path, query, data } = call;
		return {
			content: [method, path, query, data],
			send: async () => {
				const records = recordsIn(await client.callRaw(call));
				return records.length === 1 ? records[0] : { records };
			},
		};
	});

const read = async (run: Run): Promise<INodeExecutionData[]> =>
	eachItem(run, async (item, emit) => {
		const { client } = await run.connection();
		const call = callOf(run, client, item);
		const inPages = toBoolean(parameter(run, 'paginate', item) || false, 'Get All Pages');
		const limit = inPages ? limitOf(run, item) : Infinity;
		let cut: Page['cut'] | 'morePages';
		for await (const page of answers(client, call, inPages, limit)) {
			emit(page.records);
			cut = inPages ? page.cut : page.cut && 'morePages';
		}
		if (cut) hint(run.context, cut);
	});

/** What Clio answers; of a list the first page, or all up to a limit. */
async function* answers(
	client: Client,
	call: Call,
	inPages: boolean,
	limit: number,
): AsyncGenerator<Page> {
	// In pages of Clio's own size, which differs (facts 2.4), unless the query has a limit.
	const answer = await client.callRaw(call);
	const records = recordsIn(answer);
	const next = nextOf(answer);
	if (!inPages) return yield { records, cut: next ? 'limit' : undefined };
	const ceiling = isById(call) ? Infinity : sortedCeiling;
	yield* follow(
		client,
		{ read: async () => ({ records, next }) },
		{ limit, ceiling, attempt: call.attempt },
	);
}

function nextOf({ body }: Answer): string | undefined {
	const { meta } = Object(body) as Json;
	const { next } = Object((Object(meta) as Json).paging) as Json;
	return next ? String(next) : undefined;
}

const isById = ({ query = {} }: Call): boolean =>
	!('offset' in query) && (!('order' in query) || String(query.order) === 'id(asc)');

function callOf(run: Run, client: Client, item: number): Call {
	const method = methodOf(run, item) as Method;
	const isRead = method === 'GET';
	if (!methods.includes(method))
		refuse(`"${method}" is not a method of Clio's API`, `Choose one of ${methods.join(', ')}.`);
	if (isRead !== (methodOf(run, 0) === 'GET')) {
		refuse(
			'Some items only read (GET) and others change something',
			'Use a node for each: what was changed is remembered for a retry, what was read is not.',
		);
	}
	const given = {
		method,
		path: parameter(run, 'path', item),
		parameters: [parameter(run, 'queryParameters', item) ?? []].flat() as Json[],
		body: jsonOf(isRead ? '' : parameter(run, 'body', item), 'Body'),
	};
	return checkedCall(apiCall(given, client.place));
}

/** In capitals, however an expression says it. */
const methodOf = (run: Run, item: number): string =>
	String(parameter(run, 'method', item) ?? '')
		.trim()
		.toUpperCase();

const methods: Method[] = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'];
