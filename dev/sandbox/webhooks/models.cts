import { kindOf } from '../kinds.cts';
import { words, type Kind } from '../vocabulary.cts';

/** What can be watched (facts 3.1). */
export interface Model {
	name: string;
	/** Stands for the name in a body. */
	number: number;
	permission: string;
	/** The resource whose records they are. */
	path: string;
	events: string[];
}

const common = words('created updated deleted');

/** From the status a matter is changed to. */
export const STATUS_EVENTS: Record<string, string> = {
	Open: 'matter_opened',
	Pending: 'matter_pended',
	Closed: 'matter_closed',
};

const model = (
	number: number,
	name: string,
	path: string,
	permission: string,
	events = common,
): Model => ({ name, number, permission, path, events });

export const models: Model[] = [
	model(1, 'matter', 'matters', 'Matters', [...common, ...Object.values(STATUS_EVENTS)]),
	model(2, 'activity', 'activities', 'Activities'),
	model(3, 'bill', 'bills', 'Billing'),
	model(4, 'calendar_entry', 'calendar_entries', 'Calendars'),
	model(5, 'communication', 'communications', 'Communications'),
	model(6, 'contact', 'contacts', 'Contacts'),
	model(7, 'task', 'tasks', 'Tasks'),
	model(8, 'document', 'documents', 'Documents'),
	model(9, 'folder', 'folders', 'Documents'),
	model(10, 'clio_payments_payment', 'clio_payments/payments', 'Clio Payments', [
		'created',
		'updated',
	]),
];

export const modelOf = (name: string): Model => models.find((each) => each.name === name)!;

/** What can be asked of a model. */
export const kindOfModel = ({ path }: Model): Kind => kindOf(path);
