import { escaped, XML } from './xml.cts';
import { zipOf } from './zip.cts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const WORDS = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument';

const relations = (...targets: [type: string, target: string][]) => {
	const each = targets.map(
		([type, target], index) =>
			`<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
	);
	return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
};

/** The parts all of these files have: what is in them, and where to begin. */
const frame = (main: string, types: Record<string, string>) => ({
	'[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${Object.entries(
		types,
	)
		.map(([part, type]) => `<Override PartName="/${part}" ContentType="${TYPE}.${type}+xml"/>`)
		.join('')}</Types>`,
	'_rels/.rels': relations(['officeDocument', main]),
});

/** A Word document of these lines. */
export function docxOf(lines: string[]): Buffer {
	const main = 'word/document.xml';
	const paragraphs = lines.map(
		(line) => `<w:p><w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r></w:p>`,
	);
	return zipOf({
		...frame(main, { [main]: 'wordprocessingml.document.main' }),
		[main]: `${XML}<w:document xmlns:w="${WORDS}"><w:body>${paragraphs.join('')}</w:body></w:document>`,
	});
}

/** An Excel workbook with one sheet; numbers stay numbers. */
export function xlsxOf(rows: unknown[][]): Buffer {
	const [main, sheet] = ['xl/workbook.xml', 'xl/worksheets/sheet1.xml'];
	const data = rows.map((row) => `<row>${row.map(cell).join('')}</row>`);
	return zipOf({
		...frame(main, {
			[main]: 'spreadsheetml.sheet.main',
			[sheet]: 'spreadsheetml.worksheet',
		}),
		[main]: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Report" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		'xl/_rels/workbook.xml.rels': relations(['worksheet', 'worksheets/sheet1.xml']),
		[sheet]: `${XML}<worksheet xmlns="${MAIN}"><sheetData>${data.join('')}</sheetData></worksheet>`,
	});
}

const cell = (value: unknown) =>
	typeof value === 'number'
		? `<c><v>${value}</v></c>`
		: `<c t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;
