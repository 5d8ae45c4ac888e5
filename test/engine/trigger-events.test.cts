import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import type { Row } from '../../dev/sandbox/store.cts';
import { triggerEvents } from '../../clio/events/triggerEvents';
import { eventsOf, models } from '../../clio/events/models';
import { TriggerHost } from './trigger-host.cts';
import { published, second, sleep, story, theOne, until, withClio } from './trigger-kit.cts';

const choose = (value: unknown) => ({ __rl: true, mode: 'id', value: String(value) });

/** A firm in which many workflows listen. */
class Firm {
	readonly hosts = new Map<string, TriggerHost>();

	private constructor(readonly sandbox: Sandbox) {}

	static async open(triggers: Record<string, INodeParameters>): Promise<Firm> {
		const sandbox = await startSandbox({ matters: 30, webhooks: { handshake: 'before' } });
		const firm = new Firm(sandbox);
		for (const [name, parameters] of Object.entries(triggers)) {
			const host = await TriggerHost.start({ sandbox, parameters });
			firm.hosts.set(name, host);
			await host.activate();
		}
		// Each looks after its webhook once, after two seconds; moments are whole seconds.
		await sleep(2_600);
		await sandbox.advance(2 * second);
		return firm;
	}

	/** The names of those that started, and on which event. */
	async starts(happen: (sandbox: Sandbox) => unknown): Promise<string[]> {
		const before = new Map([...this.hosts].map(([name, host]) => [name, host.started.length]));
		happen(this.sandbox);
		await this.sandbox.webhooks.settled();
		await sleep(60);
		for (const host of this.hosts.values()) await host.settled();
		await this.sandbox.advance(2 * second);
		return [...this.hosts]
			.flatMap(([name, host]) =>
				host.started
					.slice(before.get(name))
					.map(({ json, error }) => (error ? `${name} failed` : `${name}: ${json[0].event}`)),
			)
			.sort();
	}

	get problems(): unknown[] {
		return [...this.hosts.values()].flatMap(({ failed, thrown }) => [...failed, ...thrown]);
	}

	async close(): Promise<void> {
		for (const host of this.hosts.values()) {
			host.kill();
			await host.stop();
		}
		await this.sandbox.close();
	}
}

const newest = (sandbox: Sandbox, path: string): Row => sandbox.store.all(path).at(-1)!;
const first = (sandbox: Sandbox, path: string): Row => sandbox.store.all(path)[0];

/** Another stage of the matter's practice area. */
const nextStage = (sandbox: Sandbox, matter: Row): Row =>
	sandbox.store
		.all('matter_stages')
		.find((row) => row.practice_area === matter.practice_area && row.id !== matter.matter_stage)!;

/** One matter that is open, seeded long ago. */
const openMatter = (sandbox: Sandbox): Row =>
	sandbox.store.all('matters').find(({ status }) => status === 'Open')!;

const changeMatter = (values: (sandbox: Sandbox, matter: Row) => object) => (sandbox: Sandbox) => {
	const matter = sandbox.store.get('matters', (subject.matter ??= openMatter(sandbox).id))!;
	sandbox.change('matters', { ...values(sandbox, matter) }, { ids: [matter.id] });
};
const subject: { matter?: number } = {};

const changeNewest = (path: string, values: object) => (sandbox: Sandbox) =>
	sandbox.change(path, { ...values }, { ids: [newest(sandbox, path).id] });
const parent = (sandbox: Sandbox) => ({ type: 'Matter', id: first(sandbox, 'matters').id });
const user = (sandbox: Sandbox) => ({ type: 'User', id: first(sandbox, 'users').id });

type Step = [what: string, happen: (sandbox: Sandbox) => unknown, starts: string[]];

