import { sum } from '../money.cts';
import type { Row } from '../store.cts';
import type { World } from '../world.cts';
import { sourceOf, type Line } from './sources.cts';

/** What one row of a report shows. */
export type Columns = Record<string, string | number>;

/** The records of the firm that a report is about: those of its period, and of whom it is asked for. */
export function rowsOf(report: Row, world: World): Columns[] {
	const { read, summed } = sourceOf(report.kind);
	const lines = read(world).filter((line) => isAsked(report, line));
	const rows = lines.map(({ columns }) => columns);
	return summed ? addedUp(rows) : rows;
}

function isAsked(report: Row, { date, matter, client, user }: Line): boolean {
	const { start_date, end_date, year } = report;
	const isOf = (asked: number | null | undefined, id: number | undefined) =>
		asked == null || asked === id;
	return (
		(!start_date || date >= start_date) &&
		(!end_date || date <= end_date) &&
		(!year || date.startsWith(`${year}-`)) &&
		isOf(report.client, client) &&
		isOf(report.user, user) &&
		isOf(report.matter, matter?.id) &&
		isOf(report.practice_area, matter?.practice_area) &&
		isOf(report.responsible_attorney, matter?.responsible_attorney) &&
		isOf(report.originating_attorney, matter?.originating_attorney)
	);
}

/** One row for all that have the same words; their numbers are added up. */
function addedUp(rows: Columns[]): Columns[] {
	const isNumber = ([, value]: [string, unknown]) => typeof value === 'number';
	const wordsOf = (row: Columns) =>
		JSON.stringify(Object.values(row).filter((value) => typeof value === 'string'));
	const groups = new Map<string, Columns[]>();
	for (const row of rows) {
		const group = groups.get(wordsOf(row));
		if (group) group.push(row);
		else groups.set(wordsOf(row), [row]);
	}
	return [...groups.values()].map((group) => {
		const numbers = Object.entries(group[0]).filter(isNumber);
		const sums = numbers.map(([name]) => [name, sum(group.map((row) => Number(row[name])))]);
		return { ...group[0], ...Object.fromEntries(sums) };
	});
}
