import type { Json } from '../../../clio/client';
import { judged, needed, Unaskable, type Question } from '../question.cts';
import { headerNames, joined, seconds, shape, told, word, yesNo } from '../told.cts';
import { isGenuine } from './webhooks.cts';

const theme = 'Webhooks';
const needs = 'webhook';
const events = ['created', 'updated', 'deleted', 'matter_opened', 'matter_pended', 'matter_closed'];

/** What Clio tells of a change. */
export const deliveries: Question[] = [
	{
		id: 'delivery',
		theme,
		asks: 'What does a call about a new record look like, and is it signed as expected?',
		assumes:
			'`data` with the fields asked for, `meta` with `event` and `webhook_id`; `X-Hook-Signature` is HMAC-SHA256 of the body in lower-case hexadecimal.',
		otherwise: 'It is refused with 401, so that no workflow starts.',
		needs,
		async ask({ hooks, throwaway }) {
			const hook = await hooks.enabled('main');
			const began = performance.now();
			const recordId = await throwaway.newContact({ first_name: 'Delivered' });
			const call = await hooks.delivery(hook, { recordId, event: 'created' });
			if (!call) return judged(false, told`none came in ${seconds(performance.now() - began)}`);
			const isSound = isGenuine(call, (await hooks.read(hook)).shared_secret);
			const headers = headerNames(call.headers, 'x-hook', 'x-clio', 'x-api');
			return judged(
				isSound,
				told`after ${seconds(call.at - began)}: ${shape(call.body)}, with ${headers}; signed as expected: ${yesNo(isSound)}`,
			);
		},
	},
	{
		id: 'first-update',
		theme,
		asks: 'Is the first `updated` of a record told whatever changed, also after its `created` was told?',
		assumes: 'Yes: it is judged by Clio’s own stamps, whether what is wanted has happened.',
		otherwise: 'Nothing: less is told that would have been passed over.',
		needs,
		async ask({ clio, hooks, throwaway, patience }) {
			const hook = await hooks.enabled('watching', { fields: 'id,title' });
			const recordId = await throwaway.newContact({ first_name: 'Watched' });
			if (!(await hooks.delivery(hook, { recordId, event: 'created' })))
				throw new Unaskable(told`Clio did not call about a new contact in time`);
			const isTold = async (prefix: string, ms: number) => {
				const after = performance.now();
				const asking = { query: { fields: 'id' }, data: { prefix } };
				needed(await clio.ask('PATCH', `contacts/${recordId}`, asking), told`change a contact`);
				const wanted = { recordId, event: 'updated', after };
				return (await hooks.delivery(hook, wanted, ms)) !== undefined;
			};
			const first = await isTold('Dr.', patience.delivery);
			const second = await isTold('Prof.', patience.silence);
			return judged(
				first && !second,
				told`a field that is not watched, the first time: ${first ? told`told` : told`not told`}; again: ${second ? told`told` : told`not told`}`,
			);
		},
	},
	{
		id: 'deleted',
		theme,
		asks: 'What does Clio tell of a record that was deleted?',
		assumes: 'Its `id`; whether more is told makes no difference.',
		otherwise: 'Without the ID the call is passed over.',
		needs,
		async ask({ clio, hooks, throwaway, leftovers }) {
			const hook = await hooks.enabled('whole', { fields: 'id,etag,name,first_name,title' });
			const recordId = await throwaway.newContact({ first_name: 'Deleted', title: 'Told' });
			const path = `contacts/${recordId}`;
			const { status } = needed(await clio.ask('DELETE', path), told`delete a contact`);
			if (status === 204) leftovers.gone(path);
			const call = await hooks.delivery(hook, { recordId, event: 'deleted' });
			if (!call) return judged(false, told`nothing in time`);
			return judged(Boolean(Object((call.body as Json).data).id), shape(call.body));
		},
	},
	{
		id: 'status-events',
		theme,
		asks: 'Which events does the closing of a matter have?',
		assumes: '`matter_closed`, and `updated` beside it; either may come alone.',
		otherwise: 'Matter Closed starts nothing until a restart catches up.',
		needs,
		async ask({ clio, hooks, throwaway, patience }) {
			const all = ['created', 'updated', 'deleted', 'matter_opened', 'matter_closed'];
			const fields = 'id,etag,status';
			const data = { model: 'matter', events: all, fields };
			const hook = await hooks.enabled('matters', data);
			const recordId = await throwaway.matter();
			const asking = { query: { fields: 'id' }, data: { status: 'closed' } };
			needed(await clio.ask('PATCH', `matters/${recordId}`, asking), told`close a matter`);
			const closed = await hooks.delivery(hook, { recordId, event: 'matter_closed' });
			await clio.sleep(patience.silence / 4);
			const open = { query: { fields: 'id' }, data: { status: 'open' } };
			const came = all.filter((event) => hooks.deliveries(hook.name, { recordId, event }).length);
			needed(await clio.ask('PATCH', `matters/${recordId}`, open), told`open a matter`);
			const names = came.length ? joined(came.map((one) => word(one, events))) : told`none`;
			return judged(!!closed, told`${names}; several at once: ${yesNo(came.length > 1)}`);
		},
	},
];
