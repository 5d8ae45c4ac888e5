import { choose } from './engine.cts';
import { ownGrow } from './grow-kit.cts';

/** What the node Clio Grow writes. */
const grow = ownGrow();

const lead = {
	first_name: 'Iris',
	last_name: 'Okafor',
	from_message: 'I slipped on a wet floor.',
	from_source: 'Website form',
	referring_url: 'https://www.marlowfinch.example/contact',
};
const goesOn = { node: { onError: 'continueRegularOutput' as const } };
const count = (table: string) => grow().all(table).length;

describe('a lead', () => {
	it('comes into the inbox, and nothing empty is sent with it', async () => {
		const { json, error } = await grow().run('growLead', 'create', {
			...lead,
			email: '',
			phone_number: '={{ $json.missing }}',
			fields: { marketing_source: choose(''), matter_type: choose('', 'name') },
		});
		expect(error).toBeUndefined();
		expect(grow().sent).toEqual([{ data: lead }]);
		expect(json[0]).toMatchObject({ firstName: 'Iris', state: 'Untriaged', marketingSource: null });
	});

	it('has its source, type and office by their names', async () => {
		const { json, task } = await grow().run('growLead', 'create', {
			...lead,
			fields: {
				marketing_source: choose('walk-in', 'name'),
				matter_type: choose(grow().all('matter_types')[2].name, 'name'),
				matter_location: choose('Alder Falls Office', 'name'),
			},
		});
		expect(json[0]).toMatchObject({
			marketingSource: 'Walk-In',
			matterType: grow().all('matter_types')[2].name,
			location: 'Alder Falls Office',
		});
		expect(task?.hints ?? []).toEqual([]);
	});

	it('whose source nobody knows by that name is not sent', async () => {
		const { error } = await grow().run('growLead', 'create', {
			...lead,
			fields: { marketing_source: choose('Billboard', 'name') },
		});
		expect(error?.message).toBe('No marketing source is called "Billboard"');
		expect(grow().sent).toEqual([]);
	});

	it('without the type and office that Clio left out says so', async () => {
		const { json, task } = await grow().run('growLead', 'create', {
			...lead,
			fields: { matter_type: choose('999999'), matter_location: choose('999998') },
		});
		expect(json[0]).toMatchObject({ matterType: null, location: null });
		expect(task?.hints?.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^Matter Type and Location did not come into the new record/),
		]);
	});

	it.each([
		['first_name', '={{ "" }}', 'First Name is missing'],
		['referring_url', 'our website', 'Referring URL is not a web address: "our website"'],
		['first_name', '={{ { a: 1 } }}', 'First Name is an object or a list, not text'],
	])('with a wrong %s is not sent', async (key, value, message) => {
		const { error } = await grow().run('growLead', 'create', { ...lead, [key]: value });
		expect(error?.message).toBe(message);
		expect(grow().sent).toEqual([]);
	});

	it('that Clio refuses is told in its words', async () => {
		const { error } = await grow().run('growLead', 'create', { ...lead, email: 'nobody' });
		expect(error?.message).toBe('Clio refused to create lead');
		expect(error?.description).toContain('email is invalid');
	});

	it('for each item, each with its item beside it, whatever becomes of the others', async () => {
		const items = [{ name: 'Ada' }, { name: '' }, { name: 'Bo' }];
		const { items: got } = await grow().run(
			'growLead',
			'create',
			{ ...lead, first_name: '={{ $json.name }}' },
			{ items, ...goesOn },
		);
		expect(got.map(({ json, pairedItem }) => [json.firstName ?? json.error, pairedItem])).toEqual([
			['Ada', { item: 0 }],
			['First Name is missing', { item: 1 }],
			['Bo', { item: 2 }],
		]);
	});

	it('whose answer was lost is not sent twice', async () => {
		const before = count('inbox_leads');
		grow().platform.fail({ method: 'POST', when: 'after', drop: true });
		const { error } = await grow().run('growLead', 'create', lead);
		expect(error?.message).toContain('may or may not have been carried out');
		expect(grow().calls.filter(({ method }) => method === 'POST')).toHaveLength(1);
		expect(count('inbox_leads')).toBe(before + 1);
	});
});

describe('a note', () => {
	const matter = () => choose(String(grow().all('matters')[0].id));
	const note = { subject: 'Call', body: 'She will send the photographs.' };

	it('comes to its matter', async () => {
		const { json } = await grow().run('growMatterNote', 'create', { matter: matter(), ...note });
		expect(json[0]).toMatchObject(note);
		expect(grow().get('matter_notes', json[0].id)).toMatchObject({
			...note,
			matter_id: grow().all('matters')[0].id,
		});
	});

	it('comes to the contact of that name', async () => {
		const [{ id, name }] = grow().all('contacts');
		await grow().run('growContactNote', 'create', { contact: choose(name, 'name'), ...note });
		expect(grow().asked.at(-1)).toBe(`POST /grow/contacts/${id}/notes`);
	});

	it('to each of many contacts by name, and to matters by description: their lists are read once', async () => {
		const contacts = grow().all('contacts').slice(0, 8);
		const named = choose('={{ $json.name }}', 'name');
		const items = contacts.map(({ name }) => ({ name }));
		const { error } = await grow().run(
			'growContactNote',
			'create',
			{ contact: named, ...note },
			{ items },
		);
		expect(error).toBeUndefined();
		expect(grow().asked).toEqual([
			'GET /grow/contacts',
			...contacts.map(({ id }) => `POST /grow/contacts/${id}/notes`),
		]);
		const matters = grow().all('matters').slice(0, 8);
		for (const [n, matter] of matters.entries()) matter.description = `Lease ${n}`;
		const leases = matters.map(({ description }) => ({ name: description }));
		await grow().run('growMatterNote', 'create', { matter: named, ...note }, { items: leases });
		expect(grow().asked.slice(9)).toEqual([
			'GET /grow/matters',
			...matters.map(({ id }) => `POST /grow/matters/${id}/notes`),
		]);
	});

	it('that is too long is not sent', async () => {
		const long = { ...note, subject: 'x'.repeat(256) };
		const { error } = await grow().run('growMatterNote', 'create', { matter: matter(), ...long });
		expect(error?.message).toBe('Subject has 256 characters, Clio takes 255 at most');
		expect(grow().sent).toEqual([]);
	});
});

