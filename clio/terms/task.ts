import { remind } from './reminders';
import type { Terms } from './terms';

export const task: Terms = {
	after: async ({ reminders }, { firm, zone }) => remind('Task', reminders, firm, zone),
};
