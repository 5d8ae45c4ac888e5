import type { Json } from '../../../clio/client';
import { judged, needed, type Question, type Run } from '../question.cts';
import { joined, told, word } from '../told.cts';
import { recordIn } from '../webhooks/hooks.cts';

const events = ['created', 'updated'];
const text = 'Made by npm run live-check, may be deleted\n';

/** What Clio tells of a file on its way. */
export const documents: Question[] = [
	{
		id: 'upload',
		theme: 'Webhooks',
		asks: 'What does Clio tell of a document before its upload is complete, and when it is?',
		assumes: 'It is told once more when the upload is complete.',
		otherwise: 'Document Added starts within half an hour, when the trigger looks again.',
		needs: 'webhook',
		async ask(run) {
			const { hooks, clio, patience } = run;
			const fields = 'id,latest_document_version{fully_uploaded}';
			const data = { model: 'document', events, fields };
			const hook = await hooks.enabled('documents', data);
			const { id, version } = await begun(run);
			await clio.sleep(patience.silence);
			const toldOf = () =>
				events.filter((event) => hooks.deliveries(hook.name, { recordId: id, event }).length);
			const before = toldOf();
			const calls = hooks.at.of(hook.name).length;
			await sent(version);
			const done = { uuid: version.uuid, fully_uploaded: true };
			const query = { fields: 'id' };
			needed(
				await clio.ask('PATCH', `documents/${id}`, { query, data: done }),
				told`complete an upload`,
			);
			const look = () => hooks.at.of(hook.name).slice(calls).find(isAbout(id));
			const { delivery: ms, glance } = patience;
			const call = await clio.until(look, { ms, glance });
			const { meta } = Object(call?.body) as { meta?: Json };
			return judged(
				call !== undefined,
				told`before: ${before.length ? joined(before.map((one) => word(one, events))) : told`nothing`}; when complete: ${call ? word(Object(meta).event, events) : told`nothing`}`,
			);
		},
	},
];

const isAbout =
	(id: string) =>
	({ body }: { body: unknown }): boolean =>
		String(Object((Object(body) as Json).data).id) === id;

/** A document of the throw-away matter, without its bytes. */
async function begun({ clio, throwaway, leftovers }: Run): Promise<{ id: string; version: Json }> {
	const { mark } = throwaway;
	leftovers.expect({
		path: 'documents',
		query: { query: mark, scope: 'descendants', show_uncompleted: 'true', fields: 'id,name' },
		what: 'document',
		isOurs: ({ name }) => String(name).startsWith(mark),
	});
	const parent = { id: Number(await throwaway.matter()), type: 'Matter' };
	const query = { fields: 'id,latest_document_version{uuid,put_url,put_headers}' };
	const data = { name: `${mark}.txt`, parent };
	const made = needed(await clio.ask('POST', 'documents', { query, data }), told`begin an upload`);
	const { id, latest_document_version: version } = recordIn(made);
	leftovers.add(`documents/${String(id)}`, 'document');
	return { id: String(id), version: Object(version) as Json };
}

/** To the storage, which gets the headers that were signed, and no key (facts 4.1). */
async function sent({ put_url: url, put_headers: signed }: Json): Promise<void> {
	const pairs = [signed ?? []].flat() as Array<{ name: string; value: string }>;
	const headers = Object.fromEntries(pairs.map(({ name, value }) => [name, value]));
	const signal = AbortSignal.timeout(30_000);
	const answer = await fetch(String(url), { method: 'PUT', headers, body: text, signal }).catch(
		() => ({ status: 0 }),
	);
	needed({ status: answer.status, headers: {}, body: '' }, told`store a file`);
}
