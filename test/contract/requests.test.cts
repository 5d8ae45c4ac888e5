import { grow, leadInbox, manage } from './apis.cts';
import { growApi, openApi } from './openapi.cts';
import { objectionsTo, type Request } from './requests.cts';

const missing = 'Requests: skipped, Clio’s OpenAPI file is not here (CLIO_OPENAPI is its path)';
if (!openApi) process.stdout.write(`${missing}\n`);

const to = (method: string, path: string, query = '', body?: unknown): Request => ({
	method,
	path: `/api/v4/${path}`,
	query,
	body,
});
const reading = (path: string, query: string) => to('GET', path, query);
const matter = { client: { id: 5 }, description: 'Boundary dispute' };
const creating = (path: string, data: unknown) => to('POST', path, '', { data });
const updating = (path: string, data: unknown) => to('PATCH', path, '', { data });

(openApi ? describe : describe.skip)(openApi ? 'What Clio does not know is told' : missing, () => {
	const objections = (request: Request) => objectionsTo(manage, request);

	test.each<[string, Request, string[]]>([
		['a path', reading('matterz', ''), ['matterz operations: GET /matterz']],
		['a method', to('PUT', 'matters/5'), ['matter operations: PUT /matters/5']],
		['no id', reading('matters/undefined', ''), ['matter operations: GET /matters/undefined']],

		['a misspelt filter', reading('activities', 'matter=5'), ['activity filters: matter']],
		['page', reading('matters', 'page=2'), ['matter filters: page']],
		[
			'offset where nothing sorts',
			reading('relationships', 'offset=0'),
			['relationship filters: offset'],
		],
		['a filter’s value', reading('tasks', 'priority=High'), ['task filters: priority = High']],
		['one of several', reading('matters', 'status=open,shut'), ['matter filters: status = shut']],
		['a number', reading('matters', 'client_id=Ann'), ['matter filters: client_id: string']],
		['one of the ids', reading('matters', 'ids[]=5&ids[]=x'), ['matter filters: ids[]: string']],
		['a switch', reading('matters', 'billable=yes'), ['matter filters: billable: string']],
		[
			'a time without zone',
			reading('matters', 'updated_since=2026-01-31T10:00:00'),
			['matter filters: updated_since: string'],
		],
		['a range', reading('matters', 'open_date[]=>2026'), ['matter filters: open_date[] = >2026']],
		['null', reading('matters', 'client_id=null'), ['matter filters: client_id: string']],
		['a sort order', reading('matters', 'order=id'), ['matter orders: order = id']],
		['a missing filter', reading('notes', ''), ['note filters: type is required']],

		['a field', reading('matters', 'fields=id,descripton'), ['matter reads: descripton']],
		[
			'a field in braces',
			reading('matters', 'fields=id,client{nam}'),
			['matter reads: client{nam}'],
		],
		['braces on a plain value', reading('matters', 'fields=id{id}'), ['matter reads: id{id}']],
		[
			'a field of the answer to a change',
			to('PATCH', 'tasks/5', 'fields=nam', { data: {} }),
			['task reads: nam'],
		],
		[
			'braces in braces',
			reading('matters', 'fields=client{company{id}}'),
			['matter reads: client{company{id}} has braces in braces', 'matter reads: company{id}'],
		],

		[
			'no wrapper',
			to('PATCH', 'matters/5', '', matter),
			['matter PATCH: client', 'matter PATCH: description', 'matter PATCH: data is required'],
		],
		['no body', to('POST', 'matters'), ['matter POST: data is required']],
		['a body with a deletion', to('DELETE', 'matters/5', '', {}), ['matter DELETE: a body']],
		['a name', creating('matters', { ...matter, descripton: '' }), ['matter POST: descripton']],
		[
			'a name within',
			updating('matters/5', { client: { id: 5, name: 'Ann' } }),
			['matter PATCH: client.name'],
		],
		[
			'a name within a list',
			updating('contacts/5', { phone_numbers: [{ number: '1' }, { numbr: '1' }] }),
			['contact PATCH: phone_numbers.numbr'],
		],
		[
			'a missing value',
			creating('matters', { client: {} }),
			['matter POST: client.id is required', 'matter POST: description is required'],
		],
		['a choice', updating('tasks/5', { priority: 'high' }), ['task PATCH: priority = high']],
		['a type', updating('matters/5', { billable: 'true' }), ['matter PATCH: billable: string']],
		[
			'a day',
			updating('matters/5', { open_date: '31.1.2026' }),
			['matter PATCH: open_date: string'],
		],
		[
			'an id',
			updating('matters/5', { client: { id: 'Ann' } }),
			['matter PATCH: client.id: string'],
		],
		[
			'a fraction',
			updating('tasks/5', { matter: { id: 5.5 } }),
			['task PATCH: matter.id: fraction'],
		],
		[
			'a number of seconds',
			updating('activities/5', { quantity: true }),
			['activity PATCH: quantity: yes or no'],
		],
		[
			'a list',
			updating('contacts/5', { phone_numbers: { number: '1' } }),
			['contact PATCH: phone_numbers: record'],
		],
		[
			'a field of a webhook',
			creating('webhooks', { url: 'https://n8n.example', model: 'matter', fields: 'id,nam' }),
			['webhook reads: nam'],
		],
	])('%s', (_, request, expected) => {
		expect(objections(request)).toEqual(expected);
	});

	test.each<[string, Request]>([
		[
			'a list',
			reading(
				'matters.json',
				'fields=id,client,client{id,name}&limit=200&order=id(asc)&status=open,closed',
			),
		],
		['the next page', reading('matters', 'fields=id&page_token=abc==&limit=200')],
		['another sort order', reading('matters', 'order=open_date(desc)&offset=200')],
		['a range of days', reading('matters', 'open_date[]=>=2026-01-01&open_date[]=<=2026-01-31')],
		['a custom field', reading('matters', 'custom_field_values[5]=>=3&custom_field_ids[]=5')],
		['records without one', reading('matters', 'grant_id=null')],
		['a search for anything', reading('contacts', 'query=Fox & Fox = 2')],
		['the connected user', reading('users/who_am_i', 'fields=id,account{name}')],
		['one occurrence', reading('calendar_entries/5-20260131', 'fields=id')],
		['a matter', creating('matters', matter)],
		['an emptied field', updating('matters/5', { location: null })],
		['a deletion', to('DELETE', 'matters/5')],
		['a handshake that comes late, by exception', to('PUT', 'webhooks/5/activate')],
		[
			'a note on a matter, by exception',
			creating('notes', { type: 'Matter', subject: 'A call', matter: { id: 5 } }),
		],
		[
			'a day that the file calls a time, by exception',
			updating('tasks/5', { due_at: '2026-01-31' }),
		],
	])('but not %s', (_, request) => {
		expect(objections(request)).toEqual([]);
	});
});

