import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
	INodePropertyOptions,
	INodeType,
	ResourceMapperFields,
} from 'n8n-workflow';

type Methods = Required<
	Pick<NonNullable<INodeType['methods']>, 'listSearch' | 'loadOptions' | 'resourceMapping'>
>;

/**
 * The methods behind the lists of a form: one search for every combination of resources its locators name.
 * What asks Clio is loaded when the first list is opened: n8n starts sooner.
 */
export function methodsFor(properties: INodeProperties[]): Methods {
	const used = JSON.stringify(properties).match(/"searchListMethod":"search_[A-Za-z_]+"/g) ?? [];
	const names = [...new Set(used)].map((one) => one.slice(20, -1));
	return {
		listSearch: Object.fromEntries(names.map((name) => [name, search(name)])),
		loadOptions: Object.fromEntries(lists.map((name) => [name, options(name)])),
		resourceMapping: Object.fromEntries(mappers.map((name) => [name, columns(name)])),
	};
}

const lists = ['clearableFields', 'customFieldNames', 'outputFields', 'sortOrders'] as const;
const mappers = ['customFieldColumns', 'customFieldChangeColumns'] as const;

const search = (name: string) =>
	async function (
		this: ILoadOptionsFunctions,
		filter?: string,
		page?: string,
	): Promise<INodeListSearchResult> {
		const { searchOf } = await import('./methods.js');
		return searchOf(name).call(this, filter, page);
	};

const options = (name: (typeof lists)[number]) =>
	async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return (await import('./methods.js'))[name].call(this);
	};

const columns = (name: (typeof mappers)[number]) =>
	async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		return (await import('./methods.js'))[name].call(this);
	};