describe.each([
	['growSource', 'sources', 'WALK-in'],
	['growMatterType', 'matter_types', ''],
	['growLocation', 'locations', 'alder  falls OFFICE'],
])('Find or Create of %s', (resource, table, known) => {
	it('takes the one with that name in any casing', async () => {
		const name = known || grow().all(table)[1].name.toUpperCase();
		const before = count(table);
		const { json } = await grow().run(resource, 'findOrCreate', { name });
		expect(json[0]).toMatchObject({ wasCreated: false });
		expect(count(table)).toBe(before);
	});

	it('creates it once for all items that name it', async () => {
		const { json } = await grow().run(
			resource,
			'findOrCreate',
			{ name: '={{ $json.name }}' },
			{ items: [{ name: 'Harbour' }, { name: 'harbour' }] },
		);
		expect(json.map(({ wasCreated }) => wasCreated)).toEqual([true, false]);
		expect(json[0].id).toBe(json[1].id);
	});

	it('tells of a name that is taken where it must be new', async () => {
		const { name } = grow().all(table)[0];
		const { error } = await grow().run(resource, 'create', { name });
		expect(error?.description).toContain('Name has already been taken');
	});
});

describe('a custom action', () => {
	const action = { label: 'Start a Workflow', target_url: 'https://n8n.marlowfinch.example/hook' };

	it('is created for the matters of Grow, and deleted', async () => {
		const { json } = await grow().run('growCustomAction', 'create', action);
		expect(grow().sent).toEqual([{ data: { ...action, ui_reference: 'matters/show' } }]);
		const gone = await grow().run('growCustomAction', 'delete', {
			growCustomActionId: choose(String(json[0].id)),
		});
		expect(gone.json).toEqual([{ id: json[0].id, deleted: true }]);
		expect(grow().get('custom_actions', json[0].id)).toBeUndefined();
	});

	it.each([
		['label', 'Start', 'Label has 5 characters, Clio wants at least 6'],
		['target_url', 'http://n8n.marlowfinch.example', 'Opens URL does not begin with https://'],
	])('with a wrong %s is not sent', async (key, value, message) => {
		const { error } = await grow().run('growCustomAction', 'create', { ...action, [key]: value });
		expect(error?.message).toContain(message);
		expect(grow().sent).toEqual([]);
	});
});

test('a credential that may only read sends nothing that changes records', async () => {
	const readOnly = { credential: { access: 'readOnly' } };
	const { error } = await grow().run('growLead', 'create', lead, readOnly);
	expect(error?.message).toBe('This credential may only read, so nothing was sent to create lead');
	expect(grow().sent).toEqual([]);
	const { json } = await grow().run('growSource', 'getAll', {}, readOnly);
	expect(json.length).toBeGreaterThan(0);
});

describe('a lead by the token of the inbox', () => {
	const given = {
		from_first: 'Iris',
		from_last: 'Okafor',
		from_message: 'I slipped on a wet floor.',
		from_source: 'Voice agent',
		referring_url: 'a call',
	};

	it('comes into the inbox, and nothing empty is sent with it', async () => {
		const { json, error } = await grow().run('growLeadInbox', 'create', {
			...given,
			from_email: '',
		});
		expect(error).toBeUndefined();
		expect(grow().asked).toEqual(['POST /inbox_leads']);
		expect(grow().sent).toEqual([expect.objectContaining({ inbox_lead: given })]);
		expect(json).toEqual([{ id: expect.any(Number) }]);
		expect(grow().get('inbox_leads', json[0].id)).toMatchObject({ first_name: 'Iris' });
	});

	it('with a token that nobody knows says where to get one', async () => {
		const credential = { inboxLeadToken: 'old-and-wrong' };
		const { error } = await grow().run('growLeadInbox', 'create', given, { credential });
		expect(error?.message).toBe('Clio did not accept the connection');
		expect(error?.description).toContain('Lead Inbox token');
		expect(JSON.stringify(error)).not.toContain('old-and-wrong');
	});

	it('without what Clio requires is not sent', async () => {
		const { error } = await grow().run('growLeadInbox', 'create', {
			...given,
			from_last: '={{ $json.missing }}',
		});
		expect(error?.message).toBe('Last Name is missing');
		expect(grow().calls).toEqual([]);
	});

	it('goes out once, though its answer says nothing', async () => {
		grow().platform.fail({ path: '/inbox_leads', status: 502, times: Infinity });
		const { error } = await grow().run('growLeadInbox', 'create', given);
		expect(error?.message).toContain('may or may not have been carried out');
		expect(JSON.stringify(error)).not.toContain(grow().platform.inboxLeadToken);
		expect(grow().calls).toHaveLength(1);
	});

	it.each([
		['nothing', '', { success: true }],
		['another shape', { status: 'ok' }, { status: 'ok' }],
	])('gives what came, be it %s', async (_, body, shown) => {
		grow().platform.fail({ path: '/inbox_leads', status: 201, body });
		const { json } = await grow().run('growLeadInbox', 'create', given);
		expect(json).toEqual([shown]);
	});
});
