import type { Json } from '../../../clio/client';
import { isSigned } from '../../../clio/webhooks/signature';
import { judged, needed, Unaskable, type Question, type Run } from '../question.cts';
import { answer, count, headerNames, joined, seconds, shape, told, word, yesNo } from '../told.cts';
import { day, recordIn } from '../webhooks/hooks.cts';

const theme = 'Webhooks';
const needs = 'webhook';
const statuses = ['pending', 'enabled', 'suspended'];

/** How a webhook comes to be. */
export const webhooks: Question[] = [
	{
		id: 'secret',
		theme,
		asks: 'Is `shared_secret` in the answer to the creation of a webhook, and is it that of the handshake?',
		assumes: 'Yes, both.',
		otherwise:
			'Clio is asked for it when it first calls; until it tells it, it gets 503 and calls again.',
		needs,
		async ask({ hooks }) {
			const hook = await hooks.open('main');
			const { shared_secret: secret } = hook.made;
			const isThere = typeof secret === 'string' && secret !== '';
			const handshake = await hooks.handshakeOf(hook);
			const isSame = handshake?.headers['x-hook-secret'] === secret;
			const later = (await hooks.read(hook)).shared_secret;
			const shaken = handshake ? told`${yesNo(isSame)}` : told`no handshake came`;
			return judged(
				isThere && isSame,
				told`in the answer: ${yesNo(isThere)}; that of the handshake: ${shaken}; told later: ${yesNo(typeof later === 'string' && later !== '')}`,
			);
		},
	},
	{
		id: 'handshake',
		theme,
		asks: 'Does the handshake come, when, and with which body?',
		assumes:
			'Soon after the answer, with `{"data":{"webhook_id":…}}`; only the header `X-Hook-Secret` is needed.',
		otherwise: 'The webhook is confirmed with its secret after two minutes, else made anew.',
		needs,
		async ask({ hooks }) {
			const hook = await hooks.open('main');
			const call = await hooks.handshakeOf(hook);
			const isEnabled = await hooks.becomes(hook, 'enabled');
			if (!call) return judged(false, told`none came; enabled all the same: ${yesNo(isEnabled)}`);
			const after = call.at - hook.answeredAt;
			const when = after < 0 ? told`before the answer` : told`${seconds(after)} after the answer`;
			const headers = headerNames(call.headers, 'x-hook', 'x-clio', 'x-api');
			return judged(
				isEnabled,
				told`${when}, with ${shape(call.body)} and ${headers}; enabled by the echo: ${yesNo(isEnabled)}`,
			);
		},
	},
	{
		id: 'unanswered',
		theme,
		asks: 'What becomes of a webhook whose handshake was not answered, and does `activate` enable it?',
		assumes:
			'It stays `pending` without a second handshake, and `activate` with the secret enables it.',
		otherwise: 'It is made anew at every check, every ten minutes.',
		needs,
		async ask({ clio, hooks, patience }) {
			const hook = await hooks.open('unanswered', {}, 'deaf');
			await hooks.handshakeOf(hook);
			await clio.sleep(patience.silence);
			const handshakes = hooks.at.of(hook.name).filter(({ isHandshake }) => isHandshake).length;
			const before = (await hooks.read(hook)).status;
			const activated = await hooks.activate(hook);
			const after = (await hooks.read(hook)).status;
			return judged(
				before === 'pending' && after === 'enabled',
				told`handshakes: ${count(handshakes)}; status ${word(before, statuses)}; \`activate\`: ${answer(activated)} with ${shape(activated.body)}; status then ${word(after, statuses)}`,
			);
		},
	},
	{
		id: 'twin',
		theme,
		asks: 'May there be two webhooks with the same address and model?',
		assumes: 'Neither: a trigger has one webhook and reads Clio’s list before it makes one.',
		otherwise: 'Nothing.',
		needs,
		async ask({ hooks }) {
			await hooks.open('main');
			const second = await hooks.create('main');
			return judged(true, told`the second one: ${answer(second)}`);
		},
	},
	{
		id: 'beyond-maximum',
		theme,
		asks: 'Is an `expires_at` more than 31 days ahead refused or cut?',
		assumes: 'Neither: webhooks are made for 30 days.',
		otherwise: 'Nothing.',
		needs,
		async ask({ hooks }) {
			const data = { expires_at: hooks.moment(60 * day) };
			const found = await hooks.create('far', data);
			const kept = daysAhead(found.status === 201 ? recordIn(found) : {}, hooks);
			return judged(
				found.status === 422 || (kept !== undefined && kept <= 31),
				kept === undefined ? answer(found) : told`${answer(found)}; ${count(kept)} days ahead`,
			);
		},
	},
	{
		id: 'thirty-days',
		theme,
		asks: 'Is an `expires_at` 30 days ahead taken as it is, and what is it without one?',
		assumes: 'Yes; three days without one.',
		otherwise:
			'The trigger reads from it how far it has come: cut, it catches up on more than was missed.',
		needs,
		async ask({ hooks }) {
			const expires_at = hooks.moment(30 * day);
			const given = needed(await hooks.create('month', { expires_at }), told`make a webhook`);
			const isKept = Date.parse(String(recordIn(given).expires_at)) === Date.parse(expires_at);
			const bare = await hooks.create('bare', { expires_at: undefined });
			const usual = daysAhead(recordIn(bare), hooks);
			return judged(
				isKept && usual === 3,
				told`30 days: ${isKept ? told`as it is` : told`changed`}; without one: ${answer(bare)}${usual === undefined ? told`` : told`, ${count(usual)} days`}`,
			);
		},
	},
	{
		id: 'no-events',
		theme,
		asks: 'Which events does a webhook have that was made without naming any?',
		assumes: 'Neither: they are always named.',
		otherwise: 'Nothing.',
		needs,
		async ask({ hooks }) {
			const found = await hooks.create('eventless', { events: undefined });
			const events = [recordIn(found).events ?? []].flat();
			const known = ['created', 'updated', 'deleted'];
			const names = events.length ? joined(events.map((one) => word(one, known))) : told`none`;
			return judged(true, told`${answer(found)}: ${names}`);
		},
	},
	{
		id: 'nested-fields',
		theme,
		asks: 'May the fields of a webhook have braces?',
		assumes: 'One level of them, as elsewhere.',
		otherwise: 'Publishing a trigger that watches such a field fails with Clio’s words.',
		needs,
		async ask({ hooks }) {
			const fields = 'id,etag,email_addresses{id,address}';
			const found = await hooks.create('braces', { fields });
			return judged(found.status === 201, answer(found));
		},
	},
	{
		id: 'expired',
		theme,
		asks: 'What is left of a webhook that has expired, and does a new `expires_at` revive it?',
		assumes: 'Neither: an expired or missing webhook is replaced by a new one.',
		otherwise: 'Nothing.',
		needs,
		async ask({ clio, hooks, patience }) {
			const expires_at = hooks.moment(patience.expiry);
			const hook = await hooks.open('expired', { expires_at });
			await clio.sleep(patience.expiry + patience.glance);
			const seen = await hooks.tell('GET', hook);
			const revived = await hooks.tell('PATCH', hook, { data: { expires_at: hooks.inAnHour() } });
			const status = recordIn(seen).status;
			const shown = seen.status === 200 ? told` with status ${word(status, statuses)}` : told``;
			return judged(
				[200, 404].includes(seen.status),
				told`read: ${answer(seen)}${shown}; new \`expires_at\`: ${answer(revived)}`,
			);
		},
	},
	{
		id: 'suspended',
		theme,
		asks: 'Does an answer of 410 suspend a webhook, and what revives it?',
		assumes:
			'It is shown as `suspended`; nothing is known to revive it, so it is replaced by a new one.',
		otherwise: 'One that still says `enabled` but delivers nothing is noticed only at its expiry.',
		needs,
		async ask(run) {
			const { hooks } = run;
			const hook = await hooks.enabled('refused');
			hooks.at.behave(hook.name, 410);
			await oneDelivery(run, hook.name);
			const isSuspended = await hooks.becomes(hook, 'suspended');
			if (!isSuspended)
				return judged(false, told`status ${word((await hooks.read(hook)).status, statuses)}`);
			const data = { expires_at: hooks.moment(2 * 3_600_000) };
			const patched = await hooks.tell('PATCH', hook, { data });
			const afterPatch = (await hooks.read(hook)).status;
			const activated = await hooks.activate(hook);
			const afterActivate = (await hooks.read(hook)).status;
			return judged(
				true,
				told`suspended; new \`expires_at\`: ${answer(patched)}, then ${word(afterPatch, statuses)}; \`activate\`: ${answer(activated)}, then ${word(afterActivate, statuses)}`,
			);
		},
	},
	{
		id: 'slow-answer',
		theme,
		asks: 'How long does Clio wait for the answer to a call?',
		assumes: 'Neither: the trigger answers before the workflow runs.',
		otherwise: 'Nothing.',
		needs,
		async ask(run) {
			const { clio, hooks, patience } = run;
			const hook = await hooks.enabled('mute');
			hooks.at.behave(hook.name, 'mute');
			const recordId = await oneDelivery(run, hook.name);
			const [call] = hooks.deliveries(hook.name, { recordId, event: 'created' });
			const { answer: ms, glance } = patience;
			const leftAt = await clio.until(() => call.leftAt, { ms, glance });
			hooks.at.behave(hook.name, 'well');
			return judged(
				true,
				leftAt === undefined
					? told`longer than ${seconds(ms)}`
					: told`it hung up after ${seconds(leftAt - call.at)}`,
			);
		},
	},
	{
		id: 'retries',
		theme,
		asks: 'How often and after how long does Clio repeat a call that got 500, and after how many calls does it suspend the webhook?',
		assumes:
			'Neither: what Clio gives up on is caught up on when the webhook is suspended, or n8n starts.',
		otherwise: 'Nothing.',
		needs: 'retries',
		async ask(run) {
			const { clio, hooks, patience } = run;
			const hook = await hooks.enabled('failing', { expires_at: hooks.moment(day) });
			hooks.at.behave(hook.name, 500);
			const recordId = await oneDelivery(run, hook.name);
			const began = performance.now();
			const look = async () => (await hooks.read(hook)).status === 'suspended' || undefined;
			const glance = Math.max(patience.glance, patience.retries / 60);
			await clio.until(look, { ms: patience.retries, glance });
			const calls = hooks.deliveries(hook.name, { recordId, event: 'created' });
			const pauses = calls.slice(1).map(({ at }, index) => seconds(at - calls[index].at));
			const { status } = await hooks.read(hook);
			return judged(
				true,
				told`in ${seconds(performance.now() - began)}: ${count(calls.length)} calls; pauses: ${pauses.length ? joined(pauses) : told`none`}; status then ${word(status, statuses)}`,
			);
		},
	},
];

/** Has Clio tell the webhook of this name of one new contact, and gives the contact's id. */
async function oneDelivery({ hooks, throwaway }: Run, name: string): Promise<string> {
	const recordId = await throwaway.newContact({ first_name: 'Told' });
	const call = await hooks.delivery(await hooks.open(name), { recordId, event: 'created' });
	if (!call) throw new Unaskable(told`Clio did not call about a new contact in time`);
	return recordId;
}

function daysAhead({ expires_at: at }: Json, hooks: Run['hooks']): number | undefined {
	const ahead = Date.parse(String(at)) - Date.parse(hooks.moment(0));
	return Number.isNaN(ahead) ? undefined : Math.round(ahead / day);
}

/** Whether a call is signed with the secret of its webhook, as the trigger looks at it. */
export const isGenuine = (
	{ raw, headers }: { raw: Buffer; headers: Record<string, string> },
	secret: unknown,
): boolean => isSigned(raw, headers['x-hook-signature'] ?? '', String(secret ?? ''));
