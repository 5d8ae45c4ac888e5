import type { Json } from '../../../clio/client';
import { said } from '../../../clio/complaints';
import type { Answer } from '../../../clio/sending';
import type { Account } from '../account.cts';
import { judged, needed, Unaskable, type Question } from '../question.cts';
import { answer, count, joined, seconds, shape, told, word, yesNo } from '../told.cts';
import { recordIn } from '../webhooks/hooks.cts';

const theme = 'Records';
const needs = 'write';

const read = async (clio: Account, path: string, fields: string): Promise<Json> =>
	recordIn(needed(await clio.ask('GET', path, { query: { fields } }), told`read a record`));

const change = async (clio: Account, path: string, data: Json, fields = 'id,etag') =>
	clio.ask('PATCH', path, { query: { fields }, data });

/** True for an error whose text the nodes can show. */
const hasText = ({ body }: Answer): boolean => said(body).text !== '';

/** What Clio says to changes, tried on the throw-away contact and matter. */
export const records: Question[] = [
	{
		id: 'validation',
		theme,
		asks: 'What does a 422 for a wrong value look like?',
		assumes: '`error` with `type` and `message`: one text, which the nodes show.',
		otherwise: 'The message says that Clio refused, without Clio’s own words.',
		needs,
		async ask({ clio, throwaway }) {
			const matter = `matters/${await throwaway.matter()}`;
			const contact = `contacts/${await throwaway.contact()}`;
			const emails = [{ name: 'Live Check', address: 'live-check@example.com' }];
			const answers = [
				await change(clio, matter, { status: 'live check' }),
				await change(clio, contact, { email_addresses: emails }),
			];
			const found = answers.map((one) => told`${answer(one)} with ${shape(one.body)}`);
			const isExpected = answers.every((one) => one.status === 422 && hasText(one));
			return judged(
				isExpected,
				told`a status: ${found[0]}; the label of an e-mail address: ${found[1]}`,
			);
		},
	},
	{
		id: 'missing-reference',
		theme,
		asks: 'What is answered to a record that refers to one which does not exist?',
		assumes: 'A refusal with a text, 422 or 404.',
		otherwise: 'A wrong ID would be taken without a word.',
		needs,
		async ask({ clio, throwaway }) {
			const data = { practice_area: { id: 999_999_999_999 } };
			const found = await change(clio, `matters/${await throwaway.matter()}`, data);
			return judged(
				[404, 422].includes(found.status) && hasText(found),
				told`${answer(found)} with ${shape(found.body)}`,
			);
		},
	},
	{
		id: 'unknown-key',
		theme,
		asks: 'Is a field in a body that Clio does not know dropped without a word?',
		assumes: 'Yes.',
		otherwise: 'Nothing: they send no names but Clio’s own.',
		needs,
		async ask({ clio, throwaway }) {
			const data = { no_such_field: 1, location: 'live check' };
			const found = await change(clio, `matters/${await throwaway.matter()}`, data);
			return judged(found.status === 200, answer(found));
		},
	},
	{
		id: 'fields-first',
		theme,
		asks: 'Is a change carried out that asks for a field which Clio does not know?',
		assumes: 'Neither: the node says that it may or may not have been carried out.',
		otherwise: 'Nothing.',
		needs,
		async ask({ clio, throwaway }) {
			const matter = `matters/${await throwaway.matter()}`;
			const client_reference = 'live check 1';
			const found = await change(clio, matter, { client_reference }, 'id,no_such_field');
			const isDone =
				(await read(clio, matter, 'id,client_reference')).client_reference === client_reference;
			return judged(found.status === 400, told`${answer(found)}; carried out: ${yesNo(isDone)}`);
		},
	},
	{
		id: 'if-match',
		theme,
		asks: 'Does `If-Match` take the etag that a list shows, and refuse an old one?',
		assumes: 'Yes, with 412 for an old one.',
		otherwise: 'They notice the refusals, and read each record before its change.',
		needs,
		async ask({ clio, throwaway }) {
			const id = await throwaway.matter();
			const query = { fields: 'id,etag', 'ids[]': [id] };
			const listed = needed(await clio.ask('GET', 'matters', { query }), told`list matters`);
			const [{ etag }] = (listed.body as { data: Json[] }).data;
			const headers = { 'If-Match': String(etag) };
			const asking = { query: { fields: 'id' }, headers };
			const one = await clio.ask('PATCH', `matters/${id}`, {
				...asking,
				data: { location: 'one' },
			});
			const two = await clio.ask('PATCH', `matters/${id}`, {
				...asking,
				data: { location: 'two' },
			});
			return judged(
				one.status === 200 && two.status === 412,
				told`that of the list: ${answer(one)}; the same again after the change: ${answer(two)}`,
			);
		},
	},
	{
		id: 'same-again',
		theme,
		asks: 'Does a change that changes nothing give a record another etag?',
		assumes: 'Neither: Skip If Nothing Changes sends none.',
		otherwise: 'Nothing.',
		needs,
		async ask({ clio, throwaway }) {
			const path = `contacts/${await throwaway.contact()}`;
			const { title, etag } = await read(clio, path, 'id,etag,title');
			needed(await change(clio, path, { title: title ?? '' }), told`change a contact`);
			const isSame = (await read(clio, path, 'id,etag')).etag === etag;
			return judged(true, told`another etag: ${yesNo(!isSame)}`);
		},
	},
	{
		id: 'custom-field-etag',
		theme,
		asks: 'Does a matter get another etag when only a custom field changes?',
		assumes: 'Yes.',
		otherwise:
			'Updates notice it and read each record first; Clio Trigger, which watches the etag, is not called.',
		needs,
		async ask({ clio, throwaway }) {
			const matter = `matters/${await throwaway.matter()}`;
			const definition = await textField(clio);
			const { etag } = await read(clio, matter, 'id,etag');
			const entry = { custom_field: { id: definition }, value: 'live check' };
			const data = { custom_field_values: [await asStored(clio, matter, entry)] };
			needed(await change(clio, matter, data), told`set a custom field`);
			const isOther = (await read(clio, matter, 'id,etag')).etag !== etag;
			return judged(isOther, told`another etag: ${yesNo(isOther)}`);
		},
	},
	{
		id: 'custom-field-again',
		theme,
		asks: 'What becomes of a custom field that has a value and is sent without the ID of that value?',
		assumes: 'Neither: the nodes read the value’s ID first and send it.',
		otherwise:
			'Nothing, unless the field then has two values: another app may have made such a record.',
		needs,
		async ask({ clio, throwaway }) {
			const matter = `matters/${await throwaway.matter()}`;
			const definition = await textField(clio);
			const entry = { custom_field: { id: definition }, value: 'live check' };
			const first = { custom_field_values: [await asStored(clio, matter, entry)] };
			needed(await change(clio, matter, first), told`set a custom field`);
			const again = { custom_field_values: [{ ...entry, value: 'live check again' }] };
			const found = await change(clio, matter, again);
			const values = await valuesOf(clio, matter, definition);
			const isNew = values.some(({ value }) => value === 'live check again');
			const kinds = joined(values.map(({ id }) => idForm(id)));
			return judged(
				values.length === 1,
				told`${answer(found)}; values then: ${count(values.length)} (ID: ${kinds}); the new one is there: ${yesNo(isNew)}`,
			);
		},
	},
	{
		id: 'closing-day',
		theme,
		asks: 'Does Clio set the closing date by itself when a matter is closed?',
		assumes: 'Neither: Update sends the day along.',
		otherwise: 'Nothing.',
		needs,
		async ask({ clio, throwaway }) {
			const matter = `matters/${await throwaway.matter()}`;
			const closed = await change(clio, matter, { status: 'closed' });
			needed(closed, told`close a matter`);
			const { status, close_date: day } = await read(clio, matter, 'id,status,close_date');
			needed(await change(clio, matter, { status: 'open' }), told`open a matter again`);
			const open = await read(clio, matter, 'id,close_date');
			return judged(
				true,
				told`status reads ${word(status, ['Closed', 'closed'])}; closing date set: ${yesNo(!!day)}; still there when open again: ${yesNo(!!open.close_date)}`,
			);
		},
	},
	{
		id: 'search-new',
		theme,
		asks: 'After how long does the search find a new contact?',
		assumes: 'Neither: within a run they remember what they have made.',
		otherwise: 'Create or Update may make a second one in another run that begins meanwhile.',
		needs,
		async ask({ clio, throwaway, patience }) {
			const name = `${throwaway.mark}new`;
			const id = await throwaway.newContact({ first_name: name });
			const began = performance.now();
			const { search: ms, glance } = patience;
			const find = async () => (await finds(clio, name, id)) || undefined;
			const isFound = await clio.until(find, { ms, glance });
			const waited = performance.now() - began;
			return judged(
				true,
				isFound ? told`after ${seconds(waited)}` : told`not within ${seconds(waited)}`,
			);
		},
	},
	{
		id: 'search-words',
		theme,
		asks: 'What does the search make of two words, their order, a comma, and the beginning of a word?',
		assumes: 'Neither: they search for single words, and judge themselves what came.',
		otherwise: 'Nothing.',
		needs,
		async ask({ clio, throwaway, patience }) {
			const id = await throwaway.contact();
			const { mark } = throwaway;
			const { search: ms, glance } = patience;
			const there = async () => (await finds(clio, mark, id)) || undefined;
			if (!(await clio.until(there, { ms, glance })))
				throw new Unaskable(told`the search did not find the contact at all`);
			const both = await finds(clio, `Throwaway ${mark}`, id);
			const turned = await finds(clio, `${mark} Throwaway`, id);
			const comma = await finds(clio, `${mark}, Throwaway`, id);
			const part = await finds(clio, mark.slice(0, -3), id);
			return judged(
				true,
				told`found by first and last name: ${yesNo(both)}; by last and first: ${yesNo(turned)}; with a comma between: ${yesNo(comma)}; by a beginning: ${yesNo(part)}`,
			);
		},
	},
	{
		id: 'delete-twice',
		theme,
		asks: 'What is answered to a deletion that is sent twice?',
		assumes: '204, then 404: a repeated deletion counts as done.',
		otherwise: 'A deletion whose answer was lost is told as failed, though the record is gone.',
		needs,
		async ask({ clio, throwaway, leftovers }) {
			const path = `contacts/${await throwaway.newContact({ first_name: 'Twice' })}`;
			const one = await clio.ask('DELETE', path);
			const two = await clio.ask('DELETE', path);
			if (one.status === 204) leftovers.gone(path);
			return judged(
				one.status === 204 && two.status === 404,
				told`${answer(one)}, then ${answer(two)}`,
			);
		},
	},
];

