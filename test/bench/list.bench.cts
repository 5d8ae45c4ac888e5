import type { Setting } from './bench.cts';
import { contest, type Contestant, type Result } from './contest.cts';
import { megabytes, none, ratio, seconds, spread, whole } from './figures.cts';
import { Firm } from './firm.cts';
import { byAxios, byHelper, byNextLink, clio, httpRequest, splitOut } from './nodes.cts';
import type { Table } from './table.cts';

const PATH = '/api/v4/matters.json';
const MATTERS = { whole: 50_000, quick: 2_000 };
const ROUNDS = { whole: 5, quick: 2 };
/** Where a turn takes less than a second: among many rounds, one that is disturbed says little. */
const SHORT_ROUNDS = { whole: 25, quick: 2 };
const PAGE = 200;
/** How long each answer is on its way where Clio is somewhere else, in milliseconds. */
const AWAY = 20;

const fieldList = 'id,display_number,description,status,client{name,id},practice_area{name}';

const getMany = { resource: 'matter', operation: 'getAll' };

/**
 * All matters of a large firm: by Clio's Get Many, by a bare loop over the same pages, and by n8n's HTTP Request
 * node with its own pagination, followed by Split Out, since it hands on pages. Once with the same fields for
 * all, from a Clio that answers at once and from one that is away; once Simplified, against the others with the
 * fields that Simplified asks for.
 */
export async function run(setting: Setting): Promise<Table[]> {
	const size = setting.quick ? 'quick' : 'whole';
	const matters = MATTERS[size];
	const firm = await setting.step(`A firm of ${whole(matters)} matters`, () =>
		Firm.start(setting.teardown, { matters }),
	);
	const same = { fields: fieldList, options: { fieldList } };
	const looks = [
		{ title: 'the same fields', away: 0, rounds: SHORT_ROUNDS[size], ...same },
		{
			...{ title: `the same fields, each answer ${AWAY} ms on its way`, away: AWAY },
			...{ rounds: ROUNDS[size], ...same },
		},
		{
			...{ title: 'simplified', away: 0, rounds: ROUNDS[size] },
			...{ fields: await simplifiedFields(setting, firm), options: {} },
		},
	];
	const [id] = await firm.process.ask('values', { resource: 'matters', name: 'id' });
	const tables: Table[] = [];
	for (const { title, fields, options, away, rounds } of looks) {
		await firm.process.ask('isAway', away);
		const all = contestants(firm, fields, options, Number(id));
		const results = await contest(setting, firm, all, { rounds, records: matters });
		tables.push(table(`${whole(matters)} matters: ${title}`, results, matters));
	}
	firm.end();
	return tables;
}

function contestants({ account }: Firm, fields: string, options: object, id: number): Contestant[] {
	const url = `${account.url}${PATH}?order=id(asc)&limit=${PAGE}&fields=${fields}`;
	const one = `${url}&ids[]=${id}`;
	const byClio = (some: object) => ({ steps: [clio({ ...getMany, options, ...some })] });
	const byHttp = (first: string) => ({
		steps: [httpRequest({ url: first, options: byNextLink }), splitOut],
	});
	return [
		{ name: 'Bare loop', work: { steps: [byAxios(url)] }, small: { steps: [byAxios(one)] } },
		{ name: 'Bare loop outside n8n', work: { pages: url }, small: { pages: one } },
		{ name: "n8n's helper", work: { steps: [byHelper(url)] }, small: { steps: [byHelper(one)] } },
		{ name: 'Clio', work: byClio({ returnAll: true }), small: byClio({ limit: 1 }) },
		{ name: 'HTTP Request, Split Out', work: byHttp(url), small: byHttp(one) },
	];
}

/** As the node itself asks for them. */
async function simplifiedFields({ n8n, teardown }: Setting, firm: Firm): Promise<string> {
	const one = await firm.contestant(teardown, n8n);
	await one.ask('run', { steps: [clio({ ...getMany, limit: 1 })] });
	one.end();
	return await firm.process.ask('fieldsAt', PATH);
}

function table(title: string, results: Result[], matters: number): Table {
	const [bare, http] = [results[0], results.at(-1)!];
	const over = (one: Result, other: Result) =>
		one === other ? none : ratio(one.median, other.median);
	return {
		title,
		head: [
			'',
			'Requests',
			'Seconds',
			'Least to most',
			'Of the bare loop',
			'Of HTTP Request',
			'Memory, MB',
			'Of its items',
			'Process, MB',
		],
		rows: results.map((one) => {
			const { atStart, resident, peak, items } = one.weight!;
			return [
				...[one.name, whole(one.requests), seconds(one.median), spread(one.ms)],
				...[over(one, bare), over(one, http), megabytes(peak), ratio(peak, items)],
				`${megabytes(resident)} (${megabytes(atStart)})`,
			];
		}),
		says: [`The pages alone take ${whole(Math.ceil(matters / PAGE))} requests.`],
	};
}