const made: Record<string, (sandbox: Sandbox) => unknown> = {
	matter: (s) =>
		s.create('matters', { client: { id: first(s, 'contacts').id }, description: 'New' }),
	contact: (s) => s.create('contacts', { type: 'Person', first_name: 'Ada', last_name: 'Byron' }),
	task: (s) => s.create('tasks', { name: 'Call', description: 'Soon', assignee: user(s) }),
	activity: (s) =>
		s.create('activities', {
			type: 'TimeEntry',
			date: '2026-03-02',
			quantity: 3600,
			matter: { id: first(s, 'matters').id },
		}),
	calendar_entry: (s) =>
		s.create('calendar_entries', {
			summary: 'Hearing',
			start_at: '2026-03-02T10:00:00Z',
			end_at: '2026-03-02T11:00:00Z',
			calendar_owner: { id: first(s, 'calendars').id },
		}),
	communication: (s) =>
		s.create('communications', {
			type: 'PhoneCommunication',
			subject: 'Call',
			body: 'Hello',
			date: '2026-03-02',
			received_at: '2026-03-02T10:00:00Z',
			senders: [user(s)],
			receivers: [{ type: 'Contact', id: first(s, 'contacts').id }],
		}),
	bill: (s) => s.create('bills', { matters: [{ id: first(s, 'matters').id }], total: 800 }),
	clio_payments_payment: (s) =>
		s.create('clio_payments/payments', { amount: 90, state: 'pending' }),
	document: (s) => s.create('documents', { name: 'Offer.pdf', parent: parent(s) }),
	folder: (s) => s.create('folders', { name: 'Evidence', parent: parent(s) }),
};

const steps: Step[] = [
	['a matter is created', made.matter, ['matterCreated: created']],
	[
		'the first change of another field of a matter whose stage is old',
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
		'a matter is closed',
		changeMatter(() => ({ status: 'closed' })),
		['matterClosed: matter_closed', 'matterUpdated: updated'],
	],
	[
		'a matter is opened again',
		changeMatter(() => ({ status: 'open' })),
		['matterOpened: matter_opened', 'matterUpdated: updated'],
	],
	[
		'a matter is set to pending',
		changeMatter(() => ({ status: 'pending' })),
		['matterPended: matter_pended', 'matterUpdated: updated'],
	],
	['a matter is deleted', (s) => s.remove('matters'), ['matterDeleted: deleted']],

	['a contact is added', made.contact, ['contactCreated: created']],
	[
		'a contact changes',
		changeNewest('contacts', { title: 'Countess' }),
		['contactUpdated: updated'],
	],

	['a task is created', made.task, ['taskCreated: created']],
	['a task is renamed', changeNewest('tasks', { name: 'Ring' }), ['taskUpdated: updated']],
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
	['a task is reopened', changeNewest('tasks', { status: 'pending' }), ['taskUpdated: updated']],
	[
		'a task is completed again',
		changeNewest('tasks', { status: 'complete' }),
		['taskCompleted: updated', 'taskUpdated: updated'],
	],

	['time is entered', made.activity, ['activityCreated: created']],
	['a time entry changes', changeNewest('activities', { note: 'Longer' }), []],

	['a calendar entry is made', made.calendar_entry, ['calendarEntryCreated: created']],
	[
		'a calendar entry is moved',
		changeNewest('calendar_entries', { summary: 'Trial' }),
		['calendarEntryUpdated: updated'],
	],
	[
		'a calendar entry is deleted',
		(s) => s.remove('calendar_entries'),
		['calendarEntryDeleted: deleted'],
	],

	['a call is logged', made.communication, ['communicationCreated: created']],

	['a bill is made', made.bill, ['billCreated: created']],
	['a draft changes', changeNewest('bills', { memo: 'Thanks' }), []],
	[
		'a bill is sent',
		(s) => changeNewest('bills', { state: 'awaiting_payment', last_sent_at: nowOf(s) })(s),
		['billSent: updated'],
	],
	[
		'a bill is sent again',
		(s) => changeNewest('bills', { last_sent_at: nowOf(s) })(s),
		['billSent: updated'],
	],
	['a part of a bill is paid', changeNewest('bills', { balance: 300 }), []],
	['the rest is paid', changeNewest('bills', { balance: 0 }), ['billPaid: updated']],
	['a paid bill changes', changeNewest('bills', { memo: 'Paid' }), []],

	['a payment begins', made.clio_payments_payment, []],
	['a payment is authorized', changeNewest('clio_payments/payments', { state: 'authorized' }), []],
	[
		'a payment is completed',
		changeNewest('clio_payments/payments', { state: 'completed' }),
		['paymentReceived: updated'],
	],
	[
		'it is completed otherwise',
		changeNewest('clio_payments/payments', { state: 'completed_requiring_allocation' }),
		[],
	],
	[
		'a payment fails',
		(s) => s.create('clio_payments/payments', { amount: 90, state: 'failed' }),
		[],
	],
	[
		'a payment is complete at once',
		(s) => s.create('clio_payments/payments', { amount: 90, state: 'completed' }),
		['paymentReceived: created'],
	],

	['the upload of a document begins', made.document, []],
	[
		'the upload is complete',
		changeNewest('documents', { uploaded: true }),
		['documentAdded: updated'],
	],
	['a document is renamed', changeNewest('documents', { name: 'Reply.pdf' }), []],
	[
		'an old document is renamed',
		(s) => s.change('documents', { name: 'Old.pdf' }, { ids: [first(s, 'documents').id] }),
		[],
	],

	['a folder is made', made.folder, ['folderCreated: created']],
	['a folder is renamed', changeNewest('folders', { name: 'Proof' }), []],
];

