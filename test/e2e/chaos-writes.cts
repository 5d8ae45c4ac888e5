import type { Row } from '../../dev/sandbox/store.cts';
import { choose } from '../engine/engine.cts';
import { files, largeFiles } from './chaos-files.cts';
import type { Line } from './chaos-line.cts';
import { marked, matter, writing, type Write } from './chaos-writing.cts';

const itself = choose('={{ $json.id }}');

/** How many records have the mark, and are not in the trash. */
const having =
	(path: string, field: string) =>
	({ firm }: Line, mark: string): number =>
		firm.all(path).filter((one) => String(one[field]).includes(mark) && !one.deleted_at).length;

const newNote = (line: Line) => ({
	...{ type: 'Matter', matter: choose(matter(line).id) },
	...{ subject: marked, detail: 'Called' },
});
const aContact = ({ firm }: Line, mark: string) =>
	firm.add('contacts', {
		...{ type: 'Person', first_name: 'Asha', last_name: mark },
		email_addresses: [{ name: 'Work', address: `${mark.toLowerCase()}@kaur.example` }],
	});
const addresses = ({ firm }: Line, id: number, mark: string) =>
	(firm.get('contacts', id).email_addresses as Row[]).filter(({ address }) =>
		String(address).includes(`new.${mark.toLowerCase()}@`),
	).length;

const records: Record<string, Write> = {
	'new notes': {
		...{ resource: 'note', operation: 'create', size: 4 },
		parameters: newNote,
		times: having('notes', 'subject'),
	},
	'new notes, with Retry On Fail': {
		...{ resource: 'note', operation: 'create', size: 4 },
		parameters: newNote,
		times: having('notes', 'subject'),
		rest: { node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } },
	},
	'new tasks, with names to look up': {
		...{ resource: 'task', operation: 'create', size: 2 },
		parameters: ({ firm }) => ({
			name: marked,
			assignee: choose(firm.all('users')[1].name, 'name'),
			fields: { matter: choose(firm.all('matters')[3].display_number, 'name') },
		}),
		times: having('tasks', 'name'),
	},
	'contacts created or updated': {
		...{ resource: 'contact', operation: 'upsert', size: 2 },
		parameters: () => ({
			...{ matchBy: 'email', type: 'Person', first_name: 'Ida', last_name: marked },
			email: '={{ $json.mark + "@intake.example" }}',
		}),
		times: having('contacts', 'last_name'),
	},
	'matters found or created': {
		...{ resource: 'matter', operation: 'findOrCreate', size: 2 },
		parameters: ({ firm }) => ({
			client: choose(firm.all('contacts')[0].id),
			description: marked,
		}),
		times: having('matters', 'description'),
	},
	'contacts that get another title': {
		...{ resource: 'contact', operation: 'update', size: 3 },
		before: aContact,
		parameters: () => ({ contactId: itself, fields: { title: marked } }),
		times: having('contacts', 'title'),
	},
	'contacts that get one more e-mail address': {
		...{ resource: 'contact', operation: 'update', size: 3 },
		before: aContact,
		parameters: () => ({
			contactId: itself,
			fields: {
				email_addresses: {
					entries: [
						{ name: 'Home', address: '={{ "new." + $json.mark.toLowerCase() + "@kaur.example" }}' },
					],
				},
			},
		}),
		times: (line, mark, id) => addresses(line, id, mark),
	},
	'matters whose custom field changes': {
		...{ resource: 'matter', operation: 'update', size: 3 },
		before: ({ firm }, mark) =>
			firm.add('matters', { client: { id: firm.all('contacts')[0].id }, description: mark }),
		parameters: ({ firm }) => ({
			matterId: itself,
			matterCustomFieldChanges: firm.mapped({ Judge: marked }),
		}),
		times: ({ firm }, mark, id) => Number(firm.stored('matters', id).Judge === mark),
	},
	'notes that are deleted': {
		...{ resource: 'note', operation: 'delete', size: 3 },
		before: (line, mark) =>
			line.firm.add('notes', {
				...{ type: 'Matter', matter: { id: matter(line).id } },
				...{ subject: mark, detail: 'Gone soon' },
			}),
		parameters: () => ({ noteId: itself }),
		times: ({ firm }, _, id) => Number(firm.all('notes').every((one) => one.id !== id)),
	},
	'task lists that are assigned to a matter': {
		...{ resource: 'taskTemplateList', operation: 'assign', size: 2 },
		before: ({ firm }, mark) =>
			firm.add('matters', { client: { id: firm.all('contacts')[0].id }, description: mark }),
		parameters: () => ({
			taskTemplateListId: choose('House purchase', 'name'),
			matter: itself,
		}),
		times: ({ firm }, _, id) => firm.all('tasks').filter((one) => one.matter === id).length / 3,
	},
	'copies of a task list': {
		...{ resource: 'taskTemplateList', operation: 'copy', size: 2 },
		parameters: ({ firm }) => ({
			list: choose(firm.all('task_template_lists')[0].id),
			name: marked,
		}),
		times: having('task_template_lists', 'name'),
	},
	'an API request that creates': {
		...{ resource: 'apiRequest', operation: 'request', size: 2 },
		parameters: ({ firm }) => ({
			...{ method: 'POST', path: 'tasks' },
			body: `={{ ({ data: { name: $json.mark, description: "x", assignee: { id: ${firm.all('users')[0].id}, type: "User" } } }) }}`,
		}),
		times: having('tasks', 'name'),
	},
};

