import type { ResourceMapperField } from 'n8n-workflow';
import { choose, loadOptions } from './engine.cts';
import { numbered, ownFirm } from './kit.cts';

/** The firm's own fields: people say names and plain values, Clio keeps ids and asks for ids (facts 5.1). */
const firm = ownFirm();

const client = () => choose(firm().all('contacts')[0].id);
/** Judge is not set in a bare matter; every other matter of the firm has a value of each field. */
const newMatter = (values: Record<string, unknown>, items: object[] = [{}]) =>
	firm().run(
		'matter',
		'create',
		{
			client: client(),
			description: 'Sale',
			matterCustomFields: firm().mapped({ 'Referral Source': anyOption(), ...values }),
		},
		{ items: items as never },
	);
const anyOption = () => (firm().field('Referral Source').picklist_options as any[])[0].option;

const change = (id: unknown, values: Record<string, unknown>, fields: object = {}) =>
	firm().run('matter', 'update', {
		matterId: choose(id),
		matterCustomFieldChanges: firm().mapped(values),
		fields,
	});

const aMatter = () => firm().all('matters').at(-1)!;

/** What a person enters, and what Clio then has. */
const everyType = () => {
	const [, second] = firm().all('contacts');
	const earlier = firm().all('matters')[0];
	return {
		Confidential: [true, true],
		'Opposing Party': [second.name, second.id],
		'Claim value': ['1250.50', 1250.5],
		'Incident Date': ['2026-03-04T00:00:00', '2026-03-04'],
		'Hearing Time': ['2:30 pm', '14:30'],
		'Opposing Counsel E-Mail': ['counsel@chambers.example', 'counsel@chambers.example'],
		'Earlier Matter': [earlier.display_number, earlier.id],
		'Number of Witnesses': [3, 3],
		Urgency: [
			String((firm().field('Urgency').picklist_options as any[])[1].option).toUpperCase(),
			(firm().field('Urgency').picklist_options as any[])[1].id,
		],
		'Facts of the Case': ['Fell on the stairs.\nTwo saw it.', 'Fell on the stairs.\nTwo saw it.'],
		Judge: ['Okonkwo', 'Okonkwo'],
		'Court Docket': ['https://dockets.example/5', 'https://dockets.example/5'],
	} as Record<string, [unknown, unknown]>;
};
const entered = (all: Record<string, [unknown, unknown]>) =>
	Object.fromEntries(Object.entries(all).map(([name, [value]]) => [name, value]));
const kept = (all: Record<string, [unknown, unknown]>) =>
	Object.fromEntries(Object.entries(all).map(([name, [, value]]) => [name, value]));

describe('a new record', () => {
	test('gets a value of every type', async () => {
		const all = everyType();
		const { json, error } = await newMatter(entered(all));
		expect(error).toBeUndefined();
		expect(firm().stored('matters', json[0].id)).toMatchObject(kept(all));
		expect(firm().asked('custom_fields')).toHaveLength(1);
	});

	test.each([
		['2pm', '14:00'],
		['12 am', '00:00'],
		['9:05', '09:05'],
		['14:30:00', '14:30'],
	])('takes %p as a time', async (typed, time) => {
		const { json, error } = await newMatter({ 'Hearing Time': typed });
		expect(error).toBeUndefined();
		expect(firm().stored('matters', json[0].id)['Hearing Time']).toBe(time);
	});

	test('says yes and no only where a person has', async () => {
		const { json } = await newMatter({ Confidential: 'false', 'Conflict Checked': '={{ "" }}' });
		const stored = firm().stored('matters', json[0].id);
		expect(stored.Confidential).toBe(false);
		expect(stored).not.toHaveProperty('Conflict Checked');
	});

	test('the definitions are asked for once for all items', async () => {
		const { json } = await newMatter({ Judge: '={{ "Judge " + $json.n }}' }, numbered(20));
		expect(json).toHaveLength(20);
		expect(firm().asked('custom_fields')).toHaveLength(1);
		expect(firm().stored('matters', json[19].id).Judge).toBe('Judge 19');
	});
});

