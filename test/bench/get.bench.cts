import type { Setting } from './bench.cts';
import { contest, type Contestant } from './contest.cts';
import { none, ratio, seconds, spread, whole } from './figures.cts';
import { Firm } from './firm.cts';
import type { Table } from './table.cts';
import { getByClio, getByHttp } from './works.cts';

const MATTERS = { whole: 1_000, quick: 200 };
const ROUNDS = { whole: 7, quick: 2 };

/** Matters by ID, one per item, as fast as it goes: `limit` does the same at 50 requests a minute. */
export async function run(setting: Setting): Promise<Table[]> {
	const size = setting.quick ? 'quick' : 'whole';
	const matters = MATTERS[size];
	const firm = await Firm.start(setting.teardown, { matters });
	const ids = (await firm.process.ask('values', { resource: 'matters', name: 'id' })) as number[];
	const contestants: Contestant[] = [
		{ name: 'Clio', work: getByClio(ids) },
		{ name: 'HTTP Request', work: getByHttp(firm.account, ids) },
	];
	const results = await contest(setting, firm, contestants, {
		rounds: ROUNDS[size],
		records: matters,
	});
	firm.end();
	const http = results.at(-1)!;
	return [
		{
			title: `${whole(matters)} matters by ID, without a limit`,
			head: ['', 'Requests', 'Seconds', 'Least to most', 'Of HTTP Request'],
			rows: results.map((one) => [
				one.name,
				whole(one.requests),
				seconds(one.median),
				spread(one.ms),
				one === http ? none : ratio(one.median, http.median),
			]),
		},
	];
}
