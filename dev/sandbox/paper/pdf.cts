const LINES_A_PAGE = 50;

/** A small PDF that holds these lines; letters that Latin-1 lacks become question marks. */
export function pdfOf(lines: string[]): Buffer {
	const count = Math.max(1, Math.ceil(lines.length / LINES_A_PAGE));
	const pages = Array.from({ length: count }, (_, page) =>
		lines.slice(page * LINES_A_PAGE, (page + 1) * LINES_A_PAGE),
	);
	// Objects 1 to 3 are the catalog, the pages and the font; then a page and its text, in turn.
	const kids = pages.map((_, page) => `${4 + 2 * page} 0 R`);
	return written([
		'<< /Type /Catalog /Pages 2 0 R >>',
		`<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${count} >>`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
		...pages.flatMap((each, page) => [pageOf(5 + 2 * page), textOf(each)]),
	]);
}

const pageOf = (text: number) =>
	`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${text} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`;

function textOf(lines: string[]): string {
	const shown = lines.map((line) => `(${escaped(line)}) '`).join('\n');
	const stream = `BT /F1 10 Tf 14 TL 50 800 Td\n${shown}\nET`;
	return `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`;
}

const escaped = (line: string) =>
	line.replace(/[^\x20-\x7e\xa0-\xff]/g, '?').replace(/[\\()]/g, (letter) => `\\${letter}`);

/** The objects with the table that says where each begins. */
function written(objects: string[]): Buffer {
	let text = '%PDF-1.4\n';
	const starts = objects.map((object, index) => {
		const start = text.length;
		text += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return `${String(start).padStart(10, '0')} 00000 n \n`;
	});
	const size = objects.length + 1;
	const table = `xref\n0 ${size}\n0000000000 65535 f \n${starts.join('')}`;
	const end = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
	return Buffer.from(text + table + end, 'latin1');
}
