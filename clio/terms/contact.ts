import type { Json } from '../client';
import { isEmpty } from '../convert';
import { refuse } from '../errors';
import type { Terms } from './terms';

/** One e-mail address and one number stand at the top of the form: entries of Clio's lists. */
export const contact: Terms = {
	write({ email, email_label, phone, phone_label, ...values }) {
		const written: Json = {
			...values,
			...added(values, 'email_addresses', { name: email_label, address: email }),
			...added(values, 'phone_numbers', { name: phone_label, number: phone }),
		};
		for (const entry of [written.email_addresses ?? []].flat()) checkAddress(entry as Json);
		return written;
	},
};

/** Clio may take anything (UNKNOWN), and a contact with two addresses in one is never found by either. */
function checkAddress({ address }: Json): void {
	if (isEmpty(address) || /^[^\s@,;]+@[^\s@,;]+$/.test(String(address).trim())) return;
	refuse(
		`"${String(address)}" is not an e-mail address`,
		'Enter one address, e.g. name@example.com. Several go into E-Mail Addresses, an entry each.',
	);
}

function added(values: Json, list: string, { name, ...entry }: Json): Json {
	const trimmed = Object.entries(entry).map(([key, value]) => [key, String(value ?? '').trim()]);
	if (isEmpty(trimmed[0][1])) return {};
	const others = [values[list] ?? []].flat();
	// Without a label, that of the entry stays; a new one gets the form's (changes.ts).
	const label = isEmpty(name) ? {} : { name };
	return { [list]: [{ ...label, ...Object.fromEntries(trimmed) }, ...others] };
}
