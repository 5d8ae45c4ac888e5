/** What Clio, or something between us and Clio, says when it refuses; texts of theirs reach a person through here. */
export interface Said {
	/** Clio's own word for it, e.g. `InvalidFields`. */
	type: string;
	text: string;
}

/**
 * Reads the shapes in which Clio complains (facts 2.7, Platform facts 4): its own `{error: {type, message}}`,
 * OAuth's `{error, error_description}`, the Platform's `{error, details}` and `{message}`, and a rare one with
 * the text in base64.
 */
export function said(body: unknown): Said {
	const { error, details, message, data, ...rest } = Object(body) as Record<string, unknown>;
	if (typeof error === 'string') {
		const described = Array.isArray(details) ? details.join('; ') : rest.error_description;
		return { type: readable(error), text: readable(described) };
	}
	if (error && typeof error === 'object') {
		const { type, message: within } = error as Record<string, unknown>;
		return { type: readable(String(type ?? '')), text: readable(within) };
	}
	const text = typeof data === 'string' ? fromBase64(data) : (message ?? body);
	return { type: '', text: readable(text) };
}

/** Nothing, if what was in there is no text. */
function fromBase64(data: string): string {
	const text = Buffer.from(data, 'base64').toString('utf8');
	return text.includes('\ufffd') ? '' : text;
}

/** A page of HTML from something between us and Clio says nothing to a person. */
function readable(text: unknown): string {
	if (typeof text !== 'string' || isPage(text)) return '';
	return withoutKeys(text.trim()).slice(0, 300);
}

/**
 * Something between us and Clio may repeat what it was sent, the keys of the connection with it: words that are
 * called one, and words as long and mixed as one. The number of a request (a UUID) stays, for Clio's support.
 */
const withoutKeys = (text: string): string =>
	text
		.replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 …')
		.replace(/\b(\w*(?:token|secret|password))(["']?\s*[:=]\s*["']?)[^\s"'&,;]{8,}/gi, '$1$2…')
		.replace(/(?![0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b)\b(?=[\w-]*\d)[\w-]{32,}/gi, '…');

const isRecord = (text: string): boolean => /^[{[]/.test(text);

export const isPage = (body: unknown): boolean =>
	typeof body === 'string' && body.trimStart().startsWith('<');

/** True for a rate-limit answer in any of its shapes. */
export function isRateLimited(answer: { status: number; body: unknown }): boolean {
	const { status } = answer;
	if (status === 429) return true;
	// After a 5xx a change may have been carried out, whatever its text says.
	if (status < 400 || status >= 500) return false;
	const { type, text } = said(answer.body);
	return /RateLimited/.test(type || text);
}

/** The field that Clio refused as unknown, if that is what it says. */
export function refusedField(status: number, body: unknown): string | undefined {
	const { type, text } = said(body);
	if (status !== 400 || type !== 'InvalidFields') return undefined;
	return /(\w+)["']? is not a valid field/.exec(text)?.[1];
}

/** Clio's own words, for a person, who reads no record and no half of one. */
export function quoteOf({ type, text }: Said): string {
	const quote = isRecord(text) ? type : text || type;
	return quote && `Clio says: "${quote.replace(/\.$/, '')}".`;
}
