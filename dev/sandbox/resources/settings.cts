import * as filter from '../filters.cts';
import { bool, oneOf, text } from '../rules.cts';
import { words, type Resource } from '../vocabulary.cts';
import { COLORS } from './calendars.cts';

/** What a firm sets up once. */

const billThemes: Resource = {
	name: 'BillTheme',
	path: 'bill_themes',
	permission: 'Billing',
	operations: 'LU',
	fields: words('id etag created_at updated_at account_id default name config'),
	computed: { account_id: (_row, { store }) => store.all('account')[0]?.id },
	body: { config: text, name: text },
};

/** A link of an app in Clio's screens. */
const customActions: Resource = {
	name: 'CustomAction',
	path: 'custom_actions',
	// UNKNOWN which area it is.
	permission: 'General',
	operations: 'LGCUD',
	fields: words('id etag created_at updated_at label target_url ui_reference'),
	body: {
		label: text,
		target_url: text,
		ui_reference: oneOf(
			...words('activities/show documents/show contacts/show matters/show folders/show'),
		),
	},
	required: ['label', 'target_url', 'ui_reference'],
};

const textSnippets: Resource = {
	name: 'TextSnippet',
	path: 'settings/text_snippets',
	permission: 'Settings',
	operations: 'LGCUD',
	fields: words('id etag created_at updated_at snippet phrase whole_word'),
	body: { phrase: text, snippet: text, whole_word: bool },
	required: ['phrase', 'snippet'],
	defaults: () => ({ whole_word: false }),
	filters: { query: filter.search((row) => [row.snippet, row.phrase]) },
	order: words('id snippet phrase whole_word'),
};

/** How the tasks of a user are seen among the calendars. UNKNOWN whether the ids are the calendars' own. */
const calendarVisibilities: Resource = {
	name: 'CalendarVisibility',
	path: 'task_calendars',
	permission: 'Calendars',
	operations: 'LGU',
	fields: words('id etag color light_color visible name created_at updated_at'),
	computed: { light_color: ({ color }) => COLORS[color] },
	// The spec types `visible` as text in the body and as a switch in the answer.
	body: { color: oneOf(...Object.keys(COLORS)), visible: bool },
};

export const settings: Resource[] = [billThemes, customActions, textSnippets, calendarVisibilities];
