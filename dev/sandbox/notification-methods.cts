import type { Row } from './store.cts';
import { stamp } from './time.cts';
import type { Computed } from './vocabulary.cts';
import type { World } from './world.cts';

/** Where reminders go. They have no path of their own: their ids are read from users and contacts. */
const TABLE = 'notification_methods';

export const methodsOf =
	(owner: 'user' | 'contact'): Computed =>
	(row, world) =>
		(world.grouped(TABLE, owner).get(row.id) ?? []).map(({ id }) => id);

/** E-mail and, for those who work in Clio, a pop-up. */
export function methodsOfUser(
	{ id, email }: Row,
	{ store }: Pick<World, 'store'>,
	at: string,
): void {
	const address = { email_address: email, is_default_email_address: true };
	store.insert(TABLE, { user: id, type: 'Email', ...address }, at);
	const popup = { email_address: null, is_default_email_address: false };
	store.insert(TABLE, { user: id, type: 'Popup', ...popup }, at);
}

/** One for each e-mail address of a contact, as they come and go. */
export function keepMethodsOfContact(row: Row, world: World): void {
	const { store } = world;
	const known = [...(world.grouped(TABLE, 'contact').get(row.id) ?? [])];
	const addresses: Row[] = row.email_addresses ?? [];
	for (const method of known) {
		if (!addresses.some(({ address }) => address === method.email_address)) {
			store.remove(TABLE, method.id);
		}
	}
	for (const { address, primary } of addresses) {
		if (known.some(({ email_address }) => email_address === address)) continue;
		const fields = { email_address: address, is_default_email_address: primary };
		store.insert(TABLE, { contact: row.id, type: 'Email', ...fields }, stamp(world.now()));
	}
}
