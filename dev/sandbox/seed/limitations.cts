import { dayOf } from '../time.cts';
import { Random } from './random.cts';
import type { Seeding } from './firm.cts';

/** Every fourth matter that is not closed has a limitation date: some soon, some far, a few past. */
export function seedLimitations({ store, now, day }: Seeding): void {
	const random = new Random(5_150);
	const open = store.all('matters').filter(({ status }) => status !== 'Closed');
	for (const matter of open.filter((_, index) => index % 4 === 0)) {
		const days = random.chance(0.5) ? random.between(3, 59) : random.between(-20, 700);
		const task = {
			name: 'Statute of limitations',
			description: null,
			description_text_type: 'plain_text',
			status: 'pending',
			priority: 'Normal',
			permission: 'public',
			due_at: dayOf(now + days * 86_400_000),
			matter: matter.id,
			assignee: { type: 'User', id: matter.responsible_attorney ?? matter.user },
			assigner: matter.user,
			statute_of_limitations: true,
			notify_completion: false,
		};
		matter.statute_of_limitations = store.insert('tasks', task, `${day(220)}T09:00:00Z`).id;
	}
}