const missingGrow = 'Requests: skipped, Clio Grow’s OpenAPI file is not here (CLIO_GROW_OPENAPI)';
if (!growApi) process.stdout.write(`${missingGrow}\n`);

const toGrow = (method: string, path: string, query = '', data?: unknown): Request => ({
	method,
	path: `/grow/${path}`,
	query,
	...(data ? { body: { data } } : {}),
});
const lead = {
	first_name: 'Asha',
	last_name: 'Kaur',
	from_message: 'A divorce',
	referring_url: 'https://www.example.com/contact',
	from_source: 'Website form',
};
const many = (count: number) => Array(count).fill('ids[]=5').join('&');

(growApi ? describe : describe.skip)(
	growApi ? 'What Clio Grow does not know is told' : missingGrow,
	() => {
		test.each<[string, Request, string[]]>([
			['a path', toGrow('GET', 'stages'), ['stages operations: GET /stages']],
			[
				'a change',
				toGrow('PATCH', 'contacts/5', '', {}),
				['growContact operations: PATCH /contacts/5'],
			],
			['a filter', toGrow('GET', 'matters', 'limit=5'), ['growMatter filters: limit']],
			['fields', toGrow('GET', 'contacts', 'fields=id'), ['growContact filters: fields']],
			['no state', toGrow('GET', 'inbox_leads'), ['growLead filters: state is required']],
			['a state', toGrow('GET', 'inbox_leads', 'state=new'), ['growLead filters: state = new']],
			[
				'too many ids',
				toGrow('GET', 'users', many(51)),
				['growUser filters: ids[] is at most 50 values'],
			],
			[
				'a name',
				toGrow('POST', 'inbox_leads', '', { ...lead, note: 'x' }),
				['growLead POST: note'],
			],
			[
				'no address',
				toGrow('POST', 'inbox_leads', '', { ...lead, referring_url: 'Phone call' }),
				['growLead POST: referring_url is an address: any'],
			],
			[
				'a text that is too long',
				toGrow('POST', 'contacts/5/notes', '', { subject: 'x'.repeat(256), body: 'x' }),
				['growContactNote POST: subject is at most 255 characters'],
			],
			[
				'a custom action elsewhere, too short, without https',
				toGrow('POST', 'custom_actions', '', {
					label: 'Start',
					target_url: 'http://n8n.example',
					ui_reference: 'contacts/show',
				}),
				[
					'growCustomAction POST: label is at least 6 characters',
					'growCustomAction POST: target_url is an address: https',
					'growCustomAction POST: ui_reference = contacts/show',
				],
			],
		])('%s', (_, request, expected) => {
			expect(objectionsTo(grow, request)).toEqual(expected);
		});

		test.each<[string, Request]>([
			['a lead', toGrow('POST', 'inbox_leads', '', { ...lead, marketing_source: { id: 5 } })],
			[
				'a list',
				toGrow('GET', 'contacts', `include=custom_field_values&${many(50)}&page_token=abc`),
			],
			['the connected user', toGrow('GET', 'users/who_am_i')],
			['a note', toGrow('POST', 'matters/5/notes', '', { subject: 'A call', body: 'Again' })],
		])('but not %s', (_, request) => {
			expect(objectionsTo(grow, request)).toEqual([]);
		});
	},
);

describe('What the lead inbox does not know is told', () => {
	const post = (inbox_lead: unknown): Request => ({
		method: 'POST',
		path: '/inbox_leads',
		query: '',
		body: { inbox_lead },
	});
	const sent = {
		from_first: 'Asha',
		from_last: 'Kaur',
		from_message: 'A divorce',
		referring_url: 'Phone call',
		from_source: 'n8n',
	};

	test('but nothing of a lead as its page has it', () => {
		expect(objectionsTo(leadInbox, post({ ...sent, from_phone: '555 0199' }))).toEqual([]);
	});

	test('a name, and one that is missing', () => {
		const { from_last, ...others } = sent;
		expect(objectionsTo(leadInbox, post({ ...others, last_name: from_last }))).toEqual([
			'growLeadInbox POST: last_name',
			'growLeadInbox POST: from_last is required',
		]);
	});
});
