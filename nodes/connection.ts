import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { Client, type Send } from '../clio/client';
import { cancelled, ClioError, raise } from '../clio/errors';
import { Pacing, type Clock, type Headers } from '../clio/pacing';
import { placeOf } from '../clio/regions';
import { cancelOf, clockOf } from './cancel';
import { withoutAnswer } from './lost';

type Context =
	| IExecuteFunctions
	| ILoadOptionsFunctions
	| IHookFunctions
	| ITriggerFunctions
	| IWebhookFunctions;

const credentialType = 'clioOAuth2Api';

type Manner = 'patient' | 'background' | 'hurried';

/** For how long to wait for an answer, in milliseconds; n8n itself waits for five minutes. */
const timeouts: Record<Manner, number | undefined> = {
	patient: undefined,
	background: 15_000,
	hurried: 4_000,
};

/**
 * Clio through n8n's credential: what `clio/` needs of the network, the clock and the cancel button.
 * @param manner `background` where n8n has limits of its own for how long it waits for us; `hurried` where
 * someone waits for our answer: it never waits for the rate limit or to try again, but fails
 */
export async function connect(context: Context, manner: Manner = 'patient'): Promise<Client> {
	const credential = await context.getCredentials(credentialType);
	const place = placeOf(credential);
	return new Client({
		place,
		readOnly: credential.access === 'readOnly',
		send: sender(context, timeouts[manner]),
		clock: manner === 'hurried' ? withoutWaiting : clockOf(context),
		pacing: pacingOf(`${context.getNode().credentials?.[credentialType]?.id} ${place.host}`),
	});
}

/** One budget per credential, shared by all executions of this process (facts 2.8: Clio counts per token). */
const budgets = new Map<string, Pacing>();
const mostBudgets = 500;

function pacingOf(key: string): Pacing {
	const known = budgets.get(key);
	if (known) return known;
	if (budgets.size >= mostBudgets) budgets.clear();
	const fresh = new Pacing();
	budgets.set(key, fresh);
	return fresh;
}

/**
 * n8n adds the bearer and renews it on 401, which is why that status stays an exception there
 * (n8n facts, section 6). Redirects are not followed: they would carry the bearer along.
 */
function sender(context: Context, timeout?: number): Send {
	const cancel = cancelOf(context);
	return async ({ method, url, headers, body, lastly }) => {
		const options: IHttpRequestOptions = {
			method,
			url,
			headers,
			body: body as IDataObject | undefined,
			json: true,
			returnFullResponse: true,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
			...(timeout ? { timeout } : {}),
		};
		if (!lastly) cancel.check();
		try {
			const { httpRequestWithAuthentication: request } = context.helpers;
			const from = lastly ? uncancelled(context) : context;
			const full = (await request.call(from, credentialType, options)) as IN8nHttpFullResponse;
			return { status: full.statusCode, headers: full.headers as Headers, body: full.body };
		} catch (error) {
			// What was on its way when the button was pressed may have been carried out: the client judges that.
			if (method === 'GET') cancel.check();
			const answer = withoutAnswer(error);
			return cancel.isPressed() ? { ...answer, body: cancelled } : answer;
		}
	};
}

/** n8n ends a request by the cancel button of the context it comes from, which may have been pressed before. */
const uncancelled = (context: Context): Context =>
	Object.create(context, { getExecutionCancelSignal: { value: () => undefined } }) as Context;

const withoutWaiting: Clock = {
	now: () => Date.now(),
	sleep: async () =>
		raise(new ClioError('unavailable', 'Clio cannot be asked at the moment', 'Try again later.')),
};
