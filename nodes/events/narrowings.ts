interface Narrowing {
	label: string;
	help: string;
	/** What to choose from. */
	resource: string;
	/** Where a record of a model names it. Clio nests one level, so a task has no practice area. */
	paths: Record<string, string>;
}

/** What a trigger can be only for. */
export const narrowings: Record<string, Narrowing> = {
	client: {
		label: 'Client',
		help: 'Only matters and bills of this client',
		resource: 'contact',
		paths: { matter: 'client.id', bill: 'client.id' },
	},
	folder: {
		label: 'Folder',
		help: 'Only what is directly in this folder',
		resource: 'folder',
		paths: { document: 'parent.id', folder: 'parent.id' },
	},
	matter: {
		label: 'Matter',
		help: 'Only what belongs to this matter',
		resource: 'matter',
		paths: {
			activity: 'matter.id',
			bill: 'matters.id',
			calendar_entry: 'matter.id',
			clio_payments_payment: 'matters.id',
			communication: 'matter.id',
			document: 'matter.id',
			expense: 'matter.id',
			folder: 'matter.id',
			note: 'matter.id',
			task: 'matter.id',
			timeEntry: 'matter.id',
		},
	},
	practiceArea: {
		label: 'Practice Area',
		help: 'Only matters of this practice area',
		resource: 'practiceArea',
		paths: { matter: 'practice_area.id' },
	},
	responsibleAttorney: {
		label: 'Responsible Attorney',
		help: 'Only matters of this attorney',
		resource: 'user',
		paths: { matter: 'responsible_attorney.id' },
	},
	user: {
		label: 'User',
		help: 'Only what this user recorded',
		resource: 'user',
		paths: {
			activity: 'user.id',
			communication: 'user.id',
			expense: 'user.id',
			timeEntry: 'user.id',
		},
	},
};
