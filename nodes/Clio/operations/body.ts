import { buildBody } from '../../../clio/body';
import type { Json } from '../../../clio/client';
import { jsonOf, values } from './parameters';
import type { Run } from './run';

/** What to write for an item, checked; nothing reaches Clio before it stands. */
export async function bodyOf(
	run: Run,
	operation: 'create' | 'update',
	item: number,
): Promise<Json> {
	const { context, resource } = run;
	const { client } = await run.connection();
	const main = operation === 'create' ? resource.writes : {};
	const { additionalJson, ...entered } = values(run, main, 'fields', item);
	return buildBody(
		{ values: entered, extra: jsonOf(additionalJson, 'Additional JSON') },
		{
			resource,
			operation,
			zone: context.getTimezone(),
			now: client.now(),
			ownCalendar: async () => run.ownCalendar(),
		},
	);
}
