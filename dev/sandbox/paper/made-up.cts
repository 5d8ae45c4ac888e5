import { docxOf, xlsxOf } from './office.cts';
import { pdfOf } from './pdf.cts';
import { zipOf } from './zip.cts';

const written: Record<string, (lines: string[]) => Buffer> = {
	pdf: pdfOf,
	docx: docxOf,
	xlsx: (lines) => xlsxOf(lines.map((line) => [line])),
	zip: (lines) => zipOf({ 'read me.txt': lines.join('\n') }),
};

/** A small file of the kind that its name says, which says what it is. */
export function madeUp(filename: string, version: number): Buffer {
	const write = written[filename.split('.').at(-1)!.toLowerCase()];
	const line = `${filename}, version ${version}`;
	return write ? write([line]) : Buffer.from(`${line}\n`);
}