describe('a change', () => {
	test('names an existing value by its own id, found by reading first, and touches no other', async () => {
		const all = everyType();
		const { id } = aMatter();
		const others = Object.fromEntries(
			Object.entries(firm().stored('matters', id)).filter(([name]) => !(name in all)),
		);
		const has = new Map(
			(firm().get('matters', id).custom_field_values as any[]).map((one) => [
				one.custom_field,
				one.id,
			]),
		);
		const { error } = await change(id, entered(all));
		expect(error).toBeUndefined();
		expect(firm().stored('matters', id)).toEqual({ ...others, ...kept(all) });
		for (const entry of firm().sent[0].custom_field_values) {
			if (entry.id) {
				expect([...has.values()]).toContain(entry.id);
				expect(Object.keys(entry).sort()).toEqual(['id', 'value']);
			} else expect(has.has(entry.custom_field.id)).toBe(false);
		}
	});

	test('of one text sends that text alone: nothing else, no checkbox', async () => {
		const { id } = aMatter();
		firm().change('matters', id, {
			custom_field_values: checkboxes(id, true),
		});
		const before = firm().stored('matters', id);
		expect(before.Confidential).toBe(true);
		const { error } = await change(id, { Judge: 'Okonkwo' });
		expect(error).toBeUndefined();
		expect(firm().stored('matters', id)).toEqual({ ...before, Judge: 'Okonkwo' });
		expect(firm().sent[0].custom_field_values).toHaveLength(1);
	});

	test('with values that came out empty changes nothing', async () => {
		const { id } = aMatter();
		const before = firm().stored('matters', id);
		const { error } = await change(id, { Judge: '={{ "" }}', Urgency: '={{ $json.nope }}' });
		expect(error?.message).toMatch(/Nothing to change/);
		await change(id, { Judge: '={{ null }}' }, { description: 'Kept' });
		expect(firm().sent).toEqual([{ description: 'Kept' }]);
		expect(firm().stored('matters', id)).toEqual(before);
	});

	/** Existing ones by their value's id, as the sandbox demands. */
	function checkboxes(id: unknown, value: boolean) {
		const all = firm().get('matters', id).custom_field_values as any[];
		return ['Confidential', 'Conflict Checked'].map((name) => {
			const definition = firm().field(name).id;
			const known = all.find((one) => one.custom_field === definition);
			return known ? { id: known.id, value } : { custom_field: { id: definition }, value };
		});
	}
});

describe('clearing', () => {
	const clear = (id: unknown, names: string[], rest: object = {}) =>
		firm().run('matter', 'update', {
			matterId: choose(id),
			fields: { clearCustomFields: names.map((name) => String(firm().field(name).id)) },
			...rest,
		});

	test('empties those chosen, and one that is empty already is no error', async () => {
		const { id } = aMatter();
		const { Judge: _, ...rest } = firm().stored('matters', id);
		expect((await clear(id, ['Judge'])).error).toBeUndefined();
		expect(firm().stored('matters', id)).toEqual(rest);
		expect((await clear(id, ['Judge'])).error).toBeUndefined();
		expect(firm().writes).toHaveLength(1);
	});

	test('refuses a field that is set at once', async () => {
		const { id } = aMatter();
		const matterCustomFieldChanges = firm().mapped({ Judge: 'Okonkwo' });
		const { error } = await clear(id, ['Judge'], { matterCustomFieldChanges });
		expect(error?.message).toBe('A custom field is both set and cleared');
		expect(firm().writes).toEqual([]);
	});
});

