import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import type { Row } from '../../dev/sandbox/store.cts';
import { pollEvents } from '../../clio/polling/pollEvents';
import { PollHost } from './poll-host.cts';
import { minute } from './poll-kit.cts';

/** A firm in which many workflows poll. */
class Firm {
	readonly hosts = new Map<string, PollHost>();

	private constructor(readonly sandbox: Sandbox) {}

	static async open(triggers: Record<string, INodeParameters>): Promise<Firm> {
		const sandbox = await startSandbox({ matters: 30 });
		const firm = new Firm(sandbox);
		for (const [name, parameters] of Object.entries(triggers))
			firm.hosts.set(name, await PollHost.start({ sandbox, parameters }));
		return firm;
	}

	async activate(): Promise<void> {
		for (const host of this.hosts.values()) await host.activate();
	}

	/** What starts at the next poll, by name and event. */
	async starts(happen: (sandbox: Sandbox) => unknown): Promise<string[]> {
		const before = new Map([...this.hosts].map(([name, host]) => [name, host.items.length]));
		await this.sandbox.advance(minute);
		happen(this.sandbox);
		await this.sandbox.advance(minute);
		for (const host of this.hosts.values()) await host.tick();
		return [...this.hosts]
			.flatMap(([name, { items }]) =>
				items.slice(before.get(name)).map(({ event }) => `${name}: ${String(event)}`),
			)
			.sort();
	}

	get failed(): Error[] {
		return [...this.hosts.values()].flatMap(({ failed }) => failed);
	}

	async close(): Promise<void> {
		for (const host of this.hosts.values()) host.kill();
		await this.sandbox.close();
	}
}

const newest = (sandbox: Sandbox, path: string): Row => sandbox.store.all(path).at(-1)!;
const first = (sandbox: Sandbox, path: string): Row => sandbox.store.all(path)[0];
const user = (sandbox: Sandbox) => ({ type: 'User', id: first(sandbox, 'users').id });
const parent = (sandbox: Sandbox) => ({ type: 'Matter', id: first(sandbox, 'matters').id });
const contact = (sandbox: Sandbox) => ({ type: 'Contact', id: first(sandbox, 'contacts').id });
const nowOf = (sandbox: Sandbox) => `${new Date(sandbox.now()).toISOString().slice(0, 19)}Z`;
const today = (sandbox: Sandbox, days = 0) =>
	new Date(sandbox.now() + days * 24 * 60 * minute).toISOString().slice(0, 10);

const nextStage = (sandbox: Sandbox, matter: Row): Row =>
	sandbox.store
		.all('matter_stages')
		.find((row) => row.practice_area === matter.practice_area && row.id !== matter.matter_stage)!;

const subject: { matter?: number } = {};
/** One matter that has been open for long. */
const changeMatter = (values: (sandbox: Sandbox, matter: Row) => object) => (sandbox: Sandbox) => {
	const open = () => sandbox.store.all('matters').find(({ status }) => status === 'Open')!;
	const matter = sandbox.store.get('matters', (subject.matter ??= open().id))!;
	sandbox.change('matters', { ...values(sandbox, matter) }, { ids: [matter.id] });
};

const changeNewest = (path: string, values: object) => (sandbox: Sandbox) =>
	sandbox.change(path, { ...values }, { ids: [newest(sandbox, path).id] });

const message = (sandbox: Sandbox, more: object = {}) =>
	sandbox.create('conversation_messages', {
		...{ subject: 'Papers', body: 'Please sign', receivers: [contact(sandbox)], ...more },
	});

type Step = [what: string, happen: (sandbox: Sandbox) => unknown, starts: string[]];

