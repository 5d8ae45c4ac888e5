export { customFieldChangeColumns, customFieldColumns, customFieldNames } from './customFields';
export { clearableFields, outputFields, sortOrders } from './options';
export { searchOf } from './search';
