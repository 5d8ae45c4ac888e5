import { resources } from '../../dev/sandbox/resources/index.cts';
import type { Sandbox } from '../../dev/sandbox/server.cts';
import { startFirm, type Client } from './sandbox-client.cts';

let sandbox: Sandbox;
let clio: Client;
beforeEach(async () => ({ sandbox, clio } = await startFirm(20)));
afterEach(() => sandbox.close());

const last = (resource: string) => sandbox.store.all(resource).at(-1)!;

describe('records of a record', () => {
	test('a contact has e-mail addresses and phone numbers of its own', async () => {
		const address = (name: string) => ({ name: 'Work', address: `${name}@mail.example` });
		const email_addresses = ['ada', 'ben', 'cho'].map(address);
		const phone_numbers = [{ name: 'Mobile', number: '555-0142' }];
		const body = { type: 'Company', name: 'Quill & Co', email_addresses, phone_numbers };
		const { id } = (await clio.create('contacts', body)).data;
		const path = `contacts/${id}/email_addresses`;
		const first = await clio.get(`${path}?limit=2`, 'id,address,primary');
		expect(first.data).toMatchObject([
			{ address: 'ada@mail.example', primary: true },
			{ address: 'ben@mail.example', primary: false },
		]);
		const next = await clio.get(first.meta.paging.next);
		expect(next.data).toHaveLength(1);
		expect(await clio.list(`contacts/${id}/phone_numbers.json`, 'number')).toEqual([
			{ number: '555-0142' },
		]);
		expect((await clio.get(path, 'number')).status).toBe(400);
		expect((await clio.create(path, {})).status).toBe(404);
		expect((await clio.get('contacts/1/email_addresses')).status).toBe(404);
	});

	test('every one of them can show all of its fields', async () => {
		for (const { path, fields, nested = {} } of resources.filter((each) => each.rowsOf)) {
			const asked = [...fields, ...Object.keys(nested)].join(',');
			const above = sandbox.store.all(path.split('/{id}')[0]);
			const answers = await Promise.all(
				above.map(({ id }) => clio.get(path.replace('{id}', String(id)), asked)),
			);
			const [record] = answers.flatMap(({ data }) => data ?? []);
			expect([path, record?.id]).toEqual([path, expect.anything()]);
		}
	});

	test('a matter has one client, people who are related to it, and both together', async () => {
		const { id, client } = last('matters');
		const contact = sandbox.store.all('contacts').find((each) => each.id !== client)!;
		sandbox.remove('relationships', { count: 1000 });
		await clio.create('relationships', {
			...{ matter: { id }, contact: { id: contact.id }, description: 'Opposing party' },
		});
		expect(await clio.read(`matters/${id}/client`, 'id,is_matter_client')).toEqual({
			...{ id: client, is_matter_client: true },
		});
		const related = `matters/${id}/related_contacts`;
		expect(await clio.list(related, 'contact_id,name,relationship{description}')).toEqual([
			{
				contact_id: contact.id,
				name: contact.name,
				relationship: { description: 'Opposing party' },
			},
		]);
		// The client comes last: false before true.
		const everybody = await clio.list(`matters/${id}/contacts`, 'id,is_client,relationship_name');
		expect(everybody).toEqual([
			{ id: contact.id, is_client: false, relationship_name: 'Opposing party' },
			{ id: client, is_client: true, relationship_name: null },
		]);
		sandbox.withhold('Contacts');
		expect((await clio.get(`matters/${id}/client`)).status).toBe(403);
	});
});
