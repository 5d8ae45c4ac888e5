/**
 * What a request gives, unless its time is up or the execution is cancelled before; `end` ends it then. Whoever gives
 * it up does not wait for it: n8n may be renewing a token, which no signal ends.
 * @param longest in milliseconds
 */
export async function inTime<T>(
	longest: number,
	cancel: AbortSignal | undefined,
	request: (end: AbortSignal) => Promise<T>,
): Promise<T> {
	const ending = new AbortController();
	const end = (): void => ending.abort();
	const ends = [AbortSignal.timeout(longest), ...(cancel ? [cancel] : [])];
	for (const one of ends) one.addEventListener('abort', end);
	const ended = new Promise<never>((_, reject) => {
		ending.signal.addEventListener('abort', () => reject(late()));
	});
	try {
		return await Promise.race([request(ending.signal), ended]);
	} finally {
		for (const one of ends) one.removeEventListener('abort', end);
	}
}

const late = (): Error => Object.assign(new Error('No answer came in time'), { code: 'ETIMEDOUT' });
