import type { Setting } from '../body';
import type { Json } from '../client';
import { isEmpty } from '../convert';
import { refuse } from '../errors';
import { own } from './own';
import { howLong, methodOf, type Method } from './reminders';
import type { Terms } from './terms';

/** Whom to remind and how is one notification method at Clio; how long before are two fields that go together. */
export const reminder: Terms = {
	reads: ['notification_method.type'],

	async write(values, setting) {
		return { ...values, ...(await method(values, setting)), ...duration(values, setting) };
	},
};

async function method(values: Json, { resource, operation, zone, firm, record }: Setting) {
	const { get, has } = own(resource.writes, values, zone, '');
	// Its id can still be given, e.g. that of a method of a contact.
	if (!isEmpty(values.notification_method)) return {};
	const isNew = operation === 'create';
	if (!isNew && !has('who') && !has('by')) return {};
	if (!isNew && !has('who')) {
		refuse(
			'Remind is missing',
			'Clio does not tell whom a reminder is for, so another way to remind needs the person, too.',
		);
	}
	const by = get<Method>('by') ?? (isNew ? 'Email' : await record?.('notification_method.type'));
	return { notification_method: String(await methodOf(firm, values.who, by as Method)) };
}

function duration(values: Json, { resource, operation, zone }: Setting): Json {
	const { need, has } = own(
		resource.writes,
		values,
		zone,
		'How long before consists of a number and a unit.',
	);
	if (operation === 'update' && !has('duration_value') && !has('duration_unit')) return {};
	return howLong(need('duration_value'), need('duration_unit'));
}
