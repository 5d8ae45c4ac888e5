import type { Seeding } from './firm.cts';
import { PRACTICE_AREAS, STAFF } from './words.cts';

/** The firm itself: its people, calendars, practice areas and lists. */
export function seedSettings(seeding: Seeding): void {
	const { store, ago } = seeding;
	const add = (resource: string, fields: Record<string, unknown>) =>
		store.insert(resource, fields, ago(2000));
	add('currencies', { code: 'USD', sign: '$' });
	add('currencies', { code: 'CAD', sign: 'C$' });
	for (const [name, category, code, stages] of PRACTICE_AREAS) {
		const area = add('practice_areas', { name, category, code });
		stages.forEach((stage, order) =>
			add('matter_stages', { practice_area: area.id, name: stage, order: order + 1 }),
		);
	}
	seedStaff(add);
	const users = store.all('users').map(({ id }) => id);
	add('groups', { name: 'Marlow & Finch LLP', type: 'AccountGroup', users, archived: false });
	add('groups', {
		name: 'Litigation',
		type: 'UserGroup',
		users: users.slice(0, 4),
		archived: false,
	});
	for (const name of ['Consultation', 'Drafting', 'Research', 'Court appearance']) {
		const rate = { type: 'User', amount: null, hierarchy: 'Default' };
		add('activity_descriptions', { name, type: 'clio', default: false, rate, groups: [] });
	}
	const flat = { type: 'FlatRate', amount: 350, hierarchy: 'Activity' };
	add('activity_descriptions', { name: 'Simple will', type: 'clio', rate: flat, groups: [] });
	add('expense_categories', { name: 'Filing fee', entry_type: 'hard_cost', rate: 120, groups: [] });
	add('expense_categories', { name: 'Copies', entry_type: 'soft_cost', rate: 1, groups: [] });
	add('expense_categories', { name: 'Travel', entry_type: 'unassociated', rate: 0, groups: [] });
	for (const name of ['Court deadline', 'Phone call', 'Document work']) add('task_types', { name });
	add('calendar_entry_event_types', { name: 'Hearing', color: '#C75300' });
	add('calendar_entry_event_types', { name: 'Client meeting', color: '#009CEC' });
	seedFirstCustomFields(seeding, add);
}

type Add = (resource: string, fields: Record<string, unknown>) => { id: number };

function seedStaff(add: Add): void {
	STAFF.forEach(([first_name, last_name, title, rate, subscription_type, roles], index) => {
		const name = `${first_name} ${last_name}`;
		const enabled = last_name !== 'Halloran';
		const user = add('users', {
			first_name,
			last_name,
			name,
			email: `${first_name}.${last_name}@marlowfinch.example`.toLowerCase(),
			phone_number: `555-01${String(index).padStart(2, '0')}`,
			rate,
			roles: [...roles],
			subscription_type,
			enabled,
			account_owner: index === 0,
			clio_connect: false,
			court_rules_default_attendee: false,
			time_zone: 'America/New_York',
			job_title: { id: 7000 + index, name: title, initials: title[0] },
		}) as Record<string, unknown> & { id: number };
		const calendar = add('calendars', calendarOf(name, user.id, index, enabled));
		user.default_calendar_id = calendar.id;
	});
	add('calendars', {
		name: 'Marlow & Finch LLP',
		type: 'AccountCalendar',
		color: '#62D6B1',
		light_color: '#00B177',
		permission: 'editor',
		visible: true,
		source: 'web',
		court_rules_default_calendar: false,
	});
}

/** The first user is the caller: its own calendar, some it may write to, some it may only see. */
const calendarOf = (name: string, creator: number, index: number, owner_enabled: boolean) => ({
	name,
	type: 'UserCalendar',
	color: '#009CEC',
	light_color: '#56C4FC',
	permission: index === 0 ? 'owner' : index < 6 ? 'editor' : 'viewer',
	visible: index < 6,
	source: 'web',
	creator,
	owner_enabled,
	court_rules_default_calendar: index === 0,
});

const CUSTOM_FIELDS = [
	['Matter', 'Case number', 'text_line', true],
	['Matter', 'Claim value', 'currency', true],
	['Matter', 'Court', 'picklist', true],
	['Matter', 'Next hearing', 'date', false],
	['Matter', 'Confidential', 'checkbox', false],
	['Contact', 'Referred by', 'text_line', true],
	['Contact', 'Newsletter', 'checkbox', false],
	['Contact', 'Preferred language', 'picklist', false],
] as const;

const OPTIONS: Record<string, string[]> = {
	Court: ['County Court', 'Family Court', 'Court of Appeal'],
	'Preferred language': ['English', 'French', 'Spanish'],
};

function seedFirstCustomFields({ store, ago }: Seeding, add: Add): void {
	CUSTOM_FIELDS.forEach(([parent_type, name, field_type, displayed], display_order) => {
		const at = ago(1900);
		const picklist_options = OPTIONS[name]?.map((option) => ({
			id: store.nextId('PicklistOption'),
			option,
			created_at: at,
			updated_at: at,
		}));
		const shape = { parent_type, name, field_type, displayed, display_order, picklist_options };
		add('custom_fields', { ...shape, required: false, deleted: false });
	});
}