const nowOf = (sandbox: Sandbox) => `${new Date(sandbox.now()).toISOString().slice(0, 19)}Z`;

describe('Every value of Trigger On', () => {
	let firm: Firm;

	beforeAll(async () => {
		firm = await Firm.open(
			Object.fromEntries(Object.keys(triggerEvents).map((name) => [name, { triggerOn: name }])),
		);
	}, 60_000);
	afterAll(async () => firm.close());

	it.each(steps)('%s', async (_, happen, starts) => {
		expect(await firm.starts(happen)).toEqual([...starts].sort());
	});

	it('has started for what it says', () => {
		expect(firm.problems).toEqual([]);
		const silent = [...firm.hosts].filter(([, { started }]) => !started.length);
		expect(silent.map(([name]) => name)).toEqual([]);
	});
});

const pathOf: Record<string, string> = {
	activity: 'activities',
	calendar_entry: 'calendar_entries',
	clio_payments_payment: 'clio_payments/payments',
};
const updates: Record<string, object> = {
	matter: { description: 'Changed' },
	contact: { title: 'Changed' },
	task: { name: 'Changed' },
	activity: { note: 'Changed' },
	calendar_entry: { summary: 'Changed' },
	communication: { subject: 'Changed' },
	bill: { memo: 'Changed' },
	clio_payments_payment: { description: 'Changed' },
	document: { name: 'Changed.pdf' },
	folder: { name: 'Changed' },
};

describe('Any event of a model', () => {
	let firm: Firm;

	beforeAll(async () => {
		const anyOf = (model: string) => ({ triggerOn: 'any', model, events: eventsOf(model) });
		firm = await Firm.open(Object.fromEntries(models.map((model) => [model, anyOf(model)])));
	}, 60_000);
	afterAll(async () => firm.close());

	it.each(Object.keys(updates))('%s', async (model) => {
		const path = pathOf[model] ?? `${model}s`;
		const events = await firm.starts(made[model]);
		expect(events).toEqual([`${model}: created`]);
		const change = () => changeNewest(path, updates[model])(firm.sandbox);
		expect(await firm.starts(change)).toEqual([`${model}: updated`]);
		if (!eventsOf(model).includes('deleted')) return;
		const remove = () => firm.sandbox.remove(path, { ids: [newest(firm.sandbox, path).id] });
		expect(await firm.starts(remove)).toEqual([`${model}: deleted`]);
		expect(firm.problems).toEqual([]);
	});
});

