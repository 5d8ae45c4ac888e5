import type { INodeExecutionData } from 'n8n-workflow';
import { recordsIn } from '../../../clio/apiRequest';
import type { Json } from '../../../clio/client';
import { queryOf } from './getAll';
import { eachItem, type Run } from './run';

/** What Clio shows without storing it: a page of HTML, or the address of a file (facts, trap 35). */
export async function preview(run: Run): Promise<INodeExecutionData[]> {
	return eachItem(run, async (item, emit) => {
		const { client, records, place } = await run.at(item);
		const { query } = await queryOf(run, item);
		const attempt = records.attempt('read');
		const answer = await client.callRaw({ method: 'GET', path: place.path, query, attempt });
		emit(recordsIn(answer).map(named));
	});
}

/** By what it is: the text of a page, or where the file is fetched from. */
const named = ({ text, location, ...rest }: Json): Json => ({
	...(text === undefined ? {} : { html: text }),
	...(location === undefined ? {} : { link: location }),
	...rest,
});
