import { numbered } from '../resources/matters.cts';
import type { Row, Store } from '../store.cts';
import { dayOf, stamp } from '../time.cts';
import { World } from '../world.cts';
import { seedBillingSetting } from './billing-setting.cts';
import { seedAccounting } from './accounting.cts';
import { seedConversations } from './conversations.cts';
import { seedBilling } from './billing.cts';
import { seedCourtRules } from './court-rules.cts';
import { seedCustomFields } from './custom-fields.cts';
import { seedFiles } from './files.cts';
import { seedLimitations } from './limitations.cts';
import { seedLists } from './lists.cts';
import { seedMatterParts } from './matter-parts.cts';
import { seedMoney } from './money.cts';
import { seedPeople } from './people.cts';
import { Random } from './random.cts';
import { seedReminders } from './reminders.cts';
import { seedRelationships } from './relationships.cts';
import { seedSettings } from './settings.cts';
import { seedTaskLists } from './task-lists.cts';
import { SUBJECTS } from './words.cts';
import { seedWork } from './work.cts';

export interface SeedOptions {
	matters: number;
	now: number;
}

/** What the parts of the seed share. */
export interface Seeding {
	store: Store;
	random: Random;
	now: number;
	matters: number;
	/** The moment so many days ago, at some minute of a working day. */
	ago(days: number): string;
	day(daysAgo: number): string;
}

/** Marlow & Finch LLP: the same firm every time, its dates seen from `now`. */
export function seed(store: Store, { matters, now }: SeedOptions): void {
	const random = new Random(20_240_229);
	const seeding: Seeding = {
		store,
		random,
		now,
		matters,
		ago: (days) => stamp(now - days * 86_400_000 - random.between(0, 28_000) * 1000),
		day: (daysAgo) => dayOf(now - daysAgo * 86_400_000),
	};
	const account = { name: 'Marlow & Finch LLP', state: 'active' };
	store.insert('account', account, seeding.ago(3000));
	seedSettings(seeding);
	seedPeople(seeding);
	seedMatters(seeding);
	seedCustomFields(seeding);
	seedLimitations(seeding);
	seedWork(seeding);
	seedBilling(seeding);
	seedFiles(seeding);
	seedMoney(seeding);
	seedReminders(seeding);
	seedRelationships(seeding);
	seedTaskLists(seeding);
	seedConversations(seeding);
	seedCourtRules(seeding);
	seedBillingSetting(seeding);
	seedAccounting(seeding);
	seedLists(seeding);
	seedMatterParts(seeding);
}

const YEARS_OF_MATTERS = 1800;

function seedMatters(seeding: Seeding): void {
	const { store, random, matters } = seeding;
	const world = new World(store, () => seeding.now, store.all('users')[0]);
	for (let index = 0; index < matters; index++) {
		// The oldest first, so that ids, numbers and dates grow together.
		const age = Math.floor(YEARS_OF_MATTERS * (1 - (index + random.next()) / (matters + 1)));
		const fields = matterFields(seeding, age);
		const numbers = numbered({ ...fields, number: index + 1 } as unknown as Row, world);
		store.insert('matters', { ...fields, ...numbers }, seeding.ago(age));
	}
}

function matterFields({ store, random, day, ago }: Seeding, age: number) {
	const area = random.pick(store.all('practice_areas'));
	const stages = store
		.all('matter_stages')
		.filter(({ practice_area }) => practice_area === area.id);
	const attorneys = store.all('users').slice(0, 5);
	const status =
		age > 400 && random.chance(0.8) ? 'Closed' : random.chance(0.12) ? 'Pending' : 'Open';
	return {
		client: random.pick(store.all('contacts')).id,
		description: random.pick(SUBJECTS[area.name]),
		status,
		practice_area: area.id,
		matter_stage: random.pick(stages).id,
		matter_stage_updated_at: ago(Math.floor(age / 2)),
		responsible_attorney: random.chance(0.95) ? random.pick(attorneys).id : null,
		originating_attorney: random.chance(0.8) ? random.pick(attorneys).id : null,
		responsible_staff: random.chance(0.6) ? store.all('users')[random.between(5, 6)].id : null,
		open_date: status === 'Pending' ? null : day(age),
		pending_date: status === 'Pending' ? day(age) : null,
		close_date: status === 'Closed' ? day(Math.max(1, age - random.between(60, 380))) : null,
		location: random.chance(0.3) ? 'Brookhaven County Court' : null,
		client_reference: random.chance(0.2) ? `REF-${random.between(1000, 9999)}` : null,
		billable: random.chance(0.93),
		shared: false,
		user: random.pick(attorneys).id,
		currency: store.all('currencies')[0].id,
		custom_field_values: customValues(store, random),
	};
}

function customValues(store: Store, random: Random) {
	return store
		.all('custom_fields')
		.filter(({ parent_type }) => parent_type === 'Matter' && random.chance(0.4))
		.map((field) => ({
			id: `${field.field_type}-${store.nextId('CustomFieldValue')}`,
			custom_field: field.id,
			value: customValue(field, random),
			created_at: field.created_at,
			updated_at: field.created_at,
		}));
}

function customValue(field: Row, random: Random): unknown {
	if (field.field_type === 'picklist') return random.pick(field.picklist_options as Row[]).id;
	if (field.field_type === 'checkbox') return random.chance(0.5);
	if (field.field_type === 'currency') return random.between(10, 900) * 100;
	if (field.field_type === 'date') return `2025-0${random.between(1, 9)}-1${random.between(0, 9)}`;
	return `${random.between(10, 99)}-CV-${random.between(1000, 9999)}`;
}
