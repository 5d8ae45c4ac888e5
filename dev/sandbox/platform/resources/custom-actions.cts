import type { Resource } from '../vocabulary.cts';

export const customActions: Resource = {
	path: 'custom_actions',
	table: 'custom_actions',
	name: 'Custom action',
	operations: 'LCD',
	read: 'grow_custom_action_read',
	write: 'grow_custom_action_write',
	fields: ['id', 'label', 'target_url', 'ui_reference', 'created_at', 'updated_at'],
	body: {
		label: { required: true, shortest: 6, longest: 32 },
		target_url: { required: true, is: 'https' },
		ui_reference: { required: true, oneOf: ['matters/show'] },
	},
	takesOthers: true,
};
