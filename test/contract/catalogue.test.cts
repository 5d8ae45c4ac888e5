import { grow, leadInbox, manage, type Api } from './apis.cts';
import {
	compareWith,
	inOneLine,
	stale,
	topics,
	unexplained,
	type Comparison,
} from './differences.cts';

describe.each([manage, grow, leadInbox].map((api): [string, Api] => [api.title, api]))(
	'%s',
	(title, api) => {
		const missing = `${title}: skipped, Clio’s OpenAPI file is not here (CLIO_OPENAPI and CLIO_GROW_OPENAPI are the paths)`;
		if (!api.file) process.stdout.write(`${missing}\n`);

		(api.file ? describe : describe.skip)(api.file ? 'The catalogue' : missing, () => {
			let comparison: Comparison;

			beforeAll(async () => {
				comparison = await compareWith(api);
			});

			const cases = api.resources.flatMap(({ name }) =>
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
	},
);