const steps: Step[] = [
	['nothing happens', () => undefined, []],
	[
		'a matter is created, open from the first',
		(s) => s.create('matters', { client: { id: contact(s).id }, description: 'New' }),
		['matterCreated: created', 'matterOpened: matter_opened'],
	],
	[
		'another field of a matter changes, whose stage is old',
		changeMatter(() => ({ description: 'Other' })),
		['matterUpdated: updated'],
	],
	[
		'a matter is moved to another stage',
		changeMatter((s, matter) => ({ matter_stage: { id: nextStage(s, matter).id } })),
		['matterStageChanged: updated', 'matterUpdated: updated'],
	],
	[
		'another field of it changes',
		changeMatter(() => ({ description: 'Once more' })),
		['matterUpdated: updated'],
	],
	[
		'a matter is set to pending',
		changeMatter(() => ({ status: 'pending' })),
		['matterPended: matter_pended', 'matterUpdated: updated'],
	],
	[
		'a matter is closed',
		changeMatter(() => ({ status: 'closed' })),
		['matterClosed: matter_closed', 'matterUpdated: updated'],
	],
	[
		'a closed matter changes',
		changeMatter(() => ({ description: 'The end' })),
		['matterUpdated: updated'],
	],
	['a matter is deleted', (s) => s.remove('matters'), []],

	[
		'a contact is added',
		(s) => s.create('contacts', { type: 'Person', first_name: 'Ada', last_name: 'Byron' }),
		['contactCreated: created'],
	],
	[
		'a contact changes',
		changeNewest('contacts', { title: 'Countess' }),
		['contactUpdated: updated'],
	],

	[
		'a task is created',
		(s) => s.create('tasks', { name: 'Call', description: 'Soon', assignee: user(s) }),
		['taskCreated: created'],
	],
	['a task is renamed', changeNewest('tasks', { name: 'Ring' }), ['taskUpdated: updated']],
	[
		'a task is due in three days',
		(s) => s.change('tasks', { due_at: today(s, 3) }, { ids: [newest(s, 'tasks').id] }),
		['deadlineComing: deadline', 'taskUpdated: updated'],
	],
	[
		'a task is completed',
		changeNewest('tasks', { status: 'complete' }),
		['taskCompleted: updated', 'taskUpdated: updated'],
	],
	[
		'a completed task is renamed',
		changeNewest('tasks', { name: 'Rang' }),
		['taskUpdated: updated'],
	],
	[
		'a task is completed again',
		(s) => {
			changeNewest('tasks', { status: 'pending' })(s);
			changeNewest('tasks', { status: 'complete' })(s);
		},
		['taskCompleted: updated', 'taskUpdated: updated'],
	],

	[
		'time is entered',
		(s) =>
			s.create('activities', {
				...{ type: 'TimeEntry', date: '2026-03-02', quantity: 3600 },
				matter: { id: first(s, 'matters').id },
			}),
		['activityCreated: created'],
	],
	['a time entry changes', changeNewest('activities', { note: 'Longer' }), []],

	[
		'a calendar entry is made, for next year',
		(s) =>
			s.create('calendar_entries', {
				...{ summary: 'Hearing', calendar_owner: { id: first(s, 'calendars').id } },
				...{ start_at: `${today(s, 300)}T10:00:00Z`, end_at: `${today(s, 300)}T11:00:00Z` },
			}),
		['calendarEntryCreated: created'],
	],
	[
		'a calendar entry is renamed',
		changeNewest('calendar_entries', { summary: 'Trial' }),
		['calendarEntryUpdated: updated'],
	],
	[
		'a calendar entry is moved into the coming days',
		(s) => {
			const times = { start_at: `${today(s, 2)}T15:00:00Z`, end_at: `${today(s, 2)}T16:00:00Z` };
			changeNewest('calendar_entries', times)(s);
		},
		['calendarEntryUpdated: updated', 'deadlineComing: deadline'],
	],
	['a calendar entry is deleted', (s) => s.remove('calendar_entries'), []],

	[
		'a call is logged',
		(s) =>
			s.create('communications', {
				...{ type: 'PhoneCommunication', subject: 'Call', body: 'Hello', date: '2026-03-02' },
				...{ received_at: '2026-03-02T10:00:00Z', senders: [user(s)], receivers: [contact(s)] },
			}),
		['communicationCreated: created'],
	],

	[
		'a bill is made',
		(s) => s.create('bills', { matters: [{ id: first(s, 'matters').id }], total: 800 }),
		['billCreated: created'],
	],
	['a draft changes', changeNewest('bills', { memo: 'Thanks' }), []],
	[
		'a bill is sent',
		(s) => changeNewest('bills', { state: 'awaiting_payment', last_sent_at: nowOf(s) })(s),
		['billSent: updated'],
	],
	['a sent bill changes', changeNewest('bills', { memo: 'Thanks again' }), []],
	[
		'a bill is sent again',
		(s) => changeNewest('bills', { last_sent_at: nowOf(s) })(s),
		['billSent: updated'],
	],
	['a part of a bill is paid', changeNewest('bills', { balance: 300 }), []],
	['the rest is paid', changeNewest('bills', { balance: 0 }), ['billPaid: updated']],
	['a paid bill changes', changeNewest('bills', { memo: 'Paid' }), []],

	[
		'a payment begins',
		(s) => s.create('clio_payments/payments', { amount: 90, state: 'pending' }),
		[],
	],
	[
		'a payment is completed',
		changeNewest('clio_payments/payments', { state: 'completed' }),
		[expect.stringMatching(/^paymentReceived: (created|updated)$/) as string],
	],
	[
		'it is completed otherwise',
		changeNewest('clio_payments/payments', { state: 'completed_requiring_allocation' }),
		[],
	],

	[
		'the upload of a document begins',
		(s) => s.create('documents', { name: 'Offer.pdf', parent: parent(s) }),
		[],
	],
	[
		'the upload is complete',
		changeNewest('documents', { uploaded: true }),
		[expect.stringMatching(/^documentAdded: (created|updated)$/) as string],
	],
	['a document is renamed', changeNewest('documents', { name: 'Reply.pdf' }), []],
	[
		'an old document is renamed',
		(s) => s.change('documents', { name: 'Old.pdf' }, { ids: [first(s, 'documents').id] }),
		[],
	],

	[
		'a folder is made',
		(s) => s.create('folders', { name: 'Evidence', parent: parent(s) }),
		['folderCreated: created'],
	],

	[
		'a note is written on a matter and one on a contact',
		(s) => {
			s.create('notes', { type: 'Matter', matter: { id: first(s, 'matters').id }, subject: 'x' });
			s.create('notes', { type: 'Contact', contact: { id: contact(s).id }, subject: 'y' });
		},
		['noteCreated: created', 'noteCreated: created'],
	],
	['a note changes', changeNewest('notes', { detail: 'More' }), []],

	['a secure message begins a conversation', (s) => message(s), ['secureMessageCreated: created']],
	[
		'two more follow in it',
		(s) => {
			const conversation = { id: newest(s, 'conversations').id };
			message(s, { conversation, body: 'Today' });
			message(s, { conversation, body: 'Now' });
		},
		['secureMessageCreated: created', 'secureMessageCreated: created'],
	],
	[
		'an old conversation goes on',
		(s) => message(s, { conversation: { id: first(s, 'conversations').id } }),
		['secureMessageCreated: created'],
	],
	['a conversation is archived', (s) => changeNewest('conversations', { archived: true })(s), []],

	[
		'money is asked into trust',
		(s) => {
			const [matter] = s.store.all('matters');
			s.create('trust_requests', {
				...{ approved: true, trust_type: 'matter', trust_amount: 500 },
				...{ client_id: matter.client, matter: [{ id: matter.id, trust_amount: 500 }] },
				...{ issue_date: today(s), due_date: today(s, 14) },
			});
		},
		['billCreated: created', 'trustRequestCreated: created'],
	],

	[
		'a limitation date is set to next week',
		(s) => {
			const statute_of_limitations = { due_at: today(s, 6) };
			const { id } = s.create('matters', { client: { id: contact(s).id }, description: 'x' })[0];
			s.change('matters', { statute_of_limitations }, { ids: [id] });
		},
		[
			'deadlineComing: deadline',
			'matterCreated: created',
			'matterOpened: matter_opened',
			'taskCreated: created',
		],
	],
];

