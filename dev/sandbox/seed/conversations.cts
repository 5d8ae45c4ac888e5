import { addMembers } from '../resources/conversations.cts';
import { Random } from './random.cts';
import { World } from '../world.cts';
import type { Seeding } from './firm.cts';

const TEXTS = [
	'Could you send me the signed copy?',
	'Thank you, I have it. The hearing is next week.',
	'Shall I bring the originals?',
	'Yes please, and your passport.',
];

/** Some clients and the attorney of their matter write to each other; every other one is unread. */
export function seedConversations({ store, now, day }: Seeding): void {
	const random = new Random(31_337);
	const world = new World(store, () => now, store.all('users')[0]);
	const matters = store.all('matters').slice(-6);
	matters.forEach(({ id: matter, client, user, description }, index) => {
		const at = `${day(20 - index)}T10:00:00Z`;
		const people = [
			{ id: user, type: 'User' },
			{ id: client, type: store.get('contacts', client)!.type },
		];
		const fields = { subject: description, matter, archived: index === 0, read_only: false };
		const state = { memberships: [], read: index % 2 === 1 };
		const row = store.insert('conversations', { ...fields, ...state }, at);
		addMembers(row, people, world);
		for (let count = random.between(1, TEXTS.length), each = 0; each < count; each++) {
			const [sender, receiver] = each % 2 === 0 ? people : [people[1], people[0]];
			const message = { body: TEXTS[each], conversation: row.id, document: null };
			store.insert('conversation_messages', { ...message, sender, receivers: [receiver] }, at);
		}
	});
}
