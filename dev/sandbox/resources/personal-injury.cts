import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { applyRules, bool, day, number, oneOf, plainId, text, time } from '../rules.cts';
import type { Row } from '../store.cts';
import { entries } from '../sub-lists.cts';
import { many, one, words, type Computed, type Resource, type Rule } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { create } from '../writes.cts';

/** What an injured client lost, and the papers that prove it. */

const PERMISSION = 'Personal Injury';

/** Bodies name the matter by its id alone, answers show the matter. */
const matter: Computed = ({ matter_id }) => matter_id;

const damages: Resource = {
	name: 'Damage',
	path: 'damages',
	permission: PERMISSION,
	operations: 'LGCUD',
	fields: words('id amount damage_type description etag created_at updated_at'),
	nested: { matter: one('matters') },
	computed: { matter },
	body: {
		amount: number,
		damage_type: oneOf('special', 'general', 'other'),
		description: text,
		matter_id: plainId('matters'),
	},
	createOnly: ['matter_id'],
	required: ['amount', 'damage_type', 'description', 'matter_id'],
};

const document_id = plainId('documents');

/** A list of new records; what is asked of them is checked before anything is stored. */
const recordsOf =
	(resource: Resource, required: string[]): Rule =>
	(value, place) =>
		entries(value, place).map((entry) => {
			const missing = required.find((key) => entry[key] == null || entry[key] === '');
			if (missing) throw invalid(`${place.field}.${missing} can't be blank`);
			applyRules(resource.body!, entry, {}, place);
			return entry;
		});

const payers: Rule = (value, place) =>
	entries(value, place).map((entry) => ({
		id: place.world.store.nextId('Lien'),
		...applyRules(
			{ amount: number, holder_id: plainId('contacts'), mark_as_lien: bool },
			entry,
			{},
			place,
		),
		lien_type: 'medical_payer',
	}));

/** Only changed and deleted by themselves: they are made with the details, and read there. */
const medicalBills: Resource = {
	name: 'MedicalBill',
	path: 'medical_bills',
	permission: PERMISSION,
	operations: 'UD',
	fields: words(`id adjustment amount bill_date bill_received_date damage_type document_id etag name
		created_at updated_at`),
	nested: { matter: one('matters'), liens: many('Lien') },
	computed: {
		// UNKNOWN; what a treatment costs is such a damage.
		damage_type: () => 'special',
		liens: ({ payers: stored }) => stored ?? [],
		matter,
	},
	body: {
		adjustment: number,
		amount: number,
		balance: number,
		bill_date: day,
		bill_received_date: day,
		document_id,
		mark_balance_type_as: oneOf('lien', 'outstanding_balance', 'neither'),
		name: text,
		payers,
	},
	createOnly: ['document_id'],
};

const medicalRecords: Resource = {
	name: 'MedicalRecord',
	path: 'medical_records',
	permission: PERMISSION,
	operations: 'UD',
	fields: words('id document_id etag end_date start_date created_at updated_at'),
	nested: { matter: one('matters') },
	computed: { matter },
	body: { document_id, end_date: time, start_date: time },
	createOnly: ['document_id'],
};

const PARTS: Record<string, Resource> = {
	medical_bills: medicalBills,
	medical_records: medicalRecords,
};

const partsOf = (path: string, { id }: Row, world: World): Row[] =>
	world.grouped(path, 'medical_records_details').get(id) ?? [];

/** What an update has of them is new, too (spec). */
const make =
	(path: string) =>
	(asked: Record<string, unknown>[], { id, matter_id }: Row, world: World): void => {
		for (const values of asked) {
			const home = { medical_records_details: id, matter_id };
			create({ ...PARTS[path], defaults: () => home }, values, world);
		}
	};

const idsOf =
	(path: string): Computed =>
	(row, world) =>
		partsOf(path, row, world).map(({ id }) => id);

const STATUSES = words('not_yet_requested requested received incomplete certified');

const medicalRecordsDetails: Resource = {
	name: 'MedicalRecordsRequest',
	path: 'medical_records_details',
	permission: PERMISSION,
	operations: 'LGCUD',
	fields:
		words(`id etag bills_follow_up_date bills_request_date bills_status description in_treatment
		records_follow_up_date records_request_date records_status treatment_end_date
		treatment_start_date created_at updated_at`),
	nested: {
		matter: one('matters'),
		medical_provider: one('contacts'),
		medical_bills: many('medical_bills'),
		medical_records: many('medical_records'),
	},
	computed: {
		matter,
		medical_provider: ({ medical_provider_id }) => medical_provider_id,
		medical_bills: idsOf('medical_bills'),
		medical_records: idsOf('medical_records'),
	},
	body: {
		bills_follow_up_date: time,
		bills_request_date: time,
		bills_status: oneOf(...STATUSES),
		description: text,
		in_treatment: bool,
		matter_id: plainId('matters'),
		medical_bills: recordsOf(
			medicalBills,
			words('adjustment amount balance name mark_balance_type_as'),
		),
		medical_provider_id: plainId('contacts'),
		medical_records: recordsOf(medicalRecords, ['document_id']),
		records_follow_up_date: time,
		records_request_date: time,
		records_status: oneOf(...STATUSES),
		treatment_end_date: time,
		treatment_start_date: time,
	},
	createOnly: ['matter_id'],
	required: words('bills_status in_treatment matter_id medical_provider_id records_status'),
	elsewhere: {
		medical_bills: make('medical_bills'),
		medical_records: make('medical_records'),
	},
	beforeDelete: (row, world) => {
		for (const path of Object.keys(PARTS)) {
			for (const { id } of [...partsOf(path, row, world)]) world.store.remove(path, id);
		}
	},
	filters: {
		// UNKNOWN whether they are bounds or the very day.
		treatment_end_date: filter.onDay('treatment_end_date', '<='),
		treatment_start_date: filter.onDay('treatment_start_date', '>='),
	},
};

export const personalInjury: Resource[] = [
	damages,
	medicalBills,
	medicalRecords,
	medicalRecordsDetails,
];
