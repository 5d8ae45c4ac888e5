import type { Json } from '../client';
import { isEmpty } from '../convert';
import { refuse } from '../errors';
import { valuesAt } from '../fields';
import type { Firm } from '../firm';
import { plain } from '../names';
import { resources } from '../resources';
import { contactSearch } from './contact';
import { customFieldSearch } from './customField';
import { search, type Search } from './search';

export type MatterBy =
	'clientEmail' | 'clientPhone' | 'clientName' | 'number' | 'customField' | 'text';

interface Wanted {
	by: MatterBy;
	value: unknown;
	field?: string;
}

/** Newest and open are judged by them. */
const always = ['status', 'created_at', 'display_number', 'description'];

/** How a matter is looked for: by its client, its number, a custom field, or words. */
export async function matterSearches(
	firm: Firm,
	{ by, value, field }: Wanted,
	zone: string,
): Promise<Search[]> {
	const text = String(value ?? '').trim();
	if (isEmpty(text))
		refuse('Value is empty', 'Without it every matter would be meant: say what to look for.');
	const of = (said: string, rest: Partial<Search>): Search[] => [
		{ said, query: {}, reads: always, is: () => true, ...rest },
	];
	switch (by) {
		case 'number':
			return of(`the number ${text}`, {
				query: { query: text },
				reads: [...always, 'custom_number', 'number'],
				is: (record) => hasNumber(record, text),
				// Only where none has exactly this number is it the beginning of one.
				best: (record) => numbersOf(record).includes(plain(text)),
			});
		case 'text':
			return of(`the words ${text}`, { query: { query: text } });
		case 'customField': {
			const wanted = await customFieldSearch(firm, 'Matter', { field, value }, zone);
			return [{ ...wanted, reads: [...always, ...wanted.reads] }];
		}
		default: {
			const clients = await search(
				firm,
				resources.contact,
				await contactSearch(firm, { by: contactBy[by], value: text }, zone),
				'id',
			);
			return clients.flatMap(({ id }) => of('this client', { query: { client_id: String(id) } }));
		}
	}
}

const contactBy = { clientEmail: 'email', clientPhone: 'phone', clientName: 'name' } as const;

/** `00012-Kaur` is matter 00012, and matter 12. */
function hasNumber(record: Json, text: string): boolean {
	const wanted = plain(text);
	return (
		numbersOf(record).includes(wanted) ||
		plain(String(record.display_number)).startsWith(`${wanted}-`)
	);
}

const numbersOf = (record: Json): string[] =>
	['display_number', 'custom_number', 'number'].flatMap((path) =>
		valuesAt(record, path).map((one) => plain(String(one))),
	);
