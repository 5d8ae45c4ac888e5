import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import type { Resource } from '../../../clio/resources/vocabulary';

/*
 * What is the same for several resources stands in the form once, since n8n gives every description to every
 * editor. Each resource keeps its order.
 */

/** A property, and for which resources it is. */
interface Listed {
	property: INodeProperties;
	resources: string[];
}

/** The properties of each resource in one list. */
export const together = (lists: INodeProperties[][]): INodeProperties[] =>
	merged(lists.map((list) => list.map((one) => apart(one))));

/**
 * The collections of the resources as one, in which every option says for which resources it is. Behind an
 * operation of its own, e.g. Copy of documents, another collection stands.
 */
export function inOne(
	resources: Resource[],
	collectionOf: (resource: Resource) => INodeProperties | undefined,
): INodeProperties[] {
	const of = (some: Resource[]) => some.map(collectionOf).filter((one) => one !== undefined);
	const behind = of(resources.filter(({ operationOf }) => operationOf));
	const collections = of(resources.filter(({ operationOf }) => !operationOf));
	if (!collections.length) return behind;
	const all = (key: string) => [...new Set(collections.flatMap((one) => shownFor(one, key)))];
	const show = { resource: all('resource'), operation: all('operation') };
	const lists = collections.map((one) =>
		((one.options ?? []) as INodeProperties[]).map((property) => ({
			property,
			resources: shownFor(one, 'resource'),
		})),
	);
	const options = merged(lists, '/resource').map(inFewNames(show.resource));
	return [{ ...collections[0], displayOptions: { show }, options }, ...behind];
}

/** What most of them offer says for which it is not, and what all offer nothing. */
const inFewNames =
	(resources: string[]) =>
	(option: INodeProperties): INodeProperties => {
		const { '/resource': these = [], ...show } = option.displayOptions?.show ?? {};
		const others = resources.filter((one) => !these.includes(one));
		if (others.length > these.length) return option;
		const hide = {
			...option.displayOptions?.hide,
			...(others.length ? { '/resource': others } : {}),
		};
		return { ...option, displayOptions: { show, hide } };
	};

const shownFor = ({ displayOptions }: INodeProperties, key: string): string[] =>
	(displayOptions?.show?.[key] ?? []) as string[];

function apart(one: INodeProperties): Listed {
	const { resource = [], ...show } = one.displayOptions?.show ?? {};
	return { property: { ...one, displayOptions: { show } }, resources: resource as string[] };
}

/**
 * From the end of each list on, what is there already is used and the rest put before it: rare fields, which
 * most resources share, come last.
 */
function merged(lists: Listed[][], key = 'resource'): INodeProperties[] {
	const kept: Listed[] = [];
	// What each is, but for its resources.
	const kinds: string[] = [];
	for (const list of lists) {
		let before = kept.length;
		for (const { property, resources } of [...list].reverse()) {
			const kind = JSON.stringify(property);
			const same = before ? kinds.lastIndexOf(kind, before - 1) : -1;
			if (same < 0) {
				kept.splice(before, 0, { property, resources: [...resources] });
				kinds.splice(before, 0, kind);
			} else kept[(before = same)].resources.push(...resources);
		}
	}
	return kept.map(({ property, resources }) => ({
		...property,
		displayOptions: onlyFor([...new Set(resources)], key, property.displayOptions),
	}));
}

const onlyFor = (
	resources: string[],
	key: string,
	{ show, ...rest }: IDisplayOptions = {},
): IDisplayOptions => ({ ...rest, show: { [key]: resources, ...show } });
