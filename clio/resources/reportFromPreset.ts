import { report } from './report';
import { rowsOrFile } from './reports';
import { byIdOnly, reference, type Resource } from './vocabulary';

export const reportFromPreset: Resource = {
	...report,
	name: 'reportFromPreset',
	operationOf: {
		resource: 'report',
		operation: 'generateFromPreset',
		name: 'Generate From Preset',
		action: 'Generate report from preset',
		description: 'Have Clio make a report with the settings saved in it, and fetch it',
	},
	wording: undefined,
	path: 'report_presets/{preset}/generate_report',
	within: {
		preset: reference('reportPreset', {
			label: 'Report Preset',
			help: 'A report saved in Clio with its settings',
		}),
	},
	operations: ['generate'],
	lookup: byIdOnly,
	byIds: undefined,
	onDownload: undefined,

	// Clio cannot be told what to answer with (facts 2.3): it is a report, in Clio's own words.
	reads: [],
	writes: { return: rowsOrFile },
	filters: {},
	simplified: { id: 'id', name: 'name', kind: 'kind', format: 'format', state: 'state' },
};
