import { sleep } from 'n8n-workflow';
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
import { Client, type Answer, type Send } from '../clio/client';
import { cancelled, ClioError, raise } from '../clio/errors';
import { Pacing, type Clock, type Headers } from '../clio/pacing';
import { placeOf } from '../clio/regions';

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
	return async ({ method, url, headers, body }) => {
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
		cancel.check();
		try {
			const { httpRequestWithAuthentication: request } = context.helpers;
			const full = (await request.call(context, credentialType, options)) as IN8nHttpFullResponse;
			return { status: full.statusCode, headers: full.headers as Headers, body: full.body };
		} catch (error) {
			// What was on its way when the button was pressed may have been carried out: the client judges that.
			if (method === 'GET') cancel.check();
			const answer = withoutAnswer(error);
			return cancel.isPressed() ? { ...answer, body: cancelled } : answer;
		}
	};
}

interface Thrown {
	httpCode?: string | null;
	message?: string;
	code?: string;
	failure?: { cause?: string };
	/** axios's error, or that of n8n's OAuth client. */
	cause?: Thrown & {
		status?: number;
		body?: unknown;
		response?: { headers?: Headers; data?: unknown };
		config?: { url?: string };
		syscall?: string;
	};
}

/** What n8n threw, as an answer. A connection that cannot be renewed counts as 401. */
function withoutAnswer(thrown: unknown): Answer {
	const error = Object(thrown) as Thrown;
	const cause = error.cause ?? {};
	const headers = { ...cause.response?.headers };
	if (isUnconnected(error)) {
		const body = { error: 'not connected', error_description: error.message };
		return { status: 401, headers, body };
	}
	if (Number(error.httpCode) === 401) return { status: 401, headers, body: cause.response?.data };
	const code = error.code ?? cause.code ?? '';
	const body = code || error.httpCode || error.message || '';
	return { status: 0, headers, body, sent: !neverLeft(code, cause) };
}

/** Never connected, revoked, or an app key and secret that the token address does not know. */
function isUnconnected({ failure, message = '', cause = {} }: Thrown): boolean {
	if (failure?.cause === 'credential-invalid' || /not connected/.test(message)) return true;
	const { error } = Object(cause.body) as { error?: unknown };
	return cause.code === 'EAUTH' && typeof error === 'string';
}

/**
 * The request cannot have been carried out: no connection was made, Clio's certificate was refused, or it
 * was the renewal of the token that got no answer. Anything else may have happened while an answer was read.
 */
function neverLeft(code: string, { syscall, config }: NonNullable<Thrown['cause']>): boolean {
	if (/\/oauth\/token$/.test(config?.url ?? '') || /^(EAUTH|ESTATUS)$/.test(code)) return true;
	if (/^E(HOST|NET)UNREACH$/.test(code)) return syscall === 'connect';
	return /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CERT_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|ERR_TLS_CERT_ALTNAME_INVALID)$/.test(
		code,
	);
}

const withoutWaiting: Clock = {
	now: () => Date.now(),
	sleep: async () =>
		raise(new ClioError('unavailable', 'Clio cannot be asked at the moment', 'Try again later.')),
};

/** Waits in short slices, so that a cancelled execution ends at once on older versions of n8n, too. */
function clockOf(context: Context): Clock {
	const { signal, check } = cancelOf(context);
	const slice = 500;
	return {
		now: () => Date.now(),
		sleep: async (ms) => {
			for (let left = ms; left > 0; left -= slice) {
				await sleep(Math.min(left, slice), signal).catch(() => undefined);
				check();
			}
		},
	};
}

/** The cancel button of the execution; `check` ends the work once it was pressed. */
function cancelOf(context: Context) {
	const signal =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const isPressed = () => signal?.aborted === true;
	const check = () => {
		if (!isPressed()) return;
		const advice =
			'Nothing more was sent to Clio. A change that was on its way may have been carried out.';
		// n8n takes an error with this word for a cancelled execution, not a failed one.
		raise(new ClioError('cancelled', 'The execution was canceled', advice));
	};
	return { signal, check, isPressed };
}
