/*
 * What may stand in a report. Somebody pastes it into a public issue, so nothing of the firm may be in it: no value of a
 * record, no ID, no key. The words of a report are written here and in the questions; what Clio says gets in
 * through these functions alone, which let names of fields, counts, statuses and known words pass.
 */

/** A piece of a report; only this file makes one. */
export class Told {
	readonly #text: string;

	/** @param pass keeps other files from making one of any text */
	constructor(text: string, pass: typeof key) {
		if (pass !== key) throw new Error('Only told.cts makes what may stand in a report');
		this.#text = text;
	}

	toString(): string {
		return this.#text;
	}
}

const key = Symbol('told');
const tell = (text: string): Told => new Told(text, key);

/** told`Clio answered ${status(answer)}`: what stands between the braces must be told itself. */
export function told(texts: TemplateStringsArray, ...pieces: Told[]): Told {
	if (!pieces.every((piece) => piece instanceof Told))
		throw new Error('A report holds nothing that is not told');
	return tell(String.raw({ raw: texts }, ...pieces));
}

export const joined = (pieces: Told[], between = ', '): Told => tell(pieces.join(between));

export const count = (number: number): Told => tell(number.toLocaleString('en-US'));

/** Of a wait: nobody needs to know it closer. */
export const seconds = (ms: number): Told =>
	tell(ms < 950 ? 'less than a second' : `${Math.round(ms / 1000)} s`);

/** A word of Clio's own, if it is one of those that are known. */
export const word = (value: unknown, known: readonly string[]): Told =>
	tell(known.includes(String(value)) ? `\`${String(value)}\`` : 'another word');

export const yesNo = (value: boolean): Told => tell(value ? 'yes' : 'no');

/** A version such as 4.0.13. */
export const version = (value: unknown): Told =>
	tell(/^\d{1,2}(\.\d{1,3}){1,2}$/.test(String(value)) ? String(value) : 'none');

/** How a moment is written: `9999-99-99T99:99:99Z`. */
export const moment = (value: unknown): Told => {
	const masked = String(value).replace(/\d/g, '9');
	return tell(/^9999-99-99T[9:.]+(Z|[+-]99:?99)?$/.test(masked) ? `\`${masked}\`` : 'another form');
};

/** Those of the headers whose name begins in one of these ways, without their values. */
export const headerNames = (headers: object, ...beginnings: string[]): Told => {
	const found = Object.keys(headers).filter((name) =>
		beginnings.some((one) => name.toLowerCase().startsWith(one)),
	);
	return tell(
		found
			.sort()
			.map((name) => `\`${name}\``)
			.join(', ') || 'none',
	);
};

/** `{"id": number, "name": text}`: names of fields and kinds of values. */
export const shape = (value: unknown): Told => tell(`\`${shapeOf(value)}\``);

function shapeOf(value: unknown, depth = 0): string {
	if (value === null) return 'null';
	if (typeof value === 'string') return value ? 'text' : 'empty text';
	if (typeof value !== 'object') return typeof value === 'undefined' ? 'nothing' : typeof value;
	if (depth > 4) return '…';
	if (Array.isArray(value))
		return value.length ? `[${shapeOf(value[0], depth + 1)}]` : 'empty list';
	const fields = Object.entries(value as object).map(
		([name, of]) => `${fieldName(name)}: ${shapeOf(of, depth + 1)}`,
	);
	return `{${fields.join(', ')}}`;
}

/** Clio's fields are words of small letters; what else stands in that place may be anything. */
const fieldName = (name: string): string => (/^[a-z][a-z0-9_]{0,40}$/.test(name) ? name : '…');

interface Answered {
	status: number;
	body?: unknown;
}

/** `404 RecordNotFound`, `401 invalid_token`, `200`: the status, and Clio's own name of an error. */
export const answer = ({ status, body }: Answered): Told => {
	if (status === 0) return tell('no answer');
	const { error } = Object(body) as { error?: unknown };
	const type = typeof error === 'string' ? error : (Object(error) as { type?: unknown }).type;
	const isName = typeof type === 'string' && /^([A-Z][A-Za-z]{2,40}|[a-z_]{3,40})$/.test(type);
	return tell(status >= 400 && isName ? `${status} \`${type}\`` : String(status));
};
