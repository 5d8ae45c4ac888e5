import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { nextIn, readJson } from '../clio/answers';
import type { Answer } from '../clio/sending';
import type { Headers } from '../clio/pacing';

/** What came for a request. Its text is read when somebody looks at it, and then forgotten. */
export function answerOf({ statusCode, headers, body: given }: IN8nHttpFullResponse): Answer {
	const answer = { status: statusCode, headers: headers as Headers };
	if (typeof given !== 'string') return { ...answer, body: given };
	let text: string | undefined = given;
	let body: unknown;
	return {
		...answer,
		next: nextIn(given),
		get body() {
			if (text !== undefined) body = readJson(text);
			text = undefined;
			return body;
		},
	};
}
