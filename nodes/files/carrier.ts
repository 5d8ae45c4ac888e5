import type { IDataObject, IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { Client } from '../../clio/client';
import type { Stream } from '../../clio/files/file';
import { Storage, type Carrier, type Transfer } from '../../clio/files/storage';
import type { Headers } from '../../clio/pacing';
import type { Answer } from '../../clio/sending';
import { cancelOf, clockOf } from '../cancel';
import { inTime } from '../inTime';
import { withoutAnswer } from '../lost';

/** What it takes to move files in an execution. */
export function transferOf(context: IExecuteFunctions, client: Client): Transfer {
	const clock = clockOf(context);
	return { client, clock, storage: new Storage(carrierOf(context), clock, client.place) };
}

/** For how long nothing may move, in milliseconds; what moves may take its time. */
const timeout = 180_000;

/**
 * Files through n8n's own requests, as streams. Without a credential: the address opens what it is for, and a
 * bearer beside it is refused (facts, trap 8). Cancelling ends a transfer at once.
 */
function carrierOf(context: IExecuteFunctions): Carrier {
	const cancel = cancelOf(context);

	/** Of what went up the status tells all; an error says more, perhaps drop by drop for ever. */
	async function heard(status: number, body: Stream, ending: AbortController): Promise<string> {
		try {
			if (status < 300) return '';
			return await inTime(2 * timeout, cancel.signal, async () => beginningOf(body));
		} finally {
			ending.abort();
		}
	}

	async function carry(options: IHttpRequestOptions): Promise<Answer> {
		cancel.check();
		const ending = new AbortController();
		const ends = [ending.signal, ...(cancel.signal ? [cancel.signal] : [])];
		try {
			const full = (await context.helpers.httpRequest({
				...options,
				timeout,
				encoding: 'stream',
				returnFullResponse: true,
				disableFollowRedirect: true,
				ignoreHttpStatusErrors: true,
				abortSignal: AbortSignal.any(ends) as never,
			})) as { statusCode: number; headers: Headers; body: Stream };
			const { statusCode: status, headers, body } = full;
			if (options.method === 'GET' && status < 300)
				return { status, headers, body: moving(body, ending) };
			return { status, headers, body: await heard(status, body, ending) };
		} catch (error) {
			cancel.check();
			return withoutAnswer(error);
		}
	}

	return {
		put: async (url, headers, body) =>
			carry({
				method: 'PUT',
				url,
				// No other type than the signed one: n8n would add that of a web form.
				headers: { 'Content-Type': false, ...headers } as unknown as IDataObject,
				body: body as unknown as IDataObject,
			}),
		get: async (url) => carry({ method: 'GET', url }),
	};
}

/** Ended when nothing has moved for long: n8n's own limit is over once the first of it has come. */
function moving(body: Stream, ending: AbortController): Stream {
	let latest: AbortSignal;
	const moves = (): void => {
		const limit = AbortSignal.timeout(timeout);
		limit.addEventListener('abort', () => (limit === latest ? ending.abort() : undefined));
		latest = limit;
	};
	moves();
	return body.map((chunk) => {
		moves();
		return chunk;
	});
}

const longestError = 10_000;

/** What the storage says of an error. */
async function beginningOf(stream: Stream): Promise<string> {
	let text = '';
	for await (const chunk of stream) {
		text += Buffer.from(chunk).toString('utf8');
		if (text.length > longestError) break;
	}
	return text;
}