/** A field of the firm that takes any text. It stays as it is: only the throw-away matter gets a value. */
async function textField(clio: Account): Promise<number> {
	const query = { fields: 'id,field_type', parent_type: 'matter', field_type: 'text_line' };
	const { body } = needed(
		await clio.ask('GET', 'custom_fields', { query }),
		told`list custom fields`,
	);
	const all = (body as { data: Json[] }).data;
	const found = all.find(({ field_type }) => field_type === 'text_line');
	if (found) return Number(found.id);
	throw new Unaskable(told`the firm has no custom field of one line of text for matters`);
}

async function valuesOf(clio: Account, matter: string, definition: number): Promise<Json[]> {
	const { custom_field_values: all } = await read(
		clio,
		matter,
		'id,custom_field_values{id,value,custom_field}',
	);
	return ([all ?? []].flat() as Json[]).filter(
		({ id, custom_field }) => id != null && Number(Object(custom_field).id) === definition,
	);
}

/** As the nodes send it: by the id of its value, where it has one. */
async function asStored(clio: Account, matter: string, entry: Json): Promise<Json> {
	const definition = Number(Object(entry.custom_field).id);
	const [known] = await valuesOf(clio, matter, definition);
	return known
		? { id: known.id, value: `${String(entry.value)} ${String(known.value).length}` }
		: entry;
}

const idForm = (id: unknown) =>
	typeof id === 'number'
		? told`a number`
		: /^text_line-\d+$/.test(String(id))
			? told`\`text_line-\` and a number`
			: told`another text`;

async function finds(clio: Account, query: string, id: string): Promise<boolean> {
	const asked = { query: { query, fields: 'id', limit: 200 } };
	const { body } = needed(await clio.ask('GET', 'contacts', asked), told`search contacts`);
	return (body as { data: Json[] }).data.some((one) => String(one.id) === id);
}
