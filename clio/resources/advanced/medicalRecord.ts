import { byIdOnly, moment, type Resource } from '../vocabulary';

export const medicalRecord: Resource = {
	name: 'medicalRecord',
	label: 'Medical Record',
	plural: 'Medical Records',
	help: 'A document of a medical provider; it is created with the medical records detail it is part of',
	path: 'medical_records',
	permission: 'Personal Injury',
	operations: ['delete', 'update'],
	pages: ['matters/{matter.id}'],
	lookup: byIdOnly,
	partOf: { matter: 'matter.id' },

	reads: ['id', 'document_id', 'etag', 'end_date', 'start_date', 'created_at', 'updated_at'],
	records: { matter: 'matter' },
	simplified: {
		startDate: 'start_date',
		endDate: 'end_date',
		documentId: 'document_id',
		matter: 'matter.display_number',
		matterId: 'matter.id',
	},

	writes: { start_date: moment(), end_date: moment() },
	filters: {},
	orders: [],
};
