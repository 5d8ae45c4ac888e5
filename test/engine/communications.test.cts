import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { choose, loadedDescription, runClio, type Setup } from './engine.cts';

/** Calls, e-mails, notes and secure messages: who wrote to whom, by name, and when. */
let sandbox: Sandbox;
beforeEach(async () => {
	const now = Date.parse('2026-03-08T20:00:00Z');
	sandbox = await startSandbox({ matters: 20, now: () => now });
	jest.spyOn(Date, 'now').mockReturnValue(now);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await sandbox.close();
});

const users = () => sandbox.store.all('users');
const matter = () => sandbox.store.all('matters')[0];
const changes = () => sandbox.requests.filter(({ method }) => method !== 'GET');
const sent = () => (changes()[0]?.body as { data: Record<string, unknown> } | undefined)?.data;

const create = (resource: string, parameters: object, rest: Partial<Setup> = {}) =>
	runClio({
		sandbox,
		timezone: 'America/Los_Angeles',
		...rest,
		parameters: { resource, operation: 'create', ...parameters } as Setup['parameters'],
	});

describe('a call or e-mail', () => {
	const log = (parameters: object, rest: Partial<Setup> = {}) =>
		create(
			'communication',
			{ subject: 'Asked for news', body: 'Called back.', ...parameters },
			rest,
		);

	test('is between people by their names, addresses and parts in the matter', async () => {
		const [, colleague] = users();
		const { error, json } = await log({
			matter: choose(matter().display_number, 'name'),
			senders: { entries: [{ person: choose('client', 'list') }] },
			receivers: {
				entries: [{ person: choose('me', 'list') }, { person: choose(colleague.email, 'name') }],
			},
			received_at: '2026-03-08T09:15',
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual({
			type: 'PhoneCommunication',
			subject: 'Asked for news',
			body: 'Called back.',
			matter: { id: matter().id },
			senders: [{ id: matter().client, type: 'Contact' }],
			receivers: [
				{ id: users()[0].id, type: 'User' },
				{ id: colleague.id, type: 'User' },
			],
			// The clocks went forward that night.
			received_at: '2026-03-08T16:15:00.000Z',
		});
		const client = sandbox.store.get('contacts', matter().client)!;
		expect(json[0]).toMatchObject({
			from: client.name,
			to: expect.stringContaining(colleague.name),
		});
	});

	test.each([
		['America/Los_Angeles', '2026-03-08T07:00:00.000Z', '2026-03-07T23:00'],
		['Pacific/Auckland', '2026-03-08T10:00:00.000Z', '2026-03-08T23:00'],
	])('took place by the clocks of %s', async (timezone, moment, received_at) => {
		await log({ received_at }, { timezone });
		expect(sent()).toMatchObject({ received_at: moment });
	});

	test('took place now if nothing is said', async () => {
		await log({});
		expect(sent()).toMatchObject({ received_at: '2026-03-08T20:00:00.000Z' });
	});

	test.each([
		[{ received_at: '2026-03-20T10:00' }, 'Date and Time is in the future: "2026-03-20T10:00"'],
		[{ received_at: 'yesterday' }, 'Date and Time is not a date: "yesterday"'],
		[
			{ senders: { entries: [{ person: choose('client', 'list') }] } },
			/is the matter's client, but there is no matter$/,
		],
		[
			{ senders: { entries: [{ person: choose('Nobody Atall', 'name') }] } },
			'No user or contact is called "Nobody Atall"',
		],
		[{ body: '  ' }, 'Text is missing'],
	])('is refused before anything is sent: %j', async (parameters, message) => {
		const { error } = await log(parameters);
		expect(error?.message).toEqual(
			typeof message === 'string' ? message : expect.stringMatching(message),
		);
		expect(changes()).toEqual([]);
	});

	test('has From, To and Matter on top of the form', async () => {
		const { properties } = await loadedDescription();
		const onTop = properties
			.filter(({ displayOptions: { show } = {} }) =>
				Boolean(
					(show?.resource as string[] | undefined)?.includes('communication') &&
					(show?.operation as string[] | undefined)?.includes('create') &&
					!show?.output,
				),
			)
			.map(({ displayName }) => displayName);
		expect(onTop.slice(0, 7)).toEqual([
			'Type',
			'Matter',
			'From',
			'To',
			'Subject',
			'Text',
			'Date and Time',
		]);
	});
});

describe('a note', () => {
	test('has a text', async () => {
		const note = { type: 'Matter', matter: choose(matter().id), subject: 'Call' };
		const { json, error } = await create('note', { ...note, detail: 'Wants to settle.' });
		expect(error).toBeUndefined();
		expect(sent()).toMatchObject({ detail: 'Wants to settle.', matter: { id: matter().id } });
		expect(json[0]).toMatchObject({ detail: 'Wants to settle.' });
		sandbox.requests.length = 0;
		const empty = await create('note', { ...note, detail: ' ' });
		expect(empty.error?.message).toBe('Note is missing');
		expect(changes()).toEqual([]);
	});
});

describe('a secure message', () => {
	test("goes to the matter's client", async () => {
		const { error } = await create('conversationMessage', {
			matter: choose(matter().display_number, 'name'),
			receivers: { entries: [{ person: choose('client', 'list') }] },
			subject: 'Your papers',
			body: 'Please bring them on Monday.',
		});
		expect(error).toBeUndefined();
		expect(sent()).toEqual({
			matter: { id: matter().id },
			receivers: [{ id: matter().client, type: 'Contact' }],
			subject: 'Your papers',
			body: 'Please bring them on Monday.',
		});
	});

	test('without anyone to read it is refused', async () => {
		const { error } = await create('conversationMessage', {
			receivers: { entries: [{ person: choose('', 'name') }] },
			subject: 'Your papers',
			body: 'Please bring them on Monday.',
		});
		expect(error?.message).toBe('To is missing');
		expect(changes()).toEqual([]);
	});
});
