import {
	choice,
	day,
	ids,
	list,
	number,
	raw,
	reference,
	text,
	yesNo,
	type Field,
	type Fields,
} from './vocabulary';

/** Custom field values: a first value names the field, a change names the value by its own (string) id (facts 5.1). */
export const customFieldValues: Field = list(
	{ value: raw(), custom_field: reference('customField') },
	{ removal: '_destroy', hidden: true, key: ['custom_field.id'], each: true },
);

export const customFieldSets: Field = list(
	{ display_order: number(), custom_field_set: reference('customFieldSet') },
	{ removal: '_destroy', hidden: true },
);

/** Know-your-client answers, for accounts in countries that ask for them. */
export const kycFieldValues: Field = list(
	{
		field_name: text(),
		// Of an answer that is changed.
		id: number({ only: 'update' }),
		field_type: choice({ date: 'Date', text: 'Text', picklist: 'Picklist' }),
		field_value: raw(),
	},
	{ hidden: true },
);

/** Narrows the values in a record, not the list. */
export const onlyCustomFields: Fields = {
	custom_field_ids: ids({
		wire: 'custom_field_ids[]',
		label: 'Custom Field IDs',
		help: 'Return the values of these custom fields only',
		example: '123, 456',
	}),
};

export const excludeIds: Fields = {
	exclude_ids: ids({ wire: 'exclude_ids[]', label: 'Exclude IDs', example: '123, 456' }),
};

export const discountTypes = { percentage: 'Percentage', money: 'Money' };

/** For whom and for when a matter gets a task list; else the tasks of the list say so themselves. */
export const assignment: Fields = {
	assignee: reference('user', {
		wire: 'assignee_id',
		parts: ['responsibleAttorney', 'responsibleStaff', 'me'],
		help: 'Leave empty for the people named in the list',
	}),
	due_at: day({
		label: 'Due Date',
		help: 'When the tasks are due; leave empty for the days that the list gives them',
	}),
	notify_assignees: yesNo({ help: 'to tell the people who get the tasks' }),
};

export const taskListAssignment: Fields = {
	task_template_list: reference('taskTemplateList', { label: 'Task List' }),
	...assignment,
};

/** The plan without advanced tasks knows only Pending and Complete (facts 5.5). */
export const taskStatuses = {
	pending: 'Pending',
	in_progress: 'In Progress',
	in_review: 'In Review',
	complete: 'Complete',
	draft: 'Draft',
};

/** Names and values another system keeps on a record; Clio allows five (facts 5.6). */
export const externalProperties: Field = list(
	{ name: text(), value: text() },
	{ removal: '_destroy', hidden: true },
);

export const externalPropertyFilters: Fields = {
	external_property_name: text({
		help: 'Only records on which another system keeps a value of this name',
	}),
	external_property_value: text({ help: 'Only records with this value; needs the name, too' }),
};

/** What documents and folders have in common. */
export const filedRecords: Record<string, string> = {
	parent: 'folder',
	matter: 'matter',
	contact: 'contact',
	document_category: 'documentCategory',
	creator: 'creator',
	latest_document_version: 'documentVersion',
	group: 'group',
	external_properties: 'externalProperty',
};

/** Without it a list may show no more than what lies directly in the firm's root folder (facts 4.4). */
export const everyFolder = { scope: 'descendants' };

export const depths = { children: 'Directly in the Folder', descendants: 'In Its Subfolders, Too' };

export const filedFilters: Fields = {
	query: text({ label: 'Search', help: 'Words to find in the name' }),
	matter: reference('matter', { wire: 'matter_id', orNone: true }),
	contact: reference('contact', { wire: 'contact_id', orNone: true }),
	document_category: reference('documentCategory', {
		wire: 'document_category_id',
		label: 'Category',
		orNone: true,
	}),
	scope: choice(depths, {
		label: 'How Deep',
		help: 'Without this filter, subfolders count, too',
	}),
	include_deleted: yesNo({ label: 'With Trash', help: 'to return what is in the trash as well' }),
};

export const reminderUnits = { minutes: 'Minutes', hours: 'Hours', days: 'Days', weeks: 'Weeks' };
export const reminderWays = { Email: 'E-Mail', Popup: 'Pop-Up' };

/** One reminder; terms/reminders.ts finds the notification method that Clio wants. */
export const reminderRow: Fields = {
	who: reference('user', {
		label: 'Remind',
		parts: ['me'],
		preset: 'me',
		help: 'A user of the firm',
	}),
	by: choice(reminderWays, {
		preset: 'Email',
		help: 'Clio shows pop-ups to the connected user only',
	}),
	duration_value: number({ label: 'How Long Before', example: '2' }),
	duration_unit: choice(reminderUnits, { label: 'Unit', preset: 'days' }),
};

/** Reminders of a new task or event, as rows. */
export const reminderRows: Field = list(reminderRow, {
	own: true,
	only: 'create',
	label: 'Reminders',
	entry: 'Reminder',
});

export const subscribers: Field = list({ user_id: text() }, { removal: '_destroy', hidden: true });
