import type { Seeding } from './firm.cts';

/** Tasks with the days after the one before, or after the assignment for the first. */
type Steps = readonly (readonly [name: string, days: number, type?: string])[];

const LISTS: readonly (readonly [name: string, area: string, steps: Steps])[] = [
	[
		'New family matter',
		'Family',
		[
			['Send the engagement letter', 0],
			['Collect the financial statements', 7],
			['Draft the petition', 5, 'BusinessDays'],
		],
	],
	[
		'New injury claim',
		'Personal Injury',
		[
			['Request the police report', 0],
			['Order the medical records', 2],
			['Write to the insurer', 1, 'CalendarWeeks'],
			['Check the limitation date', 1, 'CalendarMonths'],
		],
	],
	[
		'House purchase',
		'Real Estate',
		[
			['Order the title search', 0],
			['Review the survey', 10, 'BusinessDays'],
			['Prepare the closing documents', 14],
		],
	],
];

export function seedTaskLists({ store, ago }: Seeding): void {
	const at = ago(1500);
	const creator = store.all('users')[0].id;
	for (const [name, area, steps] of LISTS) {
		const practice_area = store.all('practice_areas').find((each) => each.name === area)!.id;
		const description = `What is done first in every ${area.toLowerCase()} matter`;
		const list = { name, description, practice_area, creator };
		const { id } = store.insert('task_template_lists', list, at);
		let cascading_source: number | null = null;
		for (const [step, days, type = 'CalendarDays'] of steps) {
			const cascade: Record<string, unknown> = {
				cascading: days > 0,
				cascading_source,
				cascading_offset: days,
				cascading_offset_type: type,
				cascading_offset_polarity: 'After',
			};
			const fields: Record<string, unknown> = {
				...{ name: step, description: `${step}.`, description_text_type: 'plain_text' },
				...{ priority: 'Normal', private: false, template_creator: creator },
				task_template_list: id,
				...cascade,
			};
			cascading_source = store.insert('task_templates', fields, at).id;
		}
	}
}
