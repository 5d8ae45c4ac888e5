import { byIdOnly, day, moment, reference, text, type Resource } from '../vocabulary';

const needed = { required: true, main: true } as const;

export const matterDocketPreview: Resource = {
	name: 'matterDocketPreview',
	label: 'Docket Preview',
	plural: 'Docket Previews',
	operationOf: {
		resource: 'matterDocket',
		operation: 'preview',
		name: 'Preview',
		action: 'Preview court docket',
		description: 'Get the link to the deadlines a docket would have',
	},
	path: 'court_rules/matter_dockets/preview',
	permission: 'Calendars',
	operations: ['preview'],
	pages: [],
	lookup: byIdOnly,

	// Clio answers with where to find it (303), not with records.
	reads: [],
	records: {},
	simplified: { link: 'link' },
	writes: {},
	filters: {
		jurisdiction: reference('jurisdiction', { wire: 'jurisdiction[id]', ...needed }),
		trigger: reference('jurisdictionTrigger', {
			wire: 'trigger[id]',
			label: 'Trigger ID',
			...needed,
		}),
		service_type: reference('serviceType', { wire: 'service_type[id]', ...needed }),
		start_date: day(needed),
		start_time: moment(needed),
		event_prefix: text({
			label: 'Title Prefix',
			main: true,
		}),
	},
	orders: [],
};
