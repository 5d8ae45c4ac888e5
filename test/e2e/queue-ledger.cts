import { createHash } from 'node:crypto';
import type { Postgres } from '../../dev/n8n/queue/postgres.cts';
import type { Execution, Item } from '../../dev/n8n/n8n-types.cts';
import { until } from '../../dev/n8n/until.cts';
import type { Published } from './published.cts';

/** An execution, as n8n's database has it. */
export interface Entry {
	id: number;
	status: string;
	/** What it began with. */
	given: string[];
	/** What it gave out, or still has if it was cut short. */
	has: string[];
}

interface Row {
	id: number;
	status: string;
	given: string;
	data: string;
}

type Data = Execution['data'] & {
	executionData?: { nodeExecutionStack: Array<{ data?: { main?: Array<Item[] | null> } }> };
};

/** What an execution begins with, n8n writes over: the database keeps it, in the same transaction. */
const KEEP = `
	CREATE TABLE IF NOT EXISTS begun ("executionId" int, given text);
	CREATE OR REPLACE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN INSERT INTO begun VALUES (NEW."executionId", NEW.data); RETURN NEW; END $$;
	CREATE OR REPLACE TRIGGER keep AFTER INSERT ON execution_data
		FOR EACH ROW EXECUTE FUNCTION keep();`;

const OPEN = `status IN ('new', 'running')`;

/**
 * The executions of a workflow of one Clio Trigger. Asked of the database, which tells of a thousand what
 * n8n's API tells of one.
 */
export class Ledger {
	private from = 0;

	private constructor(
		private readonly postgres: Postgres,
		private readonly published: Published,
	) {}

	static async open(postgres: Postgres, published: Published): Promise<Ledger> {
		await postgres.run(KEEP);
		return new Ledger(postgres, published);
	}

	/** What came before is not counted from here on. */
	async turnPage(): Promise<void> {
		const [last] = await this.ask<number>('coalesce(max(id), 0)');
		this.from = last;
	}

	async count(where = 'true'): Promise<number> {
		const [count] = await this.ask<number>('count(*)', where);
		return count;
	}

	/** So many executions, and then no more for a while, and none that is not over. */
	async settled(atLeast: number, withinMs = 240_000): Promise<void> {
		let before = -1;
		const isStill = async () => {
			const [count, open] = [await this.count(), await this.open()];
			const isSame = count === before;
			before = count;
			return isSame && open === 0 && count >= atLeast;
		};
		const what = `${atLeast} executions`;
		await until(isStill, { what, withinMs, everyMs: 1_000 }).catch((error: Error) => {
			throw new Error(`${error.message}; there are ${before}`);
		});
	}

	/** How many are not over. */
	open = (): Promise<number> => this.count(OPEN);

	async entries(): Promise<Entry[]> {
		const { parse } = await import('flatted'); // an ES module
		// One that tells of a problem was given no change.
		const changes = (text: string) =>
			this.itemsOf(parse(text) as Data)
				.filter(({ json }) => json.data)
				.map(({ json }) => changeOf(json));
		const row = `json_build_object('id', id, 'status', status, 'given', given, 'data', data)`;
		const rows = await this.ask<Row>(row, 'true', 'ORDER BY id');
		return rows.map(({ id, status, given, data }) => {
			return { id, status, given: changes(given), has: changes(data) };
		});
	}

	/** Until n8n was told that all have run. In a firm minutes pass before the regular check asks. */
	async allMarked(): Promise<void> {
		const changes = (await this.entries()).flatMap(({ has }) => has);
		const areMarked = async () => (await this.marked(changes)).size === changes.length;
		await until(areMarked, { what: 'All changes are marked as done' });
	}

	/** Of these changes those of which n8n was told that their executions had run. */
	async marked(changes: string[]): Promise<Set<string>> {
		const { id } = this.published.workflow;
		const where = `"workflowId" = '${id}' AND context <> ''`;
		const texts = await this.postgres.rows<{ data: string[] }>(
			`SELECT value::json FROM processed_data WHERE ${where}`,
		);
		const marks = new Set(texts.flatMap(({ data }) => data));
		return new Set(changes.filter((change) => marks.has(hashOf(doneMark(change)))));
	}

	private itemsOf({ resultData, executionData }: Data): Item[] {
		const [{ name }] = this.published.workflow.nodes;
		const given = resultData.runData?.[name]?.at(-1)?.data?.main?.[0];
		return given ?? executionData?.nodeExecutionStack[0]?.data?.main?.[0] ?? [];
	}

	private ask<T>(what: string, where = 'true', order = ''): Promise<T[]> {
		const mine = `"workflowId" = '${this.published.id}' AND id > ${this.from}`;
		const table = `execution_entity JOIN execution_data d ON d."executionId" = id JOIN begun b ON b."executionId" = id`;
		return this.postgres.rows(`SELECT ${what} FROM ${table} WHERE ${mine} AND ${where} ${order}`);
	}
}

/** As n8n keeps what it was told. */
const hashOf = (mark: string): string => createHash('md5').update(mark).digest('base64');

/** As the trigger writes it, for a change as `changeOf` tells it. */
function doneMark(change: string): string {
	const [event, id, etag] = change.split(' ');
	return event === 'created' ? `done ${id} created` : `done ${id} ${etag} ${event}`;
}

/** Which change of which record, told by Clio's version of it. */
export const changeOf = ({ event, id, data }: Item['json']): string =>
	`${String(event)} ${String(id)} ${(data as { etag: string }).etag}`;