const parametersOf = (triggerOn: string): INodeParameters => ({ triggerOn });

describe('Every value of Trigger On', () => {
	let firm: Firm;

	beforeAll(async () => {
		const names = Object.keys(pollEvents);
		firm = await Firm.open(Object.fromEntries(names.map((name) => [name, parametersOf(name)])));
	});
	afterAll(() => firm.close());

	test.each(Object.keys(pollEvents))('%s shows a real record as a test event', async (name) => {
		const { json, error } = await firm.hosts.get(name)!.fetchTestEvent();
		expect([error, json.length]).toEqual([undefined, 1]);
		expect(json[0]).toMatchObject({ id: expect.anything(), event: expect.any(String) });
	});

	test('begins in silence, but for the deadlines that are near already', async () => {
		await firm.activate();
		const told = [...firm.hosts].filter(([, { items }]) => items.length).map(([name]) => name);
		expect(told).toEqual(['deadlineComing']);
		expect(await firm.starts(() => undefined)).toEqual([]);
	});

	test.each(steps)('%s', async (_, happen, starts) => {
		expect(await firm.starts(happen)).toEqual(starts);
	});

	test('none of them failed, and nothing comes twice', async () => {
		expect(firm.failed).toEqual([]);
		for (const host of firm.hosts.values()) await host.restart();
		expect(await firm.starts(() => undefined)).toEqual([]);
		expect(Object.keys(pollEvents).filter((name) => !tested.has(name))).toEqual([]);
	});
});

const tested = new Set(
	steps.flatMap(([, , starts]) =>
		starts.map((start) => (typeof start === 'string' ? start.split(':')[0] : sampleOf(start))),
	),
);
function sampleOf(start: unknown): string {
	const { sample } = start as { sample: RegExp };
	return /\^(\w+):/.exec(sample.source)![1];
}
