import { resources } from '../../clio/resources/index.ts';
import type { Resource } from '../../clio/resources/vocabulary.ts';
import { catalogueNeeds, catalogueSays } from './catalogue.cts';
import { exceptions, exceptionsOfOperations, explains } from './exceptions.cts';
import { allOperations, clioSays, openApi, type OpenApi, type Statements } from './openapi.cts';

/** What a firm says otherwise than Clio's API is no part of the comparison, and refuses half-filled forms. */
jest.mock('../../clio/terms/index.ts', () => ({ terms: {} }));

const topics = ['operations', 'POST', 'PATCH', 'filters', 'orders', 'reads'];
/** What a trigger reads: its lists and all that their records answer with, but nothing is written. */
const topicsOfReading = ['filters', 'orders', 'reads'];
/** All that a resource without operations or filters is used for is to be chosen from its list. */
const topicsOfChoosing = ['orders', 'reads'];

const all = Object.values(resources);
const isInForm = ({ operations }: Resource): boolean => operations.length > 0;
const isRead = ({ operations, filters }: Resource): boolean =>
	operations.length > 0 || Object.keys(filters).length > 0;

function topicsOf(resource: Resource): string[] {
	if (isInForm(resource)) return topics;
	return isRead(resource) ? topicsOfReading : topicsOfChoosing;
}

/** A time entry is part of what Clio calls an activity, which is compared whole; its form may require more. */
const isMoreThanStrict = ({ says }: Difference): boolean => !/ is required/.test(says);

/** What Clio has beyond a resource's operations may be those of another: all of them are counted below. */
const isOperation = ({ says }: Difference): boolean => / operations: /.test(says);

interface Difference {
	only: 'Clio' | 'catalogue';
	says: string;
}

const missing = 'Contract: skipped, Clio’s OpenAPI file is not here (CLIO_OPENAPI is its path)';
if (!openApi) process.stdout.write(`${missing}\n`);

(openApi ? describe : describe.skip)(openApi ? 'Contract' : missing, () => {
	const differences: Difference[] = [];
	const agreed: Record<string, number> = {};
	const operations = new Set<string>();

	beforeAll(async () => {
		for (const resource of all) {
			const clio = clioSaysOf(resource);
			const catalogue = await catalogueSays(resource);
			for (const one of catalogue.operations) operations.add(one);
			const needs = compare(resource, Object.keys(clio), clio, catalogueNeeds(resource));
			const says = compare(resource, topicsOf(resource), clio, catalogue);
			const isAdded = ({ only }: Difference) => only === 'catalogue';
			const isStated = (one: Difference) => isAdded(one) || !isOperation(one);
			differences.push(...needs.filter(isAdded));
			differences.push(
				...(resource.part ? says.filter(isAdded).filter(isMoreThanStrict) : says.filter(isStated)),
			);
			if (isRead(resource) && !resource.part) count(catalogue);
		}
	});

	const cases = all.flatMap((one) => topics.map((topic): [string, string] => [one.name, topic]));

	test.each(cases)('%s %s are Clio’s, and all of them', (name, topic) => {
		const about = differences.filter(({ says }) => says.startsWith(`${name} ${topic}: `));
		const unexplained = about.filter(
			(one) => !exceptions.some((except) => explains(except, one.only, one.says)),
		);
		expect(unexplained.map(({ only, says }) => `only ${only} says: ${says}`)).toEqual([]);
	});

	test('every operation of Clio is in the catalogue, or an exception says why', () => {
		const missing = allOperations(openApi as OpenApi).filter((one) => !operations.has(one));
		expect(missing.sort()).toEqual(exceptionsOfOperations.map(({ operation }) => operation).sort());
		expect(missing.length).toBeLessThanOrEqual(5);
	});

	test('no exception is stale', () => {
		const stale = exceptions.filter(
			(except) => !differences.some((one) => explains(except, one.only, one.says)),
		);
		expect(stale.map(({ says }) => says)).toEqual([]);
	});

	afterAll(() => {
		const { POST, PATCH, filters, orders, reads } = agreed;
		const numbers = [
			`${all.filter((one) => isRead(one) && !one.part).length} resources`,
			`${operations.size} of ${allOperations(openApi as OpenApi).length} operations`,
			`${POST + PATCH} body names`,
			`${filters} filters`,
			`${orders} orders`,
			`${reads} values`,
			`${exceptions.length} exceptions`,
		];
		process.stdout.write(`Contract: ${numbers.join(', ')}\n`);
	});

	/** Names, whatever else is said about them. */
	function count(said: Statements): void {
		for (const topic of topics) {
			const names = [...said[topic]].filter((one) => !/: | = | takes null$| is required/.test(one));
			agreed[topic] = (agreed[topic] ?? 0) + names.length;
		}
	}
});

function clioSaysOf(resource: Resource): Statements {
	const said = clioSays(openApi as OpenApi, resource.path);
	if (isRead(resource)) return said;
	return { ...said, reads: new Set([...said.reads].filter((name) => !name.includes('{'))) };
}

function compare(
	{ name }: Resource,
	about: string[],
	clio: Statements,
	catalogue: Statements,
): Difference[] {
	return about.flatMap((topic) => {
		const [here, there] = [clio[topic], catalogue[topic] ?? new Set<string>()];
		const without = (some: Set<string>, others: Set<string>, only: Difference['only']) =>
			[...some]
				.filter((one) => !others.has(one))
				.map((one) => ({ only, says: `${name} ${topic}: ${one}` }));
		return [...without(here, there, 'Clio'), ...without(there, here, 'catalogue')];
	});
}
