import { resources } from '../../clio/resources/index.ts';
import {
	compareWith,
	inOneLine,
	stale,
	topics,
	unexplained,
	type Comparison,
} from './differences.cts';
import { openApi, type OpenApi } from './openapi.cts';

const missing = 'Contract: skipped, Clio’s OpenAPI file is not here (CLIO_OPENAPI is its path)';
if (!openApi) process.stdout.write(`${missing}\n`);

(openApi ? describe : describe.skip)(openApi ? 'Contract' : missing, () => {
	let comparison: Comparison;

	beforeAll(async () => {
		comparison = await compareWith(openApi as OpenApi);
	});

	const cases = Object.keys(resources).flatMap((name) =>
		topics.map((topic): [string, string] => [name, topic]),
	);

	test.each(cases)('%s %s are Clio’s, and all of them', (name, topic) => {
		const about = unexplained(comparison).filter(({ says }) =>
			says.startsWith(`${name} ${topic}: `),
		);
		expect(about.map(({ only, says }) => `only ${only} says: ${says}`)).toEqual([]);
	});

	test('every operation of Clio is in the catalogue', () => {
		expect(comparison.missing).toEqual([]);
	});

	test('no exception is stale', () => {
		expect(stale(comparison).map(({ says }) => says)).toEqual([]);
	});

	afterAll(() => process.stdout.write(`${inOneLine(comparison)}\n`));
});
