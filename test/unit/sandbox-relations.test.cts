import type { Sandbox } from '../../dev/sandbox/server.cts';
import { startFirm, type Client } from './sandbox-client.cts';

let sandbox: Sandbox;
let clio: Client;
beforeEach(async () => ({ sandbox, clio } = await startFirm(30)));
afterEach(() => sandbox.close());

const newest = (path: string) => ({ id: sandbox.store.all(path).at(-1)!.id });

describe('relationships', () => {
	test('are records of their own, found by matter or contact, and go with either', async () => {
		const [matter, contact] = [newest('matters'), newest('contacts')];
		const data = { matter, contact, description: 'Expert witness' };
		const made = await clio.create('relationships', data, 'id,description,matter{id},contact{id}');
		expect(made.data).toMatchObject(data);
		const { id } = made.data;
		const ids = async (query: string) =>
			(await clio.list(`relationships?${query}`)).map((each: { id: number }) => each.id);
		expect(await ids(`matter_id=${matter.id}`)).toContain(id);
		expect(await ids(`contact_id=${contact.id}`)).toContain(id);
		await clio.update(`relationships/${id}`, { description: 'Witness' });
		const shown = await clio.read(`matters/${matter.id}`, 'relationships{id,description}');
		expect(shown.relationships).toContainEqual({ id, description: 'Witness' });
		expect((await clio.remove(`matters/${matter.id}`)).status).toBe(204);
		expect(await ids(`contact_id=${contact.id}`)).not.toContain(id);
	});

	test('come and go with the body of a matter', async () => {
		const { id } = newest('matters');
		const contact = newest('contacts');
		const before = sandbox.store.all('relationships').length;
		const fields = 'relationships{id,description}';
		const added = [{ contact, description: 'Insurer' }];
		const { data } = await clio.update(`matters/${id}`, { relationships: added }, fields);
		const mine = data.relationships.find((each: any) => each.description === 'Insurer');
		expect(sandbox.store.all('relationships')).toHaveLength(before + 1);
		const relationships = [{ id: mine.id, _destroy: true }];
		await clio.update(`matters/${id}`, { relationships });
		expect(sandbox.store.all('relationships')).toHaveLength(before);
		const refused = await clio.update(`matters/${id}`, { relationships: [{ id: 1 }] });
		expect(refused.status).toBe(422);
	});
});

describe('reminders', () => {
	const duration = { duration_value: 2, duration_unit: 'days' };
	const task = async (due_at: string | null) => {
		const assignee = { id: sandbox.store.all('users')[0].id, type: 'User' };
		const made = await clio.create('tasks', { name: 'x', description: 'x', assignee, due_at });
		return { id: made.data.id, type: 'Task' };
	};
	const methods = async (index = 0) => {
		const { id } = sandbox.store.all('users')[index];
		return (await clio.read(`users/${id}`, 'notification_methods{id,type,email_address}'))
			.notification_methods;
	};

	test('a user has an e-mail and a pop-up, a contact its e-mail addresses', async () => {
		expect(await methods()).toMatchObject([
			{ type: 'Email', email_address: 'ada.marlow@marlowfinch.example' },
			{ type: 'Popup', email_address: null },
		]);
		const address = { name: 'Work', address: 'nora@mail.example' };
		const person = { type: 'Person', first_name: 'Nora', email_addresses: [address] };
		const fields = 'notification_methods{type,email_address}';
		const made = await clio.create('contacts', person, fields);
		const shown = [{ type: 'Email', email_address: 'nora@mail.example' }];
		expect(made.data.notification_methods).toEqual(shown);
	});

	test('are due so long before their task, which shows them', async () => {
		const [{ id }] = await methods(1);
		const subject = await task('2026-03-20');
		const data = { subject, notification_method: { id }, ...duration };
		const fields = 'id,duration,next_delivery_at,state,subject{id,type},notification_method{type}';
		const made = await clio.create('reminders', data, fields);
		expect(made.data).toMatchObject({
			duration: 2880,
			next_delivery_at: '2026-03-18T00:00:00Z',
			state: 'scheduled',
			subject,
			notification_method: { type: 'Email' },
		});
		const shown = await clio.read(`tasks/${subject.id}`, 'reminders{id,duration}');
		expect(shown.reminders).toEqual([{ id: made.data.id, duration: 2880 }]);
		await clio.update(`reminders/${made.data.id}`, { duration_value: 1 });
		await clio.update(`tasks/${subject.id}`, { due_at: '2026-03-03' });
		const later = await clio.read(`reminders/${made.data.id}`, 'next_delivery_at,state');
		expect(later).toEqual({ next_delivery_at: '2026-03-02T00:00:00Z', state: 'delivered' });
		const found = `reminders?subject_type=task&subject_id=${subject.id}`;
		expect(await clio.list(found)).toHaveLength(1);
		await clio.remove(`tasks/${subject.id}`);
		expect(await clio.list(found)).toHaveLength(0);
	});

	test.each([
		['without a method', {}, 'notification_method'],
		['with a unit of its own', { duration_unit: 'fortnights' }, 'duration_unit'],
	])('%s are refused', async (_name, more, word) => {
		const [{ id }] = await methods();
		const method = 'duration_unit' in more ? { notification_method: { id } } : {};
		const data = { subject: await task(null), ...duration, ...method, ...more };
		const answer = await clio.create('reminders', data);
		expect(answer.status).toBe(422);
		expect(answer.message).toContain(word);
	});

	test('a pop-up is for oneself, a subject_id needs its type', async () => {
		const [, popup] = await methods(1);
		const notification_method = { id: popup.id };
		const data = { subject: await task('2026-03-20'), notification_method, ...duration };
		expect((await clio.create('reminders', data)).status).toBe(422);
		expect((await clio.get('reminders?subject_id=1')).status).toBe(400);
	});
});
