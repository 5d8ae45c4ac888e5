import type { Json } from '../client';
import { refuse } from '../errors';

/**
 * How to read the rows of a report in a format. Values of CSV stay text, as Clio writes them: an amount is not
 * rounded, a number not cut.
 */
export function rowsOf(format: string): (text: string) => Json[] {
	if (format === 'csv') return csvRows;
	if (format === 'json') return jsonRows;
	return refuse(
		`A report in ${format.toUpperCase()} has no rows`,
		'Set Return to a file, or have the report made in CSV or JSON.',
	);
}

/** What Clio's JSON looks like is said nowhere: a list, or one within a record, e.g. `{data: […]}`. */
function jsonRows(text: string): Json[] {
	const parsed: unknown = text.trim() ? parse(text) : [];
	const rows = listIn(parsed) ?? [parsed];
	return rows.map((row) => (isRecord(row) ? row : { value: row }));
}

/** The only list, or the only one of records, however deep it stands. */
function listIn(value: unknown): unknown[] | undefined {
	if (isList(value)) return value;
	const lists = Object.values(isRecord(value) ? value : {})
		.map(listIn)
		.filter((one) => one !== undefined);
	const ofRecords = lists.filter((one) => one.some(isRecord));
	return [lists, ofRecords].find(({ length }) => length === 1)?.[0];
}

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const isRecord = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !isList(value);

function parse(text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		return refuse('The report is no JSON', 'Set Return to a file to look at it.');
	}
}

/** The first line names the columns. */
function csvRows(text: string): Json[] {
	const filled = cells(text.replace(/^\uFEFF/, '')).filter((line) =>
		line.some((cell) => cell.trim()),
	);
	const [head = [], ...lines] = filled;
	const names = columnNames(head);
	return lines.map((line) =>
		Object.fromEntries(line.map((cell, at) => [names[at] ?? `Column ${at + 1}`, cell])),
	);
}

/** Two columns may have the same name, and one may have none. */
function columnNames(head: string[]): string[] {
	const taken = new Set<string>();
	return head.map((cell, at) => {
		const name = cell.trim() || `Column ${at + 1}`;
		let free = name;
		for (let count = 2; taken.has(free); count++) free = `${name} ${count}`;
		taken.add(free);
		return free;
	});
}

/** Cells may stand in quotes, with commas, line breaks and doubled quotes in them (RFC 4180). */
function cells(text: string): string[][] {
	const lines: string[][] = [[]];
	const cell = /(?:"([^"]*(?:""[^"]*)*)"|((?!")[^,\r\n]*))(,|\r?\n|\r|$)/gy;
	while (cell.lastIndex < text.length) {
		const match = cell.exec(text);
		if (!match) return refuse('The report is no CSV', 'Set Return to a file to look at it.');
		const [, quoted, plain, end] = match;
		(lines.at(-1) as string[]).push(quoted === undefined ? plain : quoted.replace(/""/g, '"'));
		if (end === ',' && cell.lastIndex === text.length) (lines.at(-1) as string[]).push('');
		if (end !== ',' && end) lines.push([]);
	}
	return lines;
}
