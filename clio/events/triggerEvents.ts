export interface Stamp {
	/** Its name in the record. */
	field: string;
	/**
	 * What it tells the time of: the event itself; a day, which a person may also have chosen; or the birth
	 * of the record, whose event comes some time after it.
	 */
	of: 'event' | 'day' | 'birth';
}

/** What a workflow can start on, in a sentence, and what that is at Clio. */
export interface TriggerEvent {
	label: string;
	/** One sentence, without a final period. */
	help?: string;
	/** Clio's name of the model. */
	model: string;
	events: string[];
	/** What Clio sends beside the id and, for `updated`, watches; without it, every change. */
	fields?: string[];
	/**
	 * Clio's own stamp of what happened. Clio sends the first `updated` of every record whatever changed
	 * (facts 3.1), so only a new stamp starts the workflow.
	 */
	stamp?: Stamp;
	/** Starts the workflow once for a record, for want of a stamp. */
	once?: true;
	/** The stamp a record is born with, e.g. that of its first stage, equals this and is no news. */
	bornWith?: string;
	/** What must be so: path in the record -> values. */
	where?: Record<string, string[]>;
	/** Path in the record that Changed To narrows, and the resource to choose from. */
	changedTo?: { path: string; resource: string };
}

export const triggerEvents: Record<string, TriggerEvent> = {
	matterCreated: { label: 'Matter Created', model: 'matter', events: ['created'] },
	matterOpened: {
		label: 'Matter Opened',
		help: 'The status of a matter was changed to Open',
		model: 'matter',
		events: ['matter_opened'],
	},
	matterPended: {
		label: 'Matter Set to Pending',
		help: 'The status of a matter was changed to Pending',
		model: 'matter',
		events: ['matter_pended'],
	},
	matterClosed: {
		label: 'Matter Closed',
		help: 'The status of a matter was changed to Closed',
		model: 'matter',
		events: ['matter_closed'],
	},
	matterStageChanged: {
		label: 'Matter Stage Changed',
		help: 'A matter was moved to another stage of its practice area',
		model: 'matter',
		events: ['updated'],
		fields: ['created_at', 'matter_stage_updated_at', 'matter_stage.id'],
		stamp: { field: 'matter_stage_updated_at', of: 'event' },
		bornWith: 'created_at',
		changedTo: { path: 'matter_stage.id', resource: 'matterStage' },
	},
	matterUpdated: {
		label: 'Matter Updated',
		help: 'Anything in a matter was changed',
		model: 'matter',
		events: ['updated'],
	},
	matterDeleted: { label: 'Matter Deleted', model: 'matter', events: ['deleted'] },
	contactCreated: {
		label: 'Contact Created',
		help: 'A person or a company was added',
		model: 'contact',
		events: ['created'],
	},
	contactUpdated: {
		label: 'Contact Updated',
		help: 'Anything in a contact was changed',
		model: 'contact',
		events: ['updated'],
	},
	taskCreated: { label: 'Task Created', model: 'task', events: ['created'] },
	taskCompleted: {
		label: 'Task Completed',
		model: 'task',
		events: ['updated'],
		fields: ['completed_at'],
		stamp: { field: 'completed_at', of: 'event' },
	},
	taskUpdated: {
		label: 'Task Updated',
		help: 'Anything in a task was changed',
		model: 'task',
		events: ['updated'],
	},
	activityCreated: {
		label: 'Time Entry or Expense Created',
		model: 'activity',
		events: ['created'],
	},
	calendarEntryCreated: {
		label: 'Calendar Entry Created',
		model: 'calendar_entry',
		events: ['created'],
	},
	calendarEntryUpdated: {
		label: 'Calendar Entry Updated',
		help: 'Anything in a calendar entry was changed',
		model: 'calendar_entry',
		events: ['updated'],
	},
	calendarEntryDeleted: {
		label: 'Calendar Entry Deleted',
		model: 'calendar_entry',
		events: ['deleted'],
	},
	communicationCreated: {
		label: 'Call or E-Mail Logged',
		model: 'communication',
		events: ['created'],
	},
	billCreated: { label: 'Bill Created', model: 'bill', events: ['created'] },
	billSent: {
		label: 'Bill Sent',
		help: 'A bill was sent, also when it is sent again',
		model: 'bill',
		events: ['updated'],
		fields: ['last_sent_at'],
		stamp: { field: 'last_sent_at', of: 'event' },
	},
	billPaid: {
		label: 'Bill Paid',
		model: 'bill',
		events: ['updated'],
		fields: ['paid_at'],
		// Clio's text calls it the date of the last payment, and a person enters that.
		stamp: { field: 'paid_at', of: 'day' },
	},
	paymentReceived: {
		label: 'Payment Received',
		help: 'A payment through Clio Payments was completed',
		model: 'clio_payments_payment',
		events: ['created', 'updated'],
		fields: ['state'],
		// Clio stamps no completion, and a bank transfer is completed days after it was created.
		once: true,
		where: { state: ['completed', 'completed_requiring_allocation'] },
	},
	documentAdded: {
		label: 'Document Added',
		help: 'A document was added and its upload is complete',
		model: 'document',
		events: ['created', 'updated'],
		fields: ['created_at', 'latest_document_version.fully_uploaded'],
		// Created before its upload begins, updated when it is complete (facts 4).
		stamp: { field: 'created_at', of: 'birth' },
		where: { 'latest_document_version.fully_uploaded': ['true'] },
	},
	folderCreated: { label: 'Folder Created', model: 'folder', events: ['created'] },
};