describe('what cannot be meant is refused before anything is sent', () => {
	test.each([
		['an option', 'Urgency', 'Whenever', /^Urgency has no option "Whenever"$/],
		['text as a number', 'Number of Witnesses', 'a few', /^Number of Witnesses is not a number/],
		['text as money', 'Claim value', 'much', /^Claim value is not a number/],
		['a date', 'Incident Date', 'last week', /^Incident Date is not a date: "last week"$/],
		['a day that does not exist', 'Incident Date', '2026-02-30', /^Incident Date is not a date/],
		['yes or no', 'Confidential', 'perhaps', /^Confidential is neither true nor false/],
		['a contact', 'Opposing Party', 'Nobody Atall', /^No contact is called "Nobody Atall"$/],
		['a matter', 'Earlier Matter', '99999-Nobody', /^No matter is called "99999-Nobody"$/],
		['a time', 'Hearing Time', 'at noon', /^Hearing Time is not a time/],
		['a time with no clock', 'Hearing Time', '25:00', /^Hearing Time is not a time/],
		['an hour alone', 'Hearing Time', '14', /^Hearing Time is not a time/],
	])('%s', async (_, name, value, message) => {
		for (const { error } of [
			await newMatter({ [name]: value }),
			await change(aMatter().id, { [name]: value }),
		]) {
			expect(error?.message).toMatch(message);
			expect(error?.context.itemIndex).toBe(0);
		}
		expect(firm().writes).toEqual([]);
	});

	test('the options there are stand in the message', async () => {
		const { error } = await newMatter({ Urgency: 'Whenever' });
		for (const { option } of firm().field('Urgency').picklist_options as any[])
			expect(error?.description).toContain(option);
	});

	test('a contact of whom there are two', async () => {
		for (const _ of [1, 2])
			firm().add('contacts', { type: 'Person', first_name: 'Asha', last_name: 'Kaur' });
		const { error } = await newMatter({ 'Opposing Party': 'Asha Kaur' });
		expect(error?.message).toBe('2 contacts are called "Asha Kaur"');
		expect(firm().writes).toEqual([]);
	});

	test('a field that was deleted at Clio', async () => {
		const { id } = firm().field('Judge');
		const mapped = firm().mapped({ Judge: 'Okonkwo' });
		firm().sandbox.remove('custom_fields', { ids: [id] });
		const { error } = await firm().run('matter', 'update', {
			matterId: choose(aMatter().id),
			matterCustomFieldChanges: mapped,
		});
		expect(error?.message).toBe(`"${id}" is no custom field of a matter in Clio`);
		expect(error?.description).toMatch(/may have been deleted/);
		expect(firm().writes).toEqual([]);
	});
});

describe('an option that was deleted at Clio while a matter has it', () => {
	const held = () => {
		const { id } = aMatter();
		const { id: field, picklist_options } = firm().field('Urgency');
		const { id: option, option: text } = (picklist_options as any[])[1];
		const known = (firm().get('matters', id).custom_field_values as any[]).find(
			(one) => one.custom_field === field,
		);
		const entry = known ? { id: known.id } : { custom_field: { id: field } };
		firm().change('matters', id, { custom_field_values: [{ ...entry, value: option }] });
		firm().change('custom_fields', field, { picklist_options: [{ id: option, _deleted: true }] });
		return { id, option, text: String(text) };
	};
	const shown = async (id: unknown) => {
		const { json, error } = await firm().run('matter', 'get', { matterId: choose(id) });
		expect(error).toBeUndefined();
		return (json[0].customFields as Record<string, unknown>).Urgency;
	};

	test('is shown by its text', async () => {
		const { id, text } = held();
		expect(await shown(id)).toBe(text);
	});

	test('is shown as Clio has it where Clio no longer lists it', async () => {
		const { id, option } = held();
		const field = firm().field('Urgency');
		field.picklist_options = (field.picklist_options as any[]).filter((one) => one.id !== option);
		expect(await shown(id)).toBe(option);
	});

	test('stays when something else is changed', async () => {
		const { id, option, text } = held();
		const { json, error } = await change(id, { Judge: 'Okonkwo' }, { location: 'Halifax' });
		expect(error).toBeUndefined();
		expect(firm().sent[0].custom_field_values).toHaveLength(1);
		expect(firm().stored('matters', id)).toMatchObject({ Urgency: option, Judge: 'Okonkwo' });
		expect(json[0].customFields).toMatchObject({ Urgency: text, Judge: 'Okonkwo' });
	});

	test('cannot be chosen, by its text or its ID', async () => {
		const { id, option, text } = held();
		for (const value of [text.toUpperCase(), option]) {
			for (const { error } of [
				await newMatter({ Urgency: value }),
				await change(id, { Urgency: value }),
			]) {
				expect(error?.message).toBe(`Urgency no longer has the option "${text}"`);
				expect(error?.description).toMatch(/^It was deleted in Clio; records that have it keep it/);
				expect(error?.description?.split('Use one of:')[1]).not.toContain(text);
			}
		}
		expect(firm().writes).toEqual([]);
	});

	test('gives way to one of the same text', async () => {
		const { id, text } = held();
		const { id: field } = firm().field('Urgency');
		firm().change('custom_fields', field, { picklist_options: [{ option: text }] });
		const { error } = await change(id, { Urgency: text });
		expect(error).toBeUndefined();
		const options = firm().field('Urgency').picklist_options as any[];
		expect(firm().stored('matters', id).Urgency).toBe(options.at(-1).id);
	});
});

