import { register } from '../kinds.cts';
import type { Resource } from '../vocabulary.cts';
import { activities } from './activities.cts';
import { calendarEntries } from './calendar-entries.cts';
import { communications } from './communications.cts';
import { contacts } from './contacts.cts';
import { matters } from './matters.cts';
import { notes } from './notes.cts';
import { supporting } from './supporting.cts';
import { tasks } from './tasks.cts';
import { users } from './users.cts';
import { webhooks } from './webhooks.cts';

/** The records of the firm. A new resource is a file and a line here. */
export const resources: Resource[] = [
	matters,
	contacts,
	tasks,
	activities,
	calendarEntries,
	communications,
	notes,
	users,
	...supporting,
];

/** And what apps have set up. */
const all = [...resources, webhooks];

const byPath = new Map(all.map((resource) => [resource.path, resource]));
all.forEach(register);

export const findResource = (path: string): Resource | undefined => byPath.get(path);
