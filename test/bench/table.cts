export interface Table {
	title: string;
	/** The first column says what; all others are figures. */
	head: string[];
	rows: string[][];
	/** What is to be known of the figures, a sentence each. */
	says?: string[];
}

export function inTerminal({ title, head, rows, says = [] }: Table): string {
	const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at].length)));
	const line = (row: string[]) =>
		row.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join('  ');
	return ['', title, ...[head, ...rows].map((row) => `  ${line(row)}`), ...says, ''].join('\n');
}

export function inMarkdown({ title, head, rows, says = [] }: Table): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	const rule = head.map((_, at) => (at ? '--:' : '---'));
	return [`**${title}**`, [head, rule, ...rows].map(line).join('\n'), ...says].join('\n\n');
}
