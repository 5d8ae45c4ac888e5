import { ids, longText, moment, text, type Fields, type Resource } from '../vocabulary';

/** Filters of every list; both dates are inclusive. */
export const growFilters: Fields = {
	created_since: moment(),
	updated_since: moment(),
	ids: ids({ wire: 'ids[]', label: 'IDs', example: '123, 456', most: 50 }),
};

/** What all of Grow's resources have in common: no list is sorted, all take dates and ids (facts, Platform 5 and 7). */
export const ofGrow = {
	api: 'grow',
	pages: [],
	byIds: {},
	idsAtOnce: 50,
	filters: growFilters,
	orders: [],
} as const satisfies Partial<Resource>;

/** Notes are written and listed, but neither changed nor deleted. */
export const ofNotes = {
	reads: ['id', 'subject', 'body', 'created_at', 'updated_at'],
	records: {},
	simplified: { subject: 'subject', body: 'body', created: 'created_at' },
	writes: {
		subject: text({ required: true, main: true, longest: 255 }),
		body: longText({ label: 'Note', required: true, main: true, longest: 65_535 }),
	},
} satisfies Partial<Resource>;

/** A name that no other of its kind has, whatever the casing. */
export const uniqueName = (example: string): Fields => ({
	name: text({ required: true, main: true, longest: 255, example }),
});
