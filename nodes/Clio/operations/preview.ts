import type { INodeExecutionData } from 'n8n-workflow';
import { recordsIn } from '../../../clio/apiRequest';
import type { Json } from '../../../clio/client';
import { recordedFile } from '../../../clio/files/names';
import { queryOf } from './getAll';
import { besideIn } from './giveFile';
import { eachItem, type Run } from './run';

/** What Clio shows without storing it: a page of HTML, or the address of a file (facts, trap 35). */
export async function preview(run: Run): Promise<INodeExecutionData[]> {
	return eachItem(run, async (item, emit) => {
		const { client, records: calls, place } = await run.at(item);
		const { query } = await queryOf(run, item);
		const attempt = calls.attempt('read');
		const answer = await client.callRaw({ method: 'GET', path: place.path, query, attempt });
		const records = recordsIn(answer).map(named);
		const [{ html }] = records;
		if (html === undefined) return emit(records);
		const { name, type } = recordedFile(place, { id: place.path.replace(/\D+/g, ' ').trim() });
		const bytes = Buffer.from(String(html));
		const data = await run.context.helpers.prepareBinaryData(bytes, name, type);
		return emit(records, besideIn(run, item)(data));
	});
}

/** By what it is: the text of a page, or where the file is fetched from. */
const named = ({ text, location, ...rest }: Json): Json => ({
	...(text === undefined ? {} : { html: text }),
	...(location === undefined ? {} : { link: location }),
	...rest,
});
