import { typeOf } from '../content-types.cts';
import { xlsxOf } from '../paper/office.cts';
import { pdfOf } from '../paper/pdf.cts';
import { escaped } from '../paper/xml.cts';
import { zipOf } from '../paper/zip.cts';
import type { File } from '../storage/addresses.cts';
import type { Row } from '../store.cts';
import type { Columns } from './rows.cts';

/** A report as a file. UNKNOWN how Clio's own look inside: names of columns, the shape of JSON, sums. */
export function fileOf({ name, kind, format }: Row, rows: Columns[]): File {
	const filename = `${kind}.${format}`;
	return { name: filename, type: typeOf(filename), content: writers[format](name, rows) };
}

const writers: Record<string, (name: string, rows: Columns[]) => Buffer> = {
	csv: (_name, rows) => Buffer.from(csvOf(rows)),
	html: (name, rows) => Buffer.from(htmlOf(name, rows)),
	json: (_name, rows) => Buffer.from(JSON.stringify(rows)),
	pdf: (name, rows) => pdfOf([name, '', ...tableOf(rows).map((cells) => cells.join('   '))]),
	xlsx: (_name, rows) => xlsxOf(tableOf(rows)),
	zip: (name, rows) => zipOf({ [`${name}.csv`]: csvOf(rows) }),
};

/** The names of the columns, and what is in them. */
const tableOf = (rows: Columns[]): (string | number)[][] => [
	Object.keys(rows[0] ?? {}),
	...rows.map((row) => Object.values(row)),
];

const csvOf = (rows: Columns[]): string =>
	tableOf(rows)
		.map((cells) => `${cells.map(quoted).join(',')}\r\n`)
		.join('');

const quoted = (cell: string | number): string =>
	/[",\r\n]/.test(`${cell}`) ? `"${`${cell}`.replaceAll('"', '""')}"` : `${cell}`;

function htmlOf(name: string, rows: Columns[]): string {
	const [names, ...lines] = tableOf(rows);
	const row = (cells: (string | number)[], tag: string) =>
		`<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
	return `<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>${escaped(name)}</title></head>
<body>
<h1>${escaped(name)}</h1>
<table>
${[row(names, 'th'), ...lines.map((cells) => row(cells, 'td'))].join('\n')}
</table>
</body>
</html>
`;
}
