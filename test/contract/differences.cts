/** The catalogue and Clio's OpenAPI file, held against each other. */
import { resources } from '../../clio/resources/index.ts';
import type { Resource } from '../../clio/resources/vocabulary.ts';
import { terms } from '../../clio/terms/index.ts';
import { catalogueNeeds, catalogueSays } from './catalogue.cts';
import { exceptions, explains, type Exception } from './exceptions.cts';
import { allOperations, clioSays, type OpenApi, type Statements } from './openapi.cts';

export interface Difference {
	only: 'Clio' | 'catalogue';
	/** `<resource> <topic>: <statement>` */
	says: string;
}

export interface Comparison {
	/** What only one side says. */
	differences: Difference[];
	/** Operations of Clio that no resource has. */
	missing: string[];
	operations: number;
	/** How many names there are of each topic. */
	names: Record<string, number>;
}

/** What a firm says otherwise than Clio's API is no part of the comparison, and refuses half-filled forms. */
for (const name of Object.keys(terms)) delete terms[name];

export const topics = ['operations', 'POST', 'PATCH', 'filters', 'orders', 'reads'];
/** What a trigger reads: its lists and all that their records answer with, but nothing is written. */
const topicsOfReading = ['filters', 'orders', 'reads'];

const isInForm = ({ operations }: Resource): boolean => operations.length > 0;

const topicsOf = (resource: Resource): string[] => (isInForm(resource) ? topics : topicsOfReading);

export async function compareWith(api: OpenApi): Promise<Comparison> {
	const differences: Difference[] = [];
	const operations = new Set<string>();
	const names: Record<string, number> = {};
	const said = new Map<Resource, Statements>();
	for (const resource of Object.values(resources))
		said.set(resource, await catalogueSays(resource));
	for (const resource of said.keys()) {
		const clio = clioSays(api, resource.path);
		const catalogue = together([resource, ...behind(resource)].map((one) => said.get(one)!));
		for (const one of catalogue.operations) operations.add(one);
		const needs = differencesIn(resource, Object.keys(clio), clio, catalogueNeeds(resource));
		const says = differencesIn(resource, topicsOf(resource), clio, catalogue);
		differences.push(...needs.filter(isAdded), ...says.filter(isOfBoth(resource)));
		if (!isPart(resource)) count(names, catalogue);
	}
	const all = allOperations(api);
	const missing = all.filter((one) => !operations.has(one)).sort();
	return { differences, missing, operations: all.length, names };
}

/** What no exception explains. */
export const unexplained = ({ differences }: Comparison): Difference[] =>
	differences.filter(({ only, says }) => !exceptions.some((one) => explains(one, only, says)));

export const stale = ({ differences }: Comparison): Exception[] =>
	exceptions.filter((one) => !differences.some(({ only, says }) => explains(one, only, says)));

const isAdded = ({ only }: Difference): boolean => only === 'catalogue';

/** Operations with a form of their own say together with the resource what Clio has at its address, e.g. Upload. */
const behind = ({ name, path, operationOf }: Resource): Resource[] =>
	operationOf
		? []
		: Object.values(resources).filter(
				(one) => one.operationOf?.resource === name && one.path === path,
			);

const isPart = (resource: Resource): boolean =>
	Boolean(resource.part) || Object.values(resources).some((one) => behind(one).includes(resource));

const together = (all: Statements[]): Statements =>
	Object.fromEntries(
		topics.map((topic) => [topic, new Set(all.flatMap((one) => [...one[topic]]))]),
	);

/**
 * What Clio has beyond a resource's operations may be those of another: all of them are counted. A time entry
 * is part of what Clio calls an activity, which is compared whole; its form may require more.
 */
const isOfBoth =
	(resource: Resource) =>
	(one: Difference): boolean => {
		if (isPart(resource)) return isAdded(one) && !/ is required/.test(one.says);
		return isAdded(one) || !/ operations: /.test(one.says);
	};

function differencesIn(
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

/** Names, whatever else is said about them. */
function count(names: Record<string, number>, said: Statements): void {
	for (const topic of topics) {
		const plain = [...said[topic]].filter(
			(one) => !/: | = | takes null$| is (required|at most)/.test(one),
		);
		names[topic] = (names[topic] ?? 0) + plain.length;
	}
}

/** `Contract: 93 resources, 282 of 282 operations, …` */
export function inOneLine({ missing, operations, names }: Comparison): string {
	const { POST, PATCH, filters, orders, reads } = names;
	return `Contract: ${[
		`${Object.values(resources).filter((one) => !isPart(one)).length} resources`,
		`${operations - missing.length} of ${operations} operations`,
		`${POST + PATCH} body names`,
		`${filters} filters`,
		`${orders} orders`,
		`${reads} values`,
		`${exceptions.length} exceptions`,
	].join(', ')}`;
}
