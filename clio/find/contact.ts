import { digits, fewestDigits, isSameNumber, isWholeNumber } from '../changes';
import type { Json } from '../client';
import { isEmpty } from '../convert';
import { refuse } from '../errors';
import { valuesAt } from '../fields';
import type { Firm } from '../firm';
import { normal, searched } from '../names';
import { customFieldSearch } from './customField';
import type { Search } from './search';

export type MatchBy = 'email' | 'phone' | 'name' | 'customField';

/** The value by which a contact is known, as text. */
export interface Mark {
	by: MatchBy;
	value: unknown;
	/** Of a custom field: its id or name. */
	field?: string;
	/** It is to be changed: what may be another's will not do. */
	isToChange?: boolean;
}

/** How a contact is looked for by its e-mail address, phone number, name or a custom field. */
export async function contactSearch(
	firm: Firm,
	{ by, value, field, isToChange }: Mark,
	zone: string,
): Promise<Search> {
	const text = String(value ?? '').trim();
	if (isEmpty(text))
		refuse(
			`The ${words[by]} is missing`,
			`The contact is looked for by its ${words[by]}: give it a value, or choose another way in Match By.`,
		);
	switch (by) {
		case 'email':
			return {
				said: `the e-mail address ${text}`,
				query: { query: text },
				reads: ['email_addresses.address', 'primary_email_address'],
				is: (record) =>
					someAt(
						record,
						['email_addresses.address', 'primary_email_address'],
						(one) => normal(one) === normal(text),
					),
			};
		case 'phone':
			return byPhone(text, isToChange ? isWholeNumber : isSameNumber);
		case 'name':
			return {
				said: `the name ${text}`,
				key: `name ${normal(text)}`,
				query: { query: searched(text) },
				reads: ['name', 'first_name', 'last_name'],
				is: (record) => namesOf(record).some((one) => normal(one) === normal(text)),
			};
		default:
			return customFieldSearch(firm, 'Contact', { field, value: text }, zone);
	}
}

const words: Record<MatchBy, string> = {
	email: 'e-mail address',
	phone: 'phone number',
	name: 'name',
	customField: 'custom field',
};

/**
 * Clio searches numbers as they are written, so "(555) 010-1234" is not found by "5550101234": the last
 * four digits stand together in nearly every way of writing, and the rest is compared here.
 */
function byPhone(text: string, isSame: typeof isSameNumber): Search {
	const wanted = digits(text);
	if (wanted.length < fewestDigits)
		refuse(
			`"${text}" is too short for a phone number`,
			`At least ${fewestDigits} digits are needed to tell contacts apart.`,
		);
	const paths = ['phone_numbers.number', 'primary_phone_number'];
	return {
		said: `the phone number ${text}`,
		key: `phone ${wanted}`,
		query: { query: text },
		also: { query: wanted.slice(-4) },
		reads: paths,
		is: (record) => someAt(record, paths, (number) => isSame(number, text)),
	};
}

const someAt = (record: Json, paths: string[], test: (text: string) => boolean): boolean =>
	paths.some((path) => valuesAt(record, path).some((value) => test(String(value))));

const namesOf = ({ name, first_name, last_name }: Json): string[] => [
	String(name ?? ''),
	`${String(first_name ?? '')} ${String(last_name ?? '')}`,
];
