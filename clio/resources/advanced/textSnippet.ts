import { longText, standardFilters, text, yesNo, type Resource } from '../vocabulary';

export const textSnippet: Resource = {
	name: 'textSnippet',
	label: 'Text Snippet',
	plural: 'Text Snippets',
	help: 'Letters that Clio turns into a longer text as they are typed',
	path: 'settings/text_snippets',
	permission: 'Settings',
	operations: ['create', 'delete', 'get', 'getAll', 'update'],
	pages: [],
	lookup: { by: 'query', shows: 'snippet', hint: 'phrase', order: 'snippet(asc)' },
	byIds: {},

	reads: ['id', 'etag', 'created_at', 'updated_at', 'snippet', 'phrase', 'whole_word'],
	records: {},
	simplified: { snippet: 'snippet', phrase: 'phrase', wholeWord: 'whole_word' },

	writes: {
		snippet: text({ required: true, main: true, example: 'tcw' }),
		phrase: longText({ required: true, main: true, example: 'Telephone call with' }),
		whole_word: yesNo({ help: 'to wait for a space after the letters' }),
	},
	filters: { query: text({ label: 'Search' }), ...standardFilters },
	orders: ['id', 'snippet', 'phrase', 'whole_word'],
};
