import { buildBody } from '../../../clio/body';
import type { Client, Json } from '../../../clio/client';
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
			ownCalendar: async () => ownCalendar(client),
		},
	);
}

/** Needs no permission beyond the connection itself (facts 5.10). */
async function ownCalendar(client: Client): Promise<unknown> {
	const { data } = await client.call({
		method: 'GET',
		path: 'users/who_am_i',
		query: { fields: 'id,default_calendar_id' },
		attempt: { did: 'read the connected user' },
	});
	return (data as Json).default_calendar_id;
}
