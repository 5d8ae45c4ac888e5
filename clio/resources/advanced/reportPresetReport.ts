import { byIdOnly, reference, type Resource } from '../vocabulary';
import { report } from './report';

export const reportPresetReport: Resource = {
	...report,
	name: 'reportPresetReport',
	operationOf: {
		resource: 'reportPreset',
		operation: 'generateReport',
		name: 'Generate Report',
		action: 'Generate report from preset',
		description: 'Have Clio make the report; Get of Report tells when it is ready',
	},
	wording: undefined,
	path: 'report_presets/{preset}/generate_report',
	within: { preset: reference('reportPreset', { label: 'Report Preset' }) },
	operations: ['create'],
	lookup: byIdOnly,
	byIds: undefined,

	// Clio cannot be told what to answer with (facts 2.3): it is a report, in Clio's own words.
	reads: [],
	writes: {},
	filters: {},
	simplified: { id: 'id', name: 'name', kind: 'kind', format: 'format', state: 'state' },
};
