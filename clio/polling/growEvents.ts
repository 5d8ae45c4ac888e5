import type { PollEvent } from './pollEvents';

/**
 * What a workflow can start on in Clio Grow. Webhooks of the Clio Platform stay out until their signature is
 * documented (Platform facts, section 8).
 */
export const growEvents: Record<string, PollEvent> = {
	growContactCreated: {
		label: 'Contact Created',
		help: 'A person or a company was added',
		model: 'growContact',
		events: ['created'],
	},
	growContactUpdated: {
		label: 'Contact Updated',
		help: 'Anything in a contact was changed',
		model: 'growContact',
		events: ['updated'],
		canWatch: true,
	},
	growLeadCreated: {
		label: 'Lead Created',
		help: 'A lead came into the inbox and is still there; one that is accepted before the next poll is not seen',
		model: 'growLead',
		events: ['created'],
		filters: { state: 'untriaged' },
	},
	growMatterCreated: {
		label: 'Matter Created',
		help: 'A matter was opened in Clio Grow, e.g. by accepting a lead',
		model: 'growMatter',
		events: ['created'],
	},
	growMatterHired: {
		label: 'Matter Hired',
		help: 'The client hired the firm; clioId is the ID of the matter in Clio Manage',
		model: 'growMatter',
		events: ['created', 'updated'],
		// The date may be withheld, so that a matter counts when it is first seen as hired.
		once: true,
		where: { status_category: ['hired'] },
		mayWait: true,
	},
	growMatterUpdated: {
		label: 'Matter Updated',
		help: 'Anything in a matter was changed, e.g. its status',
		model: 'growMatter',
		events: ['updated'],
		canWatch: true,
	},
	growNoteCreated: {
		label: 'Note Created',
		help: 'A note was written on a contact or a matter; with many of them it may take some polls until it is found',
		model: 'growMatterNote',
		events: ['created'],
		by: 'notes',
		nothing: 'There are no notes on what was changed in the last 30 days',
	},
};
