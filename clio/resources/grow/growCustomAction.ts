import { text, type Resource } from '../vocabulary';
import { ofGrow } from './shared';

export const growCustomAction: Resource = {
	...ofGrow,
	name: 'growCustomAction',
	label: 'Custom Action',
	plural: 'Custom Actions',
	help: 'A link of your own on the matters of Clio Grow, e.g. to start a workflow for one',
	path: 'custom_actions',
	permission: 'grow_custom_action_read and grow_custom_action_write',
	operations: ['create', 'delete', 'getAll'],
	lookup: { shows: 'label', hint: 'target_url', called: 'Label', example: 'Start Intake' },

	reads: ['id', 'label', 'target_url', 'ui_reference', 'created_at', 'updated_at'],
	records: {},
	simplified: { label: 'label', opens: 'target_url' },

	// Grow knows no other place (facts, Platform 7).
	fixed: { ui_reference: 'matters/show' },
	writes: {
		label: text({
			required: true,
			main: true,
			shortest: 6,
			longest: 32,
			help: 'What the link says, in 6 to 32 characters',
			example: 'Start Intake',
		}),
		target_url: text({
			label: 'Opens URL',
			required: true,
			main: true,
			isAddress: 'https',
			help: 'Clio adds which matter the link was clicked on, and a code that is good for one call within a minute',
			example: 'https://n8n.example.com/webhook/intake',
		}),
	},
};
