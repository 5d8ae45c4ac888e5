import type { INodeExecutionData } from 'n8n-workflow';
import { recordsIn } from '../../../clio/apiRequest';
import type { Answer } from '../../../clio/sending';
import { recordedFile } from '../../../clio/files/names';
import type { Transfer } from '../../../clio/files/storage';
import { allOf } from '../../files/fetch';
import { queryOf } from './getAll';
import { besideIn } from './giveFile';
import { eachItem, type Run } from './run';

/** What Clio shows without storing it: records, or a page of HTML, which is a file as well. */
export async function preview(run: Run): Promise<INodeExecutionData[]> {
	return eachItem(run, async (item, emit) => {
		const { client, records, place, transfer } = await run.at(item);
		const { query } = await queryOf(run, item);
		const attempt = records.attempt('read');
		const answer = await client.callRaw({ method: 'GET', path: place.path, query, attempt });
		const page = place.file && (await pageIn(answer, transfer));
		if (page === undefined) return emit(recordsIn(answer));
		const { name, type } = recordedFile(place, { id: place.path.replace(/\D+/g, ' ').trim() });
		const bytes = Buffer.from(page);
		const data = await run.context.helpers.prepareBinaryData(bytes, name, type);
		return emit([{ html: page }], besideIn(run, item)(data));
	});
}

/** Clio gives it, or says where it lies: which is not known (facts, trap 35). */
async function pageIn(
	{ status, headers, body }: Answer,
	{ storage }: Transfer,
): Promise<string | undefined> {
	if (status !== 303) return typeof body === 'string' ? body : undefined;
	const { bytes } = await storage.get(String(headers.location), 'fetch the preview');
	return (await allOf(bytes)).toString('utf8');
}
