import type { INodeExecutionData } from 'n8n-workflow';
import { isEmpty, toBoolean } from '../../../clio/convert';
import { refuse } from '../../../clio/errors';
import { ReadAhead } from './ahead';
import { bodyOf, enteredFor } from './body';
import { changeEach } from './once';
import { outputOf } from './output';
import { options, recordIdOf } from './parameters';
import type { Run } from './run';
import { finish, plan, shownAfter, updateRecord } from './write';

export async function update(run: Run): Promise<INodeExecutionData[]> {
	const ahead = new ReadAhead(run);
	return changeEach(run, async (item) => {
		const id = await recordIdOf(run, item);
		const output = outputOf(run, item);
		const { fields } = output;
		const ifMatch = etagOf(run, item);
		const { data, after } = await bodyOf(run, 'update', enteredFor(run, item, false), id);
		const onlyChanges = toBoolean(
			options(run, item).skipUnchanged ?? false,
			'Skip If Nothing Changes',
		);
		const wanted = { how: { onlyChanges }, fields };
		const first = await plan(run, data, wanted, async (paths) => ahead.get(item, id, paths));
		// Somebody may have changed it since: what is sent goes by the record as it is now.
		const isStale = ahead.wasEarly(id) && Object.keys(first.changes).length > 0;
		const planned = isStale
			? await plan(run, data, wanted, async (paths) => ahead.alone(id, paths))
			: first;
		return {
			content: [run.resource.name, id, data],
			async send(step) {
				if (Object.keys(planned.changes).length) ahead.forget(id);
				const record = await updateRecord(run, id, planned, { fields, step, ifMatch });
				if (after) await finish(run, id, after, step);
				return shownAfter(run, record, output);
			},
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
