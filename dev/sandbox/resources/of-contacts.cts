import type { Resource } from '../vocabulary.cts';
import { kindOf } from '../kinds.cts';

/** All e-mail addresses or phone numbers of a contact, of which the contact itself shows the first. */
const entriesOf = (kind: string, field: string): Resource => ({
	...kindOf(kind),
	path: `contacts/{id}/${field}`,
	permission: 'Contacts',
	operations: 'L',
	rowsOf: (contact) => contact[field] ?? [],
});

export const ofContacts: Resource[] = [
	entriesOf('EmailAddress', 'email_addresses'),
	entriesOf('PhoneNumber', 'phone_numbers'),
];
