import { resources } from '../resources';
import type { Resource } from '../resources/vocabulary';

/** What Clio's webhooks tell of (facts 3.1): its name of the model -> the resource whose records they are. */
const resourceNames: Record<string, string> = {
	activity: 'activity',
	bill: 'bill',
	calendar_entry: 'calendarEntry',
	clio_payments_payment: 'clioPaymentsPayment',
	communication: 'communication',
	contact: 'contact',
	document: 'document',
	folder: 'folder',
	matter: 'matter',
	task: 'task',
};

export const models = Object.keys(resourceNames);

/** By Clio's name of a model; records without webhooks go by the name of their resource. */
export const resourceOf = (model: string): Resource => resources[resourceNames[model] ?? model];

/** A matter's status as it is read -> the event that tells of the change to it. */
export const statusEvents: Record<string, string> = {
	Open: 'matter_opened',
	Pending: 'matter_pended',
	Closed: 'matter_closed',
};

export function eventsOf(model: string): string[] {
	if (model === 'clio_payments_payment') return ['created', 'updated'];
	const common = ['created', 'updated', 'deleted'];
	return model === 'matter' ? [...common, ...Object.values(statusEvents)] : common;
}

/** What is new in a record whenever anything in it changed; payments have no etag. */
export const versionOf = (model: string): string =>
	resourceOf(model).reads.includes('etag') ? 'etag' : 'updated_at';