describe('Simplified', () => {
	test('has them by name, with words and names in place of ids', async () => {
		const all = everyType();
		const { json } = await newMatter(entered(all));
		const shown = json[0].customFields as Record<string, unknown>;
		expect(shown).toMatchObject({
			...kept(all),
			Urgency: (firm().field('Urgency').picklist_options as any[])[1].option,
			'Opposing Party': firm().all('contacts')[1].name,
			'Earlier Matter': firm().all('matters')[0].display_number,
		});
	});

	test('asks for options once, and for names in one call for 200 records', async () => {
		firm().sandbox.create(
			'matters',
			(n) => ({
				client: { id: firm().all('contacts')[0].id },
				description: `Sale ${n}`,
				custom_field_values: [
					{
						custom_field: { id: firm().field('Opposing Party').id },
						value: String(firm().all('contacts')[n % 8].id),
					},
				],
			}),
			188,
		);
		const { json, error } = await firm().run('matter', 'getAll', { returnAll: true });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(200);
		expect(firm().asked('custom_fields')).toHaveLength(1);
		expect(firm().asked('contacts')).toHaveLength(1);
		expect(firm().asked('matters')).toHaveLength(1);
		const shown = json.map((one) => one.customFields as Record<string, unknown>);
		expect(shown.every((one) => /[a-z]/i.test(String(one['Opposing Party'])))).toBe(true);
	});
});

describe('a filter', () => {
	const found = async (entries: Array<[string, string, unknown]>) => {
		const { json, error } = await firm().run('matter', 'getAll', {
			returnAll: true,
			filters: {
				customFieldConditions: {
					entries: entries.map(([name, operator, value]) => ({
						field: String(firm().field(name).id),
						operator,
						value,
					})),
				},
			},
		});
		return { ids: json.map(({ id }) => id).sort(), error };
	};
	const having = (name: string, test: (value: any) => boolean) =>
		firm()
			.all('matters')
			.filter(({ id }) => {
				const value = firm().stored('matters', id)[name];
				return value !== undefined && test(value);
			})
			.map(({ id }) => id)
			.sort();

	test.each<[string, string, string, (value: any) => boolean]>([
		['is', 'Number of Witnesses', '4', (one) => Number(one) === 4],
		['atLeast', 'Settlement Offer', '20000', (one) => Number(one) >= 20000],
		['atMost', 'Settlement Offer', '20000', (one) => Number(one) <= 20000],
		['moreThan', 'Number of Witnesses', '4', (one) => Number(one) > 4],
		['={{ "is more than" }}', 'Number of Witnesses', '4', (one) => Number(one) > 4],
		['lessThan', 'Number of Witnesses', '4', (one) => Number(one) < 4],
		['atLeast', 'Incident Date', '2025-06-01', (one) => one >= '2025-06-01'],
		['is', 'Conflict Checked', 'true', (one) => one === true],
	])('%s %s %s', async (operator, name, value, test) => {
		const { ids, error } = await found([[name, operator, value]]);
		expect(error).toBeUndefined();
		expect(ids).toEqual(having(name, test));
	});

	test('takes the text of an option, and the name of a contact', async () => {
		const { option, id } = (firm().field('Urgency').picklist_options as any[])[0];
		expect((await found([['Urgency', 'is', option.toLowerCase()]])).ids).toEqual(
			having('Urgency', (one) => one === id),
		);
		const party = firm().all('contacts')[2];
		expect((await found([['Opposing Party', 'is', party.name]])).ids).toEqual(
			having('Opposing Party', (one) => one === party.id),
		);
	});

	test('of a text is that text alone: Clio would take an operator for a part of it', async () => {
		const value = '=1, [2]';
		const matter = firm().add('matters', {
			client: { id: firm().all('contacts')[0].id },
			description: 'Boundary dispute',
			custom_field_values: [{ custom_field: { id: firm().field('Judge').id }, value }],
		});
		const { ids, error } = await found([['Judge', 'is', `=${value}`]]);
		expect(error).toBeUndefined();
		expect(ids).toEqual([matter.id]);
	});

	test('two conditions with a comma in them are refused: Clio would read three', async () => {
		const { error } = await found([
			['Judge', 'is', 'Bell, Okonkwo'],
			['Judge', 'is', 'Osei'],
		]);
		expect(error?.message).toBe('The conditions on Judge cannot be combined');
		expect(firm().asked('matters')).toEqual([]);
	});

	test('two conditions on one field hold together', async () => {
		const { ids } = await found([
			['Number of Witnesses', 'atLeast', '3'],
			['Number of Witnesses', 'lessThan', '9'],
		]);
		expect(ids).toEqual(having('Number of Witnesses', (one) => one >= 3 && one < 9));
	});

	test.each<[string, string, unknown, RegExp]>([
		['Judge', 'atLeast', 'O', /^Judge cannot be compared$/],
		['Judge', 'is', '={{ "" }}', /^The condition on Judge is empty$/],
		['Number of Witnesses', '={{ ">" }}', '4', /^Operator cannot be ">"$/],
		['Urgency', 'is', 'Whenever', /^Urgency has no option/],
		['Number of Witnesses', 'atLeast', 'many', /is not a number/],
	])('%s %s %s is refused: it would list other matters', async (name, operator, value, message) => {
		const { error } = await found([[name, operator, value]]);
		expect(error?.message).toMatch(message);
		expect(firm().asked('matters')).toEqual([]);
	});
});

