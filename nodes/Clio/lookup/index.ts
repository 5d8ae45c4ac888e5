import type { INodeProperties, INodeType } from 'n8n-workflow';
import { customFieldChangeColumns, customFieldColumns, customFieldNames } from './customFields';
import { clearableFields, outputFields, sortOrders } from './options';
import { searchOf } from './search';

type Methods = Required<
	Pick<NonNullable<INodeType['methods']>, 'listSearch' | 'loadOptions' | 'resourceMapping'>
>;

/** The methods behind the lists of a form: one search for every combination of resources its locators name. */
export function methodsFor(properties: INodeProperties[]): Methods {
	const used = JSON.stringify(properties).match(/"searchListMethod":"search_[A-Za-z_]+"/g) ?? [];
	const names = [...new Set(used)].map((one) => one.slice(20, -1));
	return {
		listSearch: Object.fromEntries(names.map((name) => [name, searchOf(name)])),
		loadOptions: { clearableFields, customFieldNames, outputFields, sortOrders },
		resourceMapping: { customFieldColumns, customFieldChangeColumns },
	};
}
