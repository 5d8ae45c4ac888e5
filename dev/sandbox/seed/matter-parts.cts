import { madeUp } from '../paper/made-up.cts';
import type { Row } from '../store.cts';
import type { Seeding } from './firm.cts';

/** What some matters have besides: templates, comments, injury files, and who looked at them. */
export function seedMatterParts(seeding: Seeding): void {
	seedTemplates(seeding);
	const [matter] = seeding.store.all('matters').slice(-1);
	if (!matter) return;
	seedDocumentWork(seeding);
	seedInjury(seeding);
	seedRecent(seeding, matter);
	seedRate(seeding, matter);
	seedTrustLine(seeding, matter);
}

function seedTemplates({ store, ago }: Seeding): void {
	const [category] = store.all('document_categories');
	const last_modified_by = store.all('users')[0].id;
	const content_type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
	for (const filename of ['Engagement letter.docx', 'Letter to the court.docx']) {
		const file = madeUp(filename, 1).toString('base64');
		const size = Buffer.from(file, 'base64').length;
		const fields = { filename, file, size, content_type, document_category: category.id };
		store.insert('document_templates', { ...fields, last_modified_by }, ago(700));
	}
}

function seedDocumentWork({ store, ago }: Seeding): void {
	const [document] = store.all('documents');
	const [template] = store.all('document_templates');
	const [matter] = store.all('matters');
	const { id: item, latest_document_version: document_version } = document;
	const comment = { item, document_version, creator: store.all('users')[1].id };
	store.insert('comments', { ...comment, message: 'Please add the second page.' }, ago(9));
	const automation = {
		matter: matter.id,
		document_template: template.id,
		filename: 'Engagement letter',
		formats: ['pdf'],
		documents: [item],
	};
	store.insert('document_automations', automation, ago(20));
}

/** The injury matter's losses, a hospital's papers about them. */
function seedInjury({ store, ago, day }: Seeding): void {
	const area = store.all('practice_areas').find(({ name }) => name === 'Personal Injury')!;
	const matters = store.all('matters');
	const { id: matter_id } = matters.find((each) => each.practice_area === area.id) ?? matters[0];
	const provider = store.all('contacts').find(({ type }) => type === 'Company')!;
	const document_id = store.all('documents')[0].id;
	const at = ago(60);
	store.insert(
		'damages',
		{ matter_id, amount: 2400, damage_type: 'special', description: 'Repair of the car' },
		at,
	);
	store.insert(
		'damages',
		{ matter_id, amount: 9000, damage_type: 'general', description: 'Pain and suffering' },
		at,
	);
	const details = store.insert(
		'medical_records_details',
		{
			matter_id,
			medical_provider_id: provider.id,
			description: 'Treatment after the accident',
			in_treatment: false,
			bills_status: 'received',
			bills_request_date: `${day(80)}T00:00:00Z`,
			records_status: 'requested',
			records_request_date: `${day(80)}T00:00:00Z`,
			treatment_start_date: `${day(120)}T00:00:00Z`,
			treatment_end_date: `${day(90)}T00:00:00Z`,
		},
		at,
	);
	const home = { medical_records_details: details.id, matter_id, document_id };
	const bill = { name: 'Emergency room', amount: 1800, adjustment: 200, balance: 1600 };
	const days = { bill_date: day(110), bill_received_date: day(100) };
	store.insert(
		'medical_bills',
		{ ...home, ...bill, ...days, mark_balance_type_as: 'neither', payers: [] },
		at,
	);
	const dates = { start_date: `${day(120)}T00:00:00Z`, end_date: `${day(118)}T00:00:00Z` };
	store.insert('medical_records', { ...home, ...dates }, at);
}

function seedRecent({ store, ago }: Seeding, matter: Row): void {
	const [user, other] = store.all('users');
	const looked = [
		{ type: 'MatterLogEntry', item_id: matter.id },
		{ type: 'ContactLogEntry', item_id: matter.client },
	];
	looked.forEach((entry, index) => {
		const at = ago(index + 1);
		store.insert('log_entries', { ...entry, user: user.id, accessed_at: at }, at);
	});
	for (const message of ['Matter opened', 'Document shared']) {
		const event = {
			message: `${message} by ${other.name}`,
			icon: 'folder',
			title: matter.display_number,
			title_url: `/nc/#/matters/${matter.id}`,
			description: matter.description,
			subject_type: 'Matter',
			subject_id: matter.id,
		};
		store.insert('internal_notifications/my_events', { user: user.id, event }, ago(2));
	}
}

function seedRate({ store, ago }: Seeding, { client, user }: Row): void {
	const fields = { contact_id: client, user, rate: 310, flat_rate: false };
	store.insert('activity_rates', fields, ago(100));
}

/** Of a trust request that was paid long ago, so that nothing is owed. */
function seedTrustLine({ store, ago, day }: Seeding, { id, client, currency, user }: Row): void {
	const at = ago(90);
	const bill = store.insert(
		'bills',
		{
			number: String(1001 + store.all('bills').length),
			state: 'paid',
			kind: 'trust_kind',
			type: 'MatterBill',
			matters: [id],
			client,
			user,
			currency,
			total: 750,
			balance: 0,
			shared: false,
			issued_at: day(90),
			due_at: day(60),
			paid_at: ago(80),
		},
		at,
	);
	const line = { bill: bill.id, matter: id, client, date: day(90), total: 750 };
	store.insert('trust_line_items', { ...line, note: 'Retainer' }, at);
}
