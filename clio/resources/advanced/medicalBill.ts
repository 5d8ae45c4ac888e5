import { billed, payer } from './medicalRecordsDetail';
import { byIdOnly, list, type Resource } from '../vocabulary';

export const medicalBill: Resource = {
	name: 'medicalBill',
	label: 'Medical Bill',
	plural: 'Medical Bills',
	help: 'A bill of a medical provider; it is created with the medical records detail it is part of',
	path: 'medical_bills',
	permission: 'Personal Injury',
	operations: ['delete', 'update'],
	pages: ['matters/{matter.id}'],
	lookup: byIdOnly,
	partOf: { matter: 'matter.id' },

	reads: [
		'id',
		'adjustment',
		'amount',
		'bill_date',
		'bill_received_date',
		'damage_type',
		'document_id',
		'etag',
		'name',
		'created_at',
		'updated_at',
	],
	records: { matter: 'matter', liens: 'lien' },
	simplified: {
		name: 'name',
		amount: 'amount',
		adjustment: 'adjustment',
		billDate: 'bill_date',
		received: 'bill_received_date',
		liens: 'liens.amount',
		documentId: 'document_id',
		matter: 'matter.display_number',
		matterId: 'matter.id',
	},

	writes: {
		...billed,
		payers: list(payer, { entry: 'Payer' }),
	},
	filters: {},
	orders: [],
};
