/** The catalogue and one of Clio's OpenAPI files, held against each other. */
import type { Resource } from '../../clio/resources/vocabulary.ts';
import { terms } from '../../clio/terms/index.ts';
import { catalogueNeeds, catalogueSays } from './catalogue.cts';
import type { Api } from './apis.cts';
import { explains, type Exception } from './exceptions.cts';
import { allOperations, clioSays, type Statements } from './openapi.cts';

export interface Difference {
	only: 'Clio' | 'catalogue';
	/** `<resource> <topic>: <statement>` */
	says: string;
}

export interface Comparison {
	api: Api;
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

export async function compareWith(api: Api): Promise<Comparison> {
	const { file, resources } = api;
	if (!file) throw new Error(`${api.title}: there is no file`);
	const differences: Difference[] = [];
	const operations = new Set<string>();
	const names: Record<string, number> = {};
	const said = new Map<Resource, Statements>();
	for (const resource of resources) said.set(resource, await catalogueSays(resource));
	for (const resource of said.keys()) {
		const clio = clioSays(file, resource.path);
		const catalogue = together(
			[resource, ...behind(resource, resources)].map((one) => said.get(one)!),
		);
		for (const one of catalogue.operations) operations.add(one);
		const needs = differencesIn(resource, Object.keys(clio), clio, catalogueNeeds(resource));
		const says = differencesIn(resource, topicsOf(resource), clio, catalogue);
		differences.push(...needs.filter(isAdded), ...says.filter(isOfBoth(resource, resources)));
		if (!isPart(resource, resources)) count(names, catalogue);
	}
	const all = allOperations(file);
	const missing = all.filter((one) => !operations.has(one)).sort();
	return { api, differences, missing, operations: all.length, names };
}

/** What no exception explains. */
export const unexplained = ({ api, differences }: Comparison): Difference[] =>
	differences.filter(({ only, says }) => !api.exceptions.some((one) => explains(one, only, says)));

export const stale = ({ api, differences }: Comparison): Exception[] =>
	api.exceptions.filter((one) => !differences.some(({ only, says }) => explains(one, only, says)));

const isAdded = ({ only }: Difference): boolean => only === 'catalogue';

/** Operations with a form of their own say together with the resource what Clio has at its address, e.g. Upload. */
const behind = ({ name, path, operationOf }: Resource, all: Resource[]): Resource[] =>
	operationOf ? [] : all.filter((one) => one.operationOf?.resource === name && one.path === path);

const isPart = (resource: Resource, all: Resource[]): boolean =>
	Boolean(resource.part) || all.some((one) => behind(one, all).includes(resource));

const together = (all: Statements[]): Statements =>
	Object.fromEntries(
		topics.map((topic) => [topic, new Set(all.flatMap((one) => [...one[topic]]))]),
	);

/**
 * What Clio has beyond a resource's operations may be those of another: all of them are counted. A time entry
 * is part of what Clio calls an activity, which is compared whole; its form may require more.
 */
const isOfBoth =
	(resource: Resource, all: Resource[]) =>
	(one: Difference): boolean => {
		if (isPart(resource, all)) return isAdded(one) && !/ is required/.test(one.says);
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
			(one) => !/: | = | takes null$| is (required|at (most|least))/.test(one),
		);
		names[topic] = (names[topic] ?? 0) + plain.length;
	}
}

/** `Contract: 93 resources, 282 of 282 operations, …` */
export function inOneLine({ api, missing, operations, names }: Comparison): string {
	const { title, resources, exceptions } = api;
	const { POST, PATCH, filters, orders, reads } = names;
	return `${title}: ${[
		`${resources.filter((one) => !isPart(one, resources)).length} resources`,
		`${operations - missing.length} of ${operations} operations`,
		`${POST + PATCH} body names`,
		`${filters} filters`,
		`${orders} orders`,
		`${reads} values`,
		`${exceptions.length} exceptions`,
	].join(', ')}`;
}
