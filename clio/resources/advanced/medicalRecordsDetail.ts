import {
	byIdOnly,
	choice,
	day,
	list,
	moment,
	number,
	reference,
	text,
	yesNo,
	standardFilters,
	type Fields,
	type Resource,
} from '../vocabulary';

const statuses = {
	not_yet_requested: 'Not Yet Requested',
	requested: 'Requested',
	received: 'Received',
	incomplete: 'Incomplete',
	certified: 'Certified',
};

/** What is known of a medical bill. */
export const billed: Fields = {
	name: text({ required: true }),
	amount: number({ required: true }),
	adjustment: number({
		required: true,
		help: 'By how much the amount was reduced; 0 if it was not',
	}),
	balance: number({ required: true }),
	mark_balance_type_as: choice(
		{ lien: 'Lien', outstanding_balance: 'Outstanding Balance', neither: 'Neither' },
		{ label: 'Balance Is', preset: 'neither' },
	),
	bill_date: day(),
	bill_received_date: day({ label: 'Received On' }),
};

/** Who pays a medical bill, and may have a lien for it. */
export const payer: Fields = {
	holder: reference('contact', { wire: 'holder_id', label: 'Payer', required: true }),
	amount: number({ required: true }),
	mark_as_lien: yesNo({ label: 'Is Lien', help: 'to keep the amount as a lien' }),
};

export const medicalRecordsDetail: Resource = {
	name: 'medicalRecordsDetail',
	label: 'Medical Records Detail',
	plural: 'Medical Records Details',
	help: 'The records and bills of one medical provider in a matter: what was requested, what has come in',
	deletes: 'Its medical records, medical bills and liens are deleted with it',
	path: 'medical_records_details',
	permission: 'Personal Injury',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: ['matters/{matter.id}'],
	lookup: byIdOnly,
	byIds: {},
	partOf: { matter: 'matter.id' },

	reads: [
		'id',
		'etag',
		'bills_follow_up_date',
		'bills_request_date',
		'bills_status',
		'description',
		'in_treatment',
		'records_follow_up_date',
		'records_request_date',
		'records_status',
		'treatment_end_date',
		'treatment_start_date',
		'created_at',
		'updated_at',
	],
	records: {
		matter: 'matter',
		medical_provider: 'contact',
		medical_bills: 'medicalBill',
		medical_records: 'medicalRecord',
	},
	simplified: {
		provider: 'medical_provider.name',
		recordsStatus: 'records_status',
		recordsFollowUp: 'records_follow_up_date',
		billsStatus: 'bills_status',
		billsFollowUp: 'bills_follow_up_date',
		inTreatment: 'in_treatment',
		recordIds: 'medical_records.id',
		billIds: 'medical_bills.id',
		matter: 'matter.display_number',
		matterId: 'matter.id',
	},

	// By their texts these are days, by the schema times.
	writes: {
		matter: reference('matter', {
			wire: 'matter_id',
			required: true,
			main: true,
			only: 'create',
		}),
		medical_provider: reference('contact', {
			wire: 'medical_provider_id',
			answered: 'medical_provider',
			required: true,
			main: true,
		}),
		in_treatment: yesNo({
			required: true,
			main: true,
			help: 'the client is still being treated',
		}),
		records_status: choice(statuses, {
			required: true,
			main: true,
			preset: 'not_yet_requested',
		}),
		bills_status: choice(statuses, { required: true, main: true, preset: 'not_yet_requested' }),
		description: text(),
		treatment_start_date: day(),
		treatment_end_date: day(),
		records_request_date: day({ label: 'Records Requested On' }),
		records_follow_up_date: day({ label: 'Records Follow-Up Date' }),
		bills_request_date: day({ label: 'Bills Requested On' }),
		bills_follow_up_date: day({ label: 'Bills Follow-Up Date' }),
		medical_records: list(
			{
				document: reference('document', { wire: 'document_id', required: true }),
				start_date: moment(),
				end_date: moment(),
			},
			{ entry: 'Medical Record', hidden: true },
		),
		// The document and the list within the list are for Additional JSON, or for Update of the medical bill.
		medical_bills: list(
			{
				...billed,
				document: reference('document', { wire: 'document_id', hidden: true }),
				payers: list(payer, { hidden: true }),
			},
			{ entry: 'Medical Bill', hidden: true },
		),
	},
	filters: {
		treatment_start_date: moment(),
		treatment_end_date: moment(),
		...standardFilters,
	},
	orders: [],
};
