import { byIdOnly, type Resource } from '../vocabulary';

export const bankTransfer: Resource = {
	name: 'bankTransfer',
	label: 'Bank Transfer',
	plural: 'Bank Transfers',
	help: 'Money moved from one bank account of the firm to another',
	path: 'bank_transfers',
	permission: 'Billing',
	permissionIsLikely: true,
	operations: ['get'],
	pages: [],
	lookup: byIdOnly,
	partOf: { matter: 'matter.id', client: 'client.id' },

	reads: [
		'id',
		'etag',
		'amount',
		'date',
		'description',
		'primary_authorizer',
		'secondary_authorizer',
		'created_at',
		'updated_at',
	],
	records: {
		client: 'contact',
		destination_account: 'bankAccount',
		matter: 'matter',
		source_account: 'bankAccount',
	},
	simplified: {
		date: 'date',
		amount: 'amount',
		description: 'description',
		from: 'source_account.name',
		to: 'destination_account.name',
		client: 'client.name',
		matter: 'matter.display_number',
		authorizedBy: 'primary_authorizer',
		alsoAuthorizedBy: 'secondary_authorizer',
	},

	writes: {},
	filters: {},
	orders: [],
};