const matters = (events: string[], more: object = {}): INodeParameters => ({
	triggerOn: 'any',
	model: 'matter',
	events,
	...more,
});

describe('Narrowed', () => {
	story('to watched fields', async () =>
		withClio(
			{ parameters: matters(['updated'], { watchedFields: ['status', 'client'] }) },
			async (place) => {
				const { sandbox, host } = place;
				const { fields } = await published(place);
				expect(fields).toBe('id,status,client{id}');
				const { id } = openMatter(sandbox);
				const change = (values: object) => sandbox.change('matters', { ...values }, { ids: [id] });
				// Clio sends the first of every record, whatever changed (and the node cannot know).
				change({ description: 'First' });
				await host.executions(1);
				change({ description: 'Second' });
				await sandbox.webhooks.settled();
				await host.settled();
				expect(host.begun).toBe(1);
				change({ status: 'closed' });
				await host.executions(2);
				change({ status: 'pending' });
				await host.executions(3);
				expect(host.started).toHaveLength(3);
			},
		),
	);

	story('to a stage', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const matter = openMatter(sandbox);
			const [from, to] = [matter.matter_stage as number, nextStage(sandbox, matter).id];
			host.configure({ triggerOn: 'matterStageChanged', changedTo: choose(to) as never });
			await published(place);
			await sandbox.advance(2 * second);
			const move = async (stage: number) => {
				sandbox.change('matters', { matter_stage: { id: stage } }, { ids: [matter.id] });
				await sandbox.webhooks.settled();
				await host.settled();
				await sandbox.advance(2 * second);
				return host.started.length;
			};
			expect([await move(to), await move(from), await move(to)]).toEqual([1, 1, 2]);
			expect(host.begun).toBe(2);
		}),
	);

	const narrowed: Array<[string, (s: Sandbox) => [INodeParameters, Row, Row]]> = [
		[
			'client',
			(s) => {
				const [mine, other] = s.store.all('matters');
				return [
					{ triggerOn: 'matterUpdated', onlyFor: { client: choose(mine.client) } },
					mine,
					other,
				];
			},
		],
		[
			'practiceArea',
			(s) => {
				const all = s.store.all('matters');
				const other = all.find((row) => row.practice_area !== all[0].practice_area)!;
				const onlyFor = { practiceArea: choose(all[0].practice_area) };
				return [{ triggerOn: 'matterUpdated', onlyFor }, all[0], other];
			},
		],
		[
			'responsibleAttorney',
			(s) => {
				const all = s.store.all('matters').filter((row) => row.responsible_attorney);
				const other = s.store
					.all('matters')
					.find((row) => row.responsible_attorney !== all[0].responsible_attorney)!;
				const onlyFor = { responsibleAttorney: choose(all[0].responsible_attorney) };
				return [{ triggerOn: 'matterUpdated', onlyFor, output: 'delivery' }, all[0], other];
			},
		],
		[
			'matter',
			(s) => {
				const all = s.store.all('tasks').filter((row) => row.matter);
				const other = all.find((row) => row.matter !== all[0].matter)!;
				const onlyFor = { matter: choose(all[0].matter) };
				return [{ triggerOn: 'taskUpdated', onlyFor, output: 'all' }, all[0], other];
			},
		],
	];
	story.each(narrowed)('to one %s', async (_, choices) =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const [parameters, mine, other] = choices(sandbox);
			host.configure(parameters);
			await published(place);
			const path = parameters.triggerOn === 'taskUpdated' ? 'tasks' : 'matters';
			const text = path === 'tasks' ? 'name' : 'description';
			sandbox.change(path, { [text]: 'X' }, { ids: [other.id] });
			sandbox.change(path, { [text]: 'X' }, { ids: [mine.id] });
			await host.executions(1);
			expect(host.started.map(({ json }) => json[0].id)).toEqual([mine.id]);
		}),
	);

	story('by what the delivery says, it does not even begin an execution', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const [mine, other] = sandbox.store.all('matters');
			const onlyFor = { client: choose(mine.client) };
			host.configure(matters(['updated'], { watchedFields: ['client', 'status'], onlyFor }));
			await published(place);
			sandbox.change('matters', { description: 'X' }, { ids: [other.id, mine.id] });
			await host.executions(1);
			expect(host.started.map(({ json }) => json[0].id)).toEqual([mine.id]);
			expect(host.begun).toBe(1);
		}),
	);
});

