import { Changes } from '../change.cts';
import { TRIGGERS } from '../resources/court-rules.cts';
import { World } from '../world.cts';
import type { Seeding } from './firm.cts';

const TRIGGERS_OF_ALL = [
	{
		description: 'Complaint is served',
		is_served: true,
		is_requirements_required: false,
		deadlines: [
			{ summary: 'Answer is due', days: 21 },
			{ summary: 'Motion to dismiss is due', days: 21 },
		],
	},
	{
		description: 'Trial begins',
		is_served: false,
		is_requirements_required: true,
		deadlines: [
			{ summary: 'Exhibits are exchanged', days: -30 },
			{ summary: 'Witness lists are filed', days: -14 },
		],
	},
];

/** Two courts with the same rules, of which the firm has subscribed to the first, and one docket. */
export function seedCourtRules({ store, ago, day, now }: Seeding): void {
	const at = ago(1200);
	const add = (resource: string, fields: object) => store.insert(resource, { ...fields }, at);
	['Personal service', 'By mail'].forEach((description, index) =>
		add('court_rules/service_types', { description, system_id: 40 + index, default: index === 0 }),
	);
	const courts = ['Brookhaven County Court', 'Brookhaven Court of Appeal'];
	const [court] = courts.map((description, index) => {
		const isOurs = index === 0;
		const row = add('court_rules/jurisdictions', {
			...{ description, system_id: 300 + index, default: isOurs, valid_subscription: isOurs },
			...{ display_timezone: 'America/New_York', is_local_timezone: true },
		});
		for (const [turn, trigger] of TRIGGERS_OF_ALL.entries()) {
			const fixed = { system_id: 9000 + turn, do_not_recalculate: false };
			add(TRIGGERS, { ...trigger, ...fixed, jurisdiction: row.id });
		}
		return row;
	});
	const [trigger] = store.all(TRIGGERS);
	const matter = store.all('matters').findLast(({ status }) => status === 'Open');
	new Changes(() => new World(store, () => now, store.all('users')[0])).create(
		'court_rules/matter_dockets',
		{
			...{ name: 'Complaint', start_date: day(3), jurisdiction: { id: court.id } },
			...{ trigger: { id: trigger.id }, ...(matter && { matter: { id: matter.id } }) },
			service_type: { id: store.all('court_rules/service_types')[0].id },
		},
	);
}