const aSnippet = ({ firm }: Line, mark: string) =>
	firm.add('settings/text_snippets', { snippet: mark, phrase: 'Before' });

const inAdvanced: Record<string, Write> = {
	'new records of Clio Advanced': {
		...{ resource: 'textSnippet', operation: 'create', size: 2 },
		parameters: () => ({ snippet: marked, phrase: 'Telephone call with' }),
		times: having('settings/text_snippets', 'snippet'),
	},
	'records of Clio Advanced that change': {
		...{ resource: 'textSnippet', operation: 'update', size: 2 },
		before: aSnippet,
		parameters: () => ({
			textSnippetId: itself,
			fields: { phrase: '={{ "After " + $json.mark }}' },
		}),
		times: having('settings/text_snippets', 'phrase'),
	},
	'records of Clio Advanced that are deleted': {
		...{ resource: 'textSnippet', operation: 'delete', size: 2 },
		before: aSnippet,
		parameters: () => ({ textSnippetId: itself }),
		times: (line, mark) => 1 - having('settings/text_snippets', 'snippet')(line, mark),
	},
};

const stamp = '2026-01-05T09:00:00Z';

const inGrow: Record<string, Write> = {
	'new leads': {
		...{ resource: 'growLead', operation: 'create', size: 2 },
		parameters: () => ({
			...{ first_name: 'Iris', last_name: marked, from_message: 'I slipped.' },
			...{ from_source: 'Website form', referring_url: 'https://www.marlowfinch.example/contact' },
		}),
		times: ({ grow }, mark) =>
			grow.all('inbox_leads').filter((one) => one.last_name === mark).length,
	},
	'new leads by the lead inbox': {
		...{ resource: 'growLeadInbox', operation: 'create', size: 2 },
		parameters: () => ({
			...{ from_first: 'Iris', from_last: marked, from_message: 'I slipped.' },
			...{ from_source: 'Voice agent', referring_url: 'a call' },
		}),
		times: ({ grow }, mark) =>
			grow.all('inbox_leads').filter((one) => one.last_name === mark).length,
	},
	'sources of Clio Grow found or created': {
		...{ resource: 'growSource', operation: 'findOrCreate', size: 2 },
		parameters: () => ({ name: marked }),
		times: ({ grow }, mark) => grow.all('sources').filter(({ name }) => name === mark).length,
	},
	'custom actions of Clio Grow that are deleted': {
		...{ resource: 'growCustomAction', operation: 'delete' },
		before: ({ grow }, mark) =>
			grow.platform.store.insert(
				'custom_actions',
				{ label: mark, target_url: 'https://n8n.example' },
				stamp,
			),
		parameters: () => ({ growCustomActionId: choose('={{ String($json.id) }}') }),
		times: ({ grow }, _, id) => Number(!grow.get('custom_actions', id)),
	},
};

/** Changes are carried out once, or not at all; where nobody can know, the message says so. */
export const writes = [
	...writing({ ...records, ...files }, 'clio'),
	...writing(inAdvanced, 'clioAdvanced'),
	...writing(inGrow, 'clioGrow'),
];

/** One of these is enough: it takes hundreds of requests. */
export const largeWrites = writing(largeFiles, 'clio');