describe('What leaves the trigger', () => {
	const shown = async (output: string, see: (json: Record<string, unknown>, matter: Row) => void) =>
		withClio({ parameters: { triggerOn: 'matterUpdated', output } }, async (place) => {
			const { sandbox, host } = place;
			await published(place);
			const [matter] = sandbox.change('matters', { description: 'Changed' });
			await host.executions(1);
			const [{ items, json }] = host.started;
			expect(json[0]).toMatchObject({ id: matter.id, event: 'updated' });
			expect(items[0].pairedItem).toEqual({ item: 0 });
			see(json[0], matter);
		});

	story('Simplified: names, and a link', async () =>
		shown('simplified', (json) => {
			expect(json).toMatchObject({ description: 'Changed', client: expect.any(String) });
		}),
	);

	story('All Fields: as Clio sends it', async () =>
		shown('all', (json) => {
			expect(json).toMatchObject({
				description: 'Changed',
				client: { id: expect.any(Number), name: expect.any(String) },
				maildrop_address: expect.any(String),
			});
		}),
	);

	story('Delivery Only: what Clio sent, and no call to Clio', async () =>
		withClio({ parameters: { triggerOn: 'matterUpdated', output: 'delivery' } }, async (place) => {
			const { sandbox, host } = place;
			const { id: webhook_id } = await published(place);
			const [matter] = sandbox.change('matters', { description: 'Changed' });
			await host.executions(1);
			expect(host.started[0].json).toEqual([
				{
					id: matter.id,
					event: 'updated',
					model: 'matter',
					data: { id: matter.id, etag: expect.any(String) },
					meta: { event: 'updated', webhook_id },
				},
			]);
			expect(sandbox.requests.filter(({ path }) => path.includes('matters'))).toEqual([]);
		}),
	);

	story('a record that is gone when its turn comes: record is null', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			await published(place);
			let open = () => undefined as void;
			host.gate = new Promise<void>((resolve) => (open = resolve));
			const [{ id }] = sandbox.change('matters', { description: 'Changed' });
			await until(() => host.begun === 1, 'the execution');
			sandbox.remove('matters', { ids: [id] });
			open();
			await host.executions(1);
			expect(host.started[0].json).toMatchObject([{ id, event: 'updated', record: null }]);
		}),
	);

	story.each(['id', 'etag', 'all'] as const)(
		'a deleted record: record is null, and Clio (telling "%s") is not asked for it',
		async (deletedData) =>
			withClio(
				{
					parameters: { triggerOn: 'matterDeleted' },
					clio: { webhooks: { deletedData, duplicates: true } },
				},
				async (place) => {
					const { sandbox, host } = place;
					await published(place);
					const [matter] = sandbox.remove('matters');
					await host.executions(1);
					expect(host.started).toHaveLength(1);
					expect(host.started[0].json).toMatchObject([
						{ id: matter.id, event: 'deleted', model: 'matter', record: null },
					]);
					const reads = sandbox.requests.filter(({ path }) => path.includes('/matters'));
					expect(reads).toEqual([]);
				},
			),
	);
});

