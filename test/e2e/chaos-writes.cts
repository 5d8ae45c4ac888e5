import assert from 'node:assert/strict';
import type { Row } from '../../dev/sandbox/store.cts';
import { choose, fileOf, type Setup } from '../engine/engine.cts';
import type { Line } from './chaos-line.cts';
import { goesOn, judged, toldOf, type Work } from './chaos-work.cts';

/** What is written, and how often it then is there. `mark` is a word that is nowhere else; items have `$json.mark`. */
export interface Write {
	resource: string;
	operation: string;
	/** How many items, each with a mark of its own; one if not said. */
	size?: number;
	/** What there is before, one for each item, which has its `$json.id`. */
	before?: (line: Line, mark: string) => Row;
	parameters: (line: Line) => object;
	/** How often it was done at Clio. */
	times: (line: Line, mark: string, id: number) => number;
	/** What else must be so. */
	besides?: (line: Line, mark: string) => void | Promise<void>;
	rest?: Partial<Setup>;
}

const matter = ({ firm }: Line) => firm.all('matters')[0];
const marked = '={{ $json.mark }}';
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
	'an API request that creates': {
		...{ resource: 'apiRequest', operation: 'request', size: 2 },
		parameters: ({ firm }) => ({
			...{ method: 'POST', path: 'tasks' },
			body: `={{ ({ data: { name: $json.mark, description: "x", assignee: { id: ${firm.all('users')[0].id}, type: "User" } } }) }}`,
		}),
		times: having('tasks', 'name'),
	},
};

const files: Record<string, Write> = {
	'a file that goes up': {
		...{ resource: 'document', operation: 'upload' },
		parameters: (line) => ({
			...{ binaryPropertyName: 'data', parent: choose(`Matter:${matter(line).id}`) },
			...{ if_name_exists: 'addVersion', name: marked },
		}),
		times: ({ firm }, mark) => seen(firm.all('documents'), mark).length,
		besides: async ({ firm, sandbox }, mark) => {
			for (const { id } of seen(firm.all('documents'), mark))
				assert.equal(String(await sandbox.storage.bytes(id)), 'Dear client');
		},
		rest: { ...goesOn, files: [{ data: fileOf('Letter.pdf', 'Dear client') }] },
	},
	'a path of folders': {
		...{ resource: 'folder', operation: 'findOrCreatePath' },
		parameters: (line) => ({
			parent: choose(`Matter:${matter(line).id}`),
			folder_path: '={{ $json.mark + "a/" + $json.mark + "b" }}',
		}),
		times: ({ firm }, mark) => firm.all('folders').filter(({ name }) => name === `${mark}b`).length,
		besides: ({ firm }, mark) =>
			assert.ok(firm.all('folders').filter(({ name }) => name === `${mark}a`).length <= 1),
	},
};

/** What people see: an upload that is not finished nobody does. */
const seen = (documents: Row[], mark: string): Row[] =>
	documents.filter(
		({ name, deleted_at, latest_document_version: version }) =>
			String(name).startsWith(mark) && !deleted_at && version.fully_uploaded,
	);

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
};

/** Changes are carried out once, or not at all; where nobody can know, the message says so. */
export const writes: Work[] = Object.entries({ ...records, ...files, ...inGrow }).map(
	([family, write]) => ({
		family,
		isChange: true,
		run: async (line) => {
			const { resource, operation, size = 1, before, parameters, rest = goesOn } = write;
			const items = Array.from({ length: size }, () => {
				const mark = line.mark();
				return { mark, id: before?.(line, mark).id ?? 0 };
			});
			const kit = resource.startsWith('grow') ? line.grow : line.firm;
			const outcome = await kit.run(resource, operation, parameters(line), {
				...line.over(credentialOf(resource)),
				...rest,
				items,
			});
			return async () => {
				const verdicts = toldOf(outcome, size).map(async (told, at) => {
					const { mark, id } = items[at];
					await write.besides?.(line, mark);
					return judged(told, write.times(line, mark, id), mark);
				});
				return await Promise.all(verdicts);
			};
		},
	}),
);

function credentialOf(resource: string) {
	if (resource === 'growLeadInbox') return 'clioGrowLeadInboxApi';
	return resource.startsWith('grow') ? 'clioPlatformOAuth2Api' : 'clioOAuth2Api';
}
