import { Random } from './random.cts';
import type { Seeding } from './firm.cts';

const ROLES = ['Opposing party', 'Opposing counsel', 'Witness', 'Spouse', 'Insurer', 'Expert'];

/** Who else has to do with a matter: nobody or up to three people, never its client. */
export function seedRelationships({ store, ago }: Seeding): void {
	const random = new Random(4_021);
	const contacts = store.all('contacts');
	for (const matter of store.all('matters')) {
		for (let left = random.between(0, 3); left > 0; left--) {
			const contact = random.pick(contacts).id;
			const description = random.pick(ROLES);
			if (contact === matter.client) continue;
			store.insert('relationships', { matter: matter.id, contact, description }, ago(200));
		}
	}
}