describe('Document Added with Download File', () => {
	const parameters = {
		triggerOn: 'documentAdded',
		options: { downloadFile: true, binaryPropertyName: 'letter' },
	};
	const added = (sandbox: Sandbox) => {
		const parent = { type: 'Matter', id: sandbox.store.all('matters')[0].id };
		const [{ id }] = sandbox.create('documents', { name: 'Offer.pdf', parent });
		sandbox.change('documents', { uploaded: true }, { ids: [id] });
		return Number(id);
	};

	story('gives the file once its upload is complete', async () =>
		withClio({ parameters }, async (place) => {
			const { sandbox, host } = place;
			await published(place);
			const id = added(sandbox);
			await host.executions(1);
			expect(host.started).toHaveLength(1);
			const [{ json, binary }] = host.started[0].items;
			expect(json).toMatchObject({ id, name: 'Offer.pdf' });
			expect(binary!.letter).toMatchObject({ fileName: 'Offer.pdf', mimeType: 'application/pdf' });
			const bytes = await sandbox.storage.bytes(id);
			expect(Buffer.from(binary!.letter.data, 'base64').equals(bytes)).toBe(true);
			expect(sandbox.storage.requests.map(({ authorized }) => authorized)).toEqual([false]);
		}),
	);

	story('fails where the file cannot be fetched, and a repetition gives it', async () =>
		withClio({ parameters }, async (place) => {
			const { sandbox, host } = place;
			const { id: webhook } = await published(place);
			sandbox.storage.fail({ method: 'GET', status: 403, times: 3 });
			const id = added(sandbox);
			await host.executions(1);
			expect(host.started[0].error?.message).toMatch(/storage refused to fetch "Offer.pdf"/);
			host.forget();
			await sandbox.webhooks.forge(webhook, { replay: true, signature: 'valid' });
			await host.executions(2);
			expect(host.started[1].items[0]).toMatchObject({ json: { id }, binary: { letter: {} } });
		}),
	);
});

describe('An execution that fails', () => {
	story('to read the record is seen to fail, and is not remembered as done', async () =>
		withClio({}, async (place) => {
			const { sandbox, host } = place;
			const { id } = await published(place);
			const [matter] = sandbox.store.all('matters').slice(-1);
			sandbox.fail({ path: `/matters/${matter.id}`, status: 422 });
			sandbox.change('matters', { description: 'Changed' }, { ids: [matter.id] });
			await host.executions(1);
			expect(host.started[0].error).toBeDefined();
			expect(host.started[0].json).toEqual([]);
			expect([...host.database.processed.values()].flat()).toEqual([]);
			host.forget();
			await sandbox.webhooks.forge(id, { replay: true, signature: 'valid' });
			await host.executions(2);
			expect(host.started[1].json).toMatchObject([{ id: matter.id, description: 'Changed' }]);
		}),
	);

	story('to be stored is sent again by Clio, and accepted', async () =>
		withClio({ clio: { webhooks: { firstRetryMs: 300 } } }, async (place) => {
			const { sandbox, host } = place;
			await published(place);
			host.storeFails = 2;
			const [{ id }] = sandbox.change('matters', { description: 'Changed' });
			await host.executions(1);
			expect(host.started.map(({ json }) => json[0].id)).toEqual([id]);
			const statuses = sandbox.deliveries
				.filter(({ event }) => event === 'updated')
				.map(({ status }) => status);
			expect(statuses).toEqual([500, 500, 200]);
		}),
	);
});

story('A slow n8n that is told again meanwhile starts once', async () =>
	withClio(
		{ slowness: 900, clio: { webhooks: { timeoutMs: 400, firstRetryMs: 300 } } },
		async (place) => {
			const { sandbox, host } = place;
			await place.host.activate();
			await until(() => theOne(sandbox).status === 'enabled', 'the handshake');
			sandbox.change('matters', { description: 'Changed' });
			await host.executions(1);
			await sleep(1_500);
			await host.settled();
			expect(host.started).toHaveLength(1);
		},
	),
);
