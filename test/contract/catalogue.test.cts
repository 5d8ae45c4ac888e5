import { resources } from '../../clio/resources/index.ts';
import type { Resource } from '../../clio/resources/vocabulary.ts';
import { catalogueNeeds, catalogueSays } from './catalogue.cts';
import { exceptions, type Exception } from './exceptions.cts';
import { clioSays, openApi, type OpenApi, type Statements } from './openapi.cts';

interface Difference {
	only: 'Clio' | 'catalogue';
	says: string;
}

const topics = ['operations', 'POST', 'PATCH', 'filters', 'orders', 'reads'] as const;
const everyday = Object.values(resources).filter(({ operations }) => operations.length);
const lookedUp = Object.values(resources).filter(({ operations }) => !operations.length);

const missing =
	'Clio’s OpenAPI file is not here: set CLIO_OPENAPI to its path to test the contract';
const used = new Set<Exception>();

(openApi ? describe : describe.skip)(openApi ? 'Contract' : missing, () => {
	const api = openApi as OpenApi;
	const agreed: Record<string, number> = {};

	describe.each(everyday)('$name', (resource) => {
		let clio: Statements;
		let catalogue: Statements;
		beforeAll(async () => {
			clio = clioSays(api, resource.path);
			catalogue = await catalogueSays(resource);
		});

		test.each(topics)('%s are Clio’s, and all of them', (topic) => {
			agreed[topic] = (agreed[topic] ?? 0) + namesOf(catalogue[topic]);
			expect(unexplained(compare(resource, topic, clio, catalogue))).toEqual([]);
		});

		test('what simplified output and lookups build on is Clio’s', () => needsOnly(clio, resource));
	});

	describe.each(lookedUp)('$name, as a list to choose from', (resource) => {
		test.each(['orders', 'reads'] as const)('%s are Clio’s, and all of them', async (topic) => {
			const clio = plainValuesOnly(clioSays(api, resource.path));
			const catalogue = await catalogueSays(resource);
			expect(unexplained(compare(resource, topic, clio, catalogue))).toEqual([]);
		});

		test('what lookups build on is Clio’s', () =>
			needsOnly(clioSays(api, resource.path), resource));
	});

	test('no exception is stale', () => {
		expect(exceptions.filter((one) => !used.has(one)).map(({ says }) => says)).toEqual([]);
	});

	afterAll(() => {
		const { operations, POST, PATCH, filters, orders } = agreed;
		const line = `Contract: ${everyday.length} resources, ${operations} operations, ${POST + PATCH} body names, ${filters} filters, ${orders} orders, ${exceptions.length} exceptions`;
		process.stdout.write(`${line}\n`);
	});
});

function compare(
	{ name }: Resource,
	topic: string,
	clio: Statements,
	catalogue: Statements,
): Difference[] {
	const without = (all: Set<string>, others: Set<string>, only: 'Clio' | 'catalogue') =>
		[...all]
			.filter((one) => !others.has(one))
			.map((one) => ({ only, says: `${name} ${topic}: ${one}` }));
	return [
		...without(clio[topic], catalogue[topic], 'Clio'),
		...without(catalogue[topic], clio[topic], 'catalogue'),
	];
}

const plainValuesOnly = (clio: Statements): Statements => ({
	...clio,
	reads: new Set([...clio.reads].filter((name) => !name.includes('{'))),
});

function needsOnly(clio: Statements, resource: Resource): void {
	const needs = catalogueNeeds(resource);
	const found = Object.keys(needs).flatMap((topic) => compare(resource, topic, clio, needs));
	expect(unexplained(found.filter(({ only }) => only === 'catalogue'))).toEqual([]);
}

function unexplained(differences: Difference[]): string[] {
	const isUnexplained = ({ only, says }: Difference) => {
		const found = exceptions.filter(
			(one) => [only, 'both'].includes(one.only) && one.says.test(says),
		);
		for (const one of found) used.add(one);
		return !found.length;
	};
	return differences.filter(isUnexplained).map(({ only, says }) => `only ${only} says: ${says}`);
}

/** How many names there are, whatever is said about them. */
const namesOf = (said: Set<string>): number =>
	[...said].filter((one) => !/: | = | takes null$| is required/.test(one)).length;
