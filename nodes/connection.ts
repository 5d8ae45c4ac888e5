import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { apis, type Api } from '../clio/api';
import { Client } from '../clio/client';
import { cancelled, ClioError, raise } from '../clio/errors';
import { longestRefused, type Clock, type Pacing } from '../clio/pacing';
import { placeOf } from '../clio/regions';
import type { Send } from '../clio/sending';
import { answerOf } from './answer';
import { cancelOf, clockOf, ofMachine } from './cancel';
import { inTime } from './inTime';
import { withoutAnswer } from './lost';

type Context =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IHookFunctions
	| IPollFunctions
	| ITriggerFunctions
	| IWebhookFunctions;

const credentialTypes: Record<Api['name'], string> = {
	manage: 'clioOAuth2Api',
	grow: 'clioPlatformOAuth2Api',
	leadInbox: 'clioGrowLeadInboxApi',
};

type Manner = 'patient' | 'background' | 'hurried';

/** For how long nothing may come of an answer, in milliseconds; who is patient waits as long as n8n itself. */
const timeouts: Record<Manner, number> = {
	patient: 300_000,
	background: 15_000,
	hurried: 4_000,
};

/** For how long an answer may be on its way at all: one that only drips would never end. */
const wholeWithin = (timeout: number): number => 2 * timeout;

/** For how long Clio may refuse requests for their number, in milliseconds. */
const refusals: Record<Manner, number> = {
	patient: longestRefused,
	background: 20_000,
	hurried: 0,
};

/**
 * Clio through n8n's credential: what `clio/` needs of the network, the clock and the cancel button.
 * @param manner `background` where n8n has limits of its own for how long it waits for us, or a person sits before a
 * list that does not open; `hurried` where Clio waits for our answer: it never waits for the rate limit or to try
 * again, but fails
 * @param api which of Clio's APIs, each of which has a credential of its own
 */
export async function connect(
	context: Context,
	manner: Manner = 'patient',
	api = apis.manage,
): Promise<Client> {
	const type = credentialTypes[api.name];
	const credential = await context.getCredentials(type);
	const place = placeOf(credential, api.regions);
	const clock = manner === 'hurried' ? withoutWaiting : clockOf(context);
	const timeout = Math.min(timeouts[manner], api.timeout ?? Infinity);
	const send = sender(context, type, timeout);
	return new Client({
		api,
		place,
		readOnly: credential.access === 'readOnly',
		send: api.renewsOnce ? onceMore(send, clock) : send,
		clock,
		longestRefused: refusals[manner],
		pacing: pacingOf(api, `${countedBy(context, type, credential)} ${place.host}`),
	});
}

/** Clio Manage counts by token (facts 2.8), the Platform by app (Platform facts 6). */
const countedBy = (context: Context, type: string, { clientId }: IDataObject): unknown =>
	type === credentialTypes.grow ? clientId : context.getNode().credentials?.[type]?.id;

/** One budget for all executions of this process. */
const budgets = new Map<string, Pacing>();
const mostBudgets = 500;

function pacingOf(api: Api, counted: string): Pacing {
	const key = `${api.name} ${counted}`;
	const known = budgets.get(key);
	if (known) return known;
	if (budgets.size >= mostBudgets) budgets.clear();
	const fresh = api.pacing();
	budgets.set(key, fresh);
	return fresh;
}

/**
 * n8n adds the bearer and renews it on 401, which is why that status stays an exception there
 * (n8n facts, section 6). Redirects are not followed: they would carry the bearer along.
 */
function sender(context: Context, credentialType: string, timeout: number): Send {
	const cancel = cancelOf(context);
	return async ({ method, url, headers, body, lastly }) => {
		const options: IHttpRequestOptions = {
			method,
			url,
			headers,
			body: body as IDataObject | undefined,
			json: true,
			// What comes is read later: see `answerOf`.
			encoding: 'text',
			returnFullResponse: true,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
			timeout,
		};
		if (!lastly) cancel.check();
		try {
			const { httpRequestWithAuthentication: request } = context.helpers;
			const full = await inTime(
				wholeWithin(timeout),
				lastly ? undefined : cancel.signal,
				async (end) => request.call(endedBy(end, context), credentialType, options),
			);
			return answerOf(full as IN8nHttpFullResponse);
		} catch (error) {
			// What was on its way when the button was pressed may have been carried out: the client judges that.
			if (method === 'GET') cancel.check();
			const answer = withoutAnswer(error);
			return cancel.isPressed() ? { ...answer, body: cancelled } : answer;
		}
	};
}

/** How long another process may take to store a token that it has renewed. */
const renewal = 1_000;

/**
 * Where a refresh token is good for one renewal, n8n may be told that it is no longer good because another process
 * has just used it. n8n reads the stored token anew for each request, so a second one goes with what that process
 * has stored. What was answered with 401 was not carried out: also a creation is sent again.
 */
function onceMore(send: Send, clock: Clock): Send {
	let isHopeless = false;
	return async (request) => {
		const first = await send(request);
		if (first.status !== 401 || isHopeless) return first;
		await clock.sleep(renewal);
		const second = await send(request);
		isHopeless = second.status === 401;
		return second;
	};
}

/** n8n ends a request by the cancel button of the context it comes from. */
const endedBy = (end: AbortSignal, context: Context): Context =>
	Object.create(context, { getExecutionCancelSignal: { value: () => end } }) as Context;

const notNow = async (): Promise<never> =>
	raise(new ClioError('unavailable', 'Clio cannot be asked at the moment', 'Try again later.'));

const withoutWaiting: Clock = { ...ofMachine, sleep: notNow, until: notNow };
