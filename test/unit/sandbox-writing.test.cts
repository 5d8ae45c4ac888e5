import { api, firstId, patch, post, sandbox } from './sandbox-api.cts';

describe('writing', () => {
	test('needs the envelope and drops what it does not know', async () => {
		const client = { id: await firstId('/contacts') };
		const fields = { client, description: 'A claim', status: 'pending' };
		expect((await api.post('/matters', fields)).status).toBe(400);
		const made = await post(
			'/matters',
			{ ...fields, billing_method: 'flat' },
			'id,status,billing_method',
		);
		expect(made.status).toBe(201);
		expect(made.data.data).toMatchObject({ status: 'Pending', billing_method: 'hourly' });
		expect(made.headers.etag).toMatch(/^"[0-9a-f]{32}"$/);
	});

	test.each<[string, object, string]>([
		['matters', { description: 'No client' }, 'client'],
		['matters', { description: 'x', client: { id: 1 } }, 'client'],
		['contacts', { type: 'Person' }, 'first_name'],
		['contacts', { type: 'Company', name: 'A', email_addresses: [{ name: 'work' }] }, 'name'],
		['tasks', { name: 'x', description: 'x' }, 'assignee'],
		['tasks', { name: 'x', description: 'x', priority: 'high' }, 'assignee'],
		['activities', { type: 'TimeEntry', date: 'today' }, 'date'],
		['notes', { type: 'Matter', subject: 'x' }, 'matter'],
		['communications', { subject: 'x', body: 'x', type: 'EmailCommunication' }, 'received_at'],
	])('%s %j is 422', async (path, data, word) => {
		const answer = await post(`/${path}`, data);
		expect([answer.status, Object.keys(answer.data.error)]).toEqual([422, ['type', 'message']]);
		expect(answer.data.error.message).toContain(word);
	});

	test('sub-lists change by id, add without, remove by _destroy', async () => {
		const { data } = await post(
			'/contacts',
			{
				type: 'Person',
				name: 'Nora van Dyke',
				email_addresses: [
					{ name: 'Work', address: 'a@mail.example' },
					{ name: 'Home', address: 'b@mail.example', default_email: true },
				],
			},
			'id,first_name,last_name,primary_email_address,email_addresses{id,address}',
		);
		expect(data.data).toMatchObject({ last_name: 'Dyke', primary_email_address: 'b@mail.example' });
		const [work, home] = data.data.email_addresses;
		const changed = await patch(
			`/contacts/${data.data.id}`,
			{
				email_addresses: [
					{ id: work.id, address: 'c@mail.example' },
					{ id: home.id, _destroy: true },
					{ name: 'Other', address: 'd@mail.example' },
				],
			},
			'email_addresses{address,primary}',
		);
		expect(changed.data.data.email_addresses).toEqual([
			{ address: 'c@mail.example', primary: true },
			{ address: 'd@mail.example', primary: false },
		]);
	});

	test('custom field values have ids of their own', async () => {
		const [field] = (await api.get('/custom_fields?parent_type=contact&field_type=text_line')).data
			.data;
		const values = 'id,custom_field_values{id,value,field_name}';
		const { data } = await post(
			'/contacts',
			{
				type: 'Company',
				name: 'Acorn Ltd',
				custom_field_values: [{ custom_field: { id: field.id }, value: 'A friend' }],
			},
			values,
		);
		const [value] = data.data.custom_field_values;
		expect(value).toMatchObject({ value: 'A friend', field_name: 'Referred by' });
		expect(value.id).toMatch(/^text_line-\d+$/);
		const path = `/contacts/${data.data.id}`;
		const byId = await patch(path, { custom_field_values: [{ id: value.id, value: 'B' }] }, values);
		expect(byId.data.data.custom_field_values[0].value).toBe('B');
		const again = { custom_field: { id: field.id }, value: 'C' };
		expect((await patch(path, { custom_field_values: [again] })).status).toBe(422);
		const found = await api.get(`/contacts?custom_field_values[${field.id}]=b`);
		expect(found.data.data).toHaveLength(1);
		const removal = { custom_field_values: [{ id: value.id, _destroy: true }] };
		const gone = await patch(path, removal, values);
		expect(gone.data.data.custom_field_values[0]).toMatchObject({ id: null, value: null });
	});

	test('people of a communication go by _deleted', async () => {
		const user = { id: await firstId('/users'), type: 'User' };
		const contact = { id: await firstId('/contacts'), type: 'Contact' };
		const call = { type: 'PhoneCommunication', subject: 'x', body: 'x' };
		const { data } = await post(
			'/communications',
			{ ...call, received_at: '2026-03-01T23:30:00-05:00', senders: [user, contact] },
			'id,received_at,senders{type}',
		);
		expect(data.data.received_at).toBe('2026-03-02T04:30:00Z');
		expect(data.data.senders).toHaveLength(2);
		const senders = [{ ...contact, _deleted: true }];
		const left = await patch(`/communications/${data.data.id}`, { senders }, 'senders{name,type}');
		expect(left.data.data.senders).toEqual([{ name: 'Ada Marlow', type: 'User' }]);
	});

	test('a calendar entry has text for an id and a calendar for an owner', async () => {
		const owner = await firstId('/calendars?writeable=true');
		const entry = { summary: 'x', start_at: '2026-03-01T10:00:00Z', calendar_owner: { id: owner } };
		const { data } = await post('/calendar_entries', { ...entry, end_at: '2026-03-01T11:00:00Z' });
		expect(data.data.id).toEqual(expect.any(String));
		expect((await api.get(`/calendar_entries/${data.data.id}`)).status).toBe(200);
		const backwards = await post('/calendar_entries', { ...entry, end_at: '2026-03-01T09:00:00Z' });
		expect(backwards.data.error.message).toContain('end_at');
		const calendar_owner = { id: await firstId('/users') };
		const user = await post('/calendar_entries', {
			...entry,
			end_at: entry.start_at,
			calendar_owner,
		});
		expect(user.status).toBe(422);
	});

	test('time is in seconds, priced by the user; billed entries are closed', async () => {
		const { data } = await post(
			'/activities',
			{ type: 'TimeEntry', date: '2026-03-01', quantity: 5400 },
			'quantity,quantity_in_hours,price,total,user{name}',
		);
		expect(data.data).toMatchObject({
			quantity: 5400,
			quantity_in_hours: 1.5,
			price: 450,
			total: 675,
		});
		expect(data.data.user.name).toBe('Ada Marlow');
		const billed = await firstId('/activities?status=billed');
		expect((await patch(`/activities/${billed}`, { note: 'x' })).status).toBe(422);
	});

	test('the client of a matter stays, other records go', async () => {
		const client = sandbox.store.all('matters')[0].client;
		expect((await api.delete(`/contacts/${client}`)).status).toBe(422);
		const matter = await firstId('/matters');
		const { status, data } = await api.delete(`/matters/${matter}`);
		expect([status, data]).toEqual([204, '']);
		expect((await api.get(`/matters/${matter}`)).status).toBe(404);
	});
});