describe('the columns of the mapper', () => {
	const columns = async (method: string, resource = 'matter') => {
		const { fields } = (await loadOptions(firm().sandbox, { resource }, (methods, context) =>
			methods.resourceMapping![method].call(context),
		)) as { fields: ResourceMapperField[] };
		return Object.fromEntries(fields.map((one) => [one.id, one]));
	};
	const ofMatters = () =>
		firm()
			.all('custom_fields')
			.filter((one) => one.parent_type === 'Matter');

	test('are the fields of matters with their types, the options and what is required', async () => {
		const found = await columns('customFieldColumns');
		expect(Object.keys(found).sort()).toEqual(
			ofMatters()
				.map(({ id }) => String(id))
				.sort(),
		);
		const of = (name: string) => found[firm().field(name).id];
		expect(of('Judge')).toMatchObject({ displayName: 'Judge', type: 'string', required: false });
		expect(of('Incident Date').type).toBe('dateTime');
		expect(of('Claim value').type).toBe('number');
		expect(of('Conflict Checked').type).toBe('boolean');
		expect(of('Opposing Party').displayName).toBe('Opposing Party (contact)');
		expect(of('Referral Source')).toMatchObject({
			type: 'options',
			required: true,
			removed: false,
		});
		expect(of('Urgency').options?.map(({ name }) => name)).toEqual(
			(firm().field('Urgency').picklist_options as any[]).map(({ option }) => option),
		);
	});

	test('show no checkbox by themselves: n8n would fill it in with "no"', async () => {
		const shown = Object.values(await columns('customFieldColumns')).filter((one) => !one.removed);
		expect(shown.length).toBeGreaterThan(5);
		expect(shown.filter(({ type, required }) => type === 'boolean' && !required)).toEqual([]);
	});

	test('show nothing by themselves in a change, and require nothing', async () => {
		const found = Object.values(await columns('customFieldChangeColumns', 'contact'));
		expect(found.length).toBeGreaterThan(5);
		expect(found.filter(({ removed, required }) => !removed || required)).toEqual([]);
	});

	test('say what to do in a node that has no connection yet', async () => {
		const answer = await loadOptions(firm().sandbox, { resource: 'matter' }, (methods, context) => {
			(context.getNode as unknown) = () => ({ name: 'Clio' });
			return methods.resourceMapping!.customFieldColumns.call(context);
		});
		expect(answer).toEqual({
			fields: [],
			emptyFieldsNotice: expect.stringContaining('open it again'),
		});
	});

	test('say so if the firm has none', async () => {
		const { store } = firm().sandbox;
		for (const { id } of [...store.all('custom_fields')]) store.remove('custom_fields', id);
		const answer = await loadOptions(firm().sandbox, { resource: 'matter' }, (methods, context) =>
			methods.resourceMapping!.customFieldChangeColumns.call(context),
		);
		expect(answer).toEqual({
			fields: [],
			emptyFieldsNotice: expect.stringContaining('no custom fields'),
		});
	});
});

test('without the permission Custom fields, an option is shown by its id, and a hint says why', async () => {
	const matter = firm().all('matters')[0];
	const option = firm().option('Urgency', 'High');
	await firm().run('matter', 'update', {
		matterId: choose(matter.id),
		matterCustomFieldChanges: firm().mapped({ Urgency: 'High' }),
	});
	firm().sandbox.withhold('Custom fields');
	const { json, task, error } = await firm().run('matter', 'get', { matterId: choose(matter.id) });
	expect(error).toBeUndefined();
	expect((json[0].customFields as Record<string, unknown>).Urgency).toBe(option);
	expect(JSON.stringify(task?.hints)).toMatch(/may not read them: Custom fields/);
});
