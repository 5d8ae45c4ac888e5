import { byIdOnly, reference, type Resource } from './vocabulary';

export const billPreview: Resource = {
	name: 'billPreview',
	label: 'Bill Preview',
	plural: 'Bill Previews',
	operationOf: {
		resource: 'bill',
		operation: 'preview',
		name: 'Preview',
		action: 'Preview bill',
		description: 'Get the page that shows how the bill looks, as HTML',
	},
	path: 'bills/{bill}/preview',
	within: { bill: reference('bill') },
	permission: 'Billing',
	operations: ['preview'],
	file: { format: 'html' },
	pages: [],
	lookup: byIdOnly,

	// A page of HTML, no record (facts 5.8 and trap 35).
	reads: [],
	records: {},
	simplified: { html: 'html' },
	writes: {},
	filters: {},
	orders: [],
};
