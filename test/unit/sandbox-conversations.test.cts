import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import { clientOf, type Client } from './sandbox-client.cts';

let sandbox: Sandbox;
let clio: Client;

beforeAll(async () => {
	sandbox = await startSandbox({ matters: 20 });
	clio = clientOf(sandbox);
});
afterAll(() => sandbox.close());

const messagesOf = (id: number) =>
	clio.list(`conversation_messages?conversation_id=${id}`, 'body,sender{name},receivers{name}');

test('messages are only listed by their conversation', async () => {
	const [{ id, message_count }] = await clio.list('conversations', 'id,message_count');
	expect((await clio.get('conversation_messages')).status).toBe(400);
	expect(await messagesOf(id)).toHaveLength(message_count);
});

test('a message begins a conversation, the next one goes on with it', async () => {
	const { client, id: matter } = sandbox.store.all('matters').at(-1)!;
	const { type } = sandbox.store.get('contacts', client)!;
	// At Clio a receiver is a Contact, be it a person or a company.
	const receivers = [{ id: client, type: 'Contact' }];
	const first = { subject: 'Papers', body: 'Please sign', receivers, matter: { id: matter } };
	const made = await clio.create('conversation_messages', first, 'conversation{id}');
	const conversation = { id: made.data.conversation.id };
	const second = { ...first, body: 'Today, please', conversation };
	expect((await clio.create('conversation_messages', second)).status).toBe(201);
	const fields = 'subject,message_count,current_user_is_member,last_message{body},matter{id}';
	expect([type, await clio.read(`conversations/${conversation.id}`, fields)]).toEqual([
		type,
		{
			subject: 'Papers',
			message_count: 2,
			current_user_is_member: true,
			last_message: { body: 'Today, please' },
			matter: { id: matter },
		},
	]);
	const [{ sender }] = await messagesOf(conversation.id);
	expect(sender.name).toBe('Ada Marlow');
	const mine = await clio.list(`conversations?contact_id=${client}&for_user=false`, 'id');
	expect(mine).toContainEqual(conversation);
});

test.each([
	[{ receivers: [] }, 'receivers'],
	[{ receivers: [{ id: 1, type: 'Contact' }] }, 'receivers'],
	[{ receivers: [{ type: 'Person' }] }, 'type'],
	[{ subject: '' }, 'subject'],
])('%j is 422', async (more, word) => {
	const { client } = sandbox.store.all('matters')[0];
	const receivers = [{ id: client, type: 'Contact' }];
	const message = { subject: 'x', body: 'x', receivers, ...more };
	const answer = await clio.create('conversation_messages', message);
	expect(answer.status).toBe(422);
	expect(answer.message).toContain(word);
});

test('one is archived and read, never made or deleted by itself', async () => {
	const { id } = sandbox.store.all('conversations')[1];
	const { data } = await clio.update(
		`conversations/${id}`,
		{ archived: true, read: true },
		'archived',
	);
	expect(data).toEqual({ archived: true });
	expect(
		(await clio.list('conversations?archived=false', 'id')).map((each) => each.id),
	).not.toContain(id);
	expect((await clio.create('conversations', { subject: 'x' })).status).toBe(404);
	expect((await clio.remove(`conversations/${id}`)).status).toBe(404);
});
