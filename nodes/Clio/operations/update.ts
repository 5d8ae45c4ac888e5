import type { INodeExecutionData } from 'n8n-workflow';
import { isEmpty } from '../../../clio/convert';
import { refuse } from '../../../clio/errors';
import { bodyOf } from './body';
import { changeEach } from './once';
import { outputOf } from './output';
import { options, recordIdOf } from './parameters';
import type { Run } from './run';

export async function update(run: Run): Promise<INodeExecutionData[]> {
	return changeEach(run, async (item) => {
		const { client, records } = await run.connection();
		const id = recordIdOf(run, item);
		const { fields, show } = outputOf(run, item);
		const data = await bodyOf(run, 'update', item);
		const ifMatch = etagOf(run, item);
		return {
			content: [run.resource.name, id, data],
			send: async () => show(await records.update(id, data, fields, ifMatch), client.place.host),
		};
	});
}

/** An etag that came out empty must not turn the check off. */
function etagOf(run: Run, item: number): string | undefined {
	const given = options(run, item);
	if (!('ifMatch' in given)) return undefined;
	if (!isEmpty(given.ifMatch)) return given.ifMatch;
	return refuse(
		'Only If Unchanged is empty',
		'Give it the etag of the record, which Get returns with Output set to All Fields or to Selected Fields with Etag.',
	);
}
