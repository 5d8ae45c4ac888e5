import { fromAi, useAsTool } from './agent.cts';
import { choose } from './engine.cts';
import { ownFirm } from './kit.cts';

/** An AI agent fills the form: all it says is text, and what it does not know it leaves empty. */
const firm = ownFirm();

const use = (resource: string, operation: string, parameters: object, ...calls: object[]) =>
	useAsTool(
		{ sandbox: firm().sandbox },
		{ resource, operation, ...parameters },
		...(calls as any[]),
	);

const aMatter = () => firm().all('matters')[3];
const newest = (path: string) => firm().all(path).at(-1)!;

describe('an agent', () => {
	test('finds a matter by its words', async () => {
		const { display_number, id } = aMatter();
		const parameters = { findBy: fromAi('by'), findValue: fromAi('value') };
		const { answers, failed } = await use('matter', 'find', parameters, {
			by: 'Number',
			value: display_number,
		});
		expect(failed).toBeUndefined();
		expect(answers[0]).toEqual([expect.objectContaining({ found: true, id })]);
	});

	test('is told when there is none, not given something else', async () => {
		const parameters = { findBy: 'clientEmail', findValue: fromAi('value'), ifNone: 'passOn' };
		const { answers } = await use('matter', 'find', parameters, { value: 'nobody@else.example' });
		expect(answers[0]).toEqual([expect.objectContaining({ found: false })]);
	});

	test('that says nothing to look for is refused, not given the newest of all', async () => {
		const parameters = { findBy: 'clientEmail', findValue: fromAi('value') };
		const { answers, failed } = await use('matter', 'find', parameters, { value: '' });
		expect(answers).toEqual([]);
		expect(failed).toMatch(/Value is empty/);
		expect(firm().sandbox.requests).toHaveLength(0);
	});

	test('enters time with numbers, switches and names as text', async () => {
		const { display_number, id } = aMatter();
		const parameters = {
			matter: choose(fromAi('matter'), 'name'),
			duration: fromAi('hours'),
			note: fromAi('note'),
			billing: fromAi('billing'),
			fields: { price: fromAi('rate') },
		};
		const { failed } = await use('timeEntry', 'create', parameters, {
			matter: display_number,
			hours: '1:30',
			note: 'Call with the other side',
			billing: 'Non-Billable',
			rate: '250',
		});
		expect(failed).toBeUndefined();
		expect(firm().sent).toHaveLength(1);
		expect(firm().sent[0]).toMatchObject({
			matter: { id },
			quantity: 5400,
			note: 'Call with the other side',
			non_billable: true,
			price: 250,
		});
	});

	test('changes only what it has a value for', async () => {
		const { id } = aMatter();
		const before = { ...firm().get('matters', id) };
		const parameters = {
			matterId: choose(fromAi('matter')),
			fields: {
				description: fromAi('description'),
				client_reference: fromAi('reference'),
				open_date: fromAi('opened'),
				responsible_attorney: choose(fromAi('attorney'), 'name'),
				billable: fromAi('billable'),
			},
		};
		const { failed } = await use('matter', 'update', parameters, {
			matter: String(id),
			description: 'Sale of 12 Harbour Street',
			reference: '',
			opened: '',
			attorney: '',
			billable: '',
		});
		expect(failed).toBeUndefined();
		expect(firm().sent).toEqual([{ description: 'Sale of 12 Harbour Street' }]);
		expect(firm().get('matters', id).client_reference).toBe(before.client_reference);
	});

	test('sets custom fields by name, with numbers, switches and options as text', async () => {
		const { id } = aMatter();
		const [option] = firm().field('Urgency').picklist_options as any[];
		const parameters = {
			matterId: choose(String(id)),
			matterCustomFieldChanges: {
				mappingMode: 'defineBelow',
				value: {
					'Number of Witnesses': fromAi('witnesses'),
					Confidential: fromAi('confidential'),
					Urgency: fromAi('urgency'),
					Judge: fromAi('judge'),
				},
				schema: [],
			},
		};
		const { Judge } = firm().stored('matters', id);
		const { failed } = await use('matter', 'update', parameters, {
			witnesses: '3',
			confidential: 'TRUE',
			urgency: String(option.option).toLowerCase(),
			judge: '',
		});
		expect(failed).toBeUndefined();
		expect(firm().stored('matters', id)).toMatchObject({
			'Number of Witnesses': 3,
			Confidential: true,
			Urgency: option.id,
			...(Judge === undefined ? {} : { Judge }),
		});
	});

	test('creates or updates a contact, the second time the same', async () => {
		const parameters = {
			matchBy: 'email',
			type: fromAi('type'),
			first_name: fromAi('first'),
			last_name: fromAi('last'),
			email: fromAi('email'),
			phone: fromAi('phone'),
		};
		const words = { type: 'Person', first: 'Asha', last: 'Kaur', email: 'asha@kaur.example' };
		const { answers, failed } = await use(
			'contact',
			'upsert',
			parameters,
			{ ...words, phone: '416 555 0142' },
			{ ...words, phone: '' },
		);
		expect(failed).toBeUndefined();
		expect(answers.flat().map(({ wasCreated }) => wasCreated)).toEqual([true, false]);
		expect(firm().sent).toHaveLength(1);
		expect(newest('contacts').phone_numbers).toHaveLength(1);
	});

	test('checks several names, however it writes a list', async () => {
		const [{ name }] = firm().all('contacts');
		const both = [String(name), 'Zelda Quackenbush'];
		const parameters = { names: fromAi('names') };
		const { answers, failed } = await use(
			'contact',
			'checkConflicts',
			parameters,
			{ names: both.join('\n') },
			{ names: both.join('; ') },
			{ names: JSON.stringify(both) },
		);
		expect(failed).toBeUndefined();
		for (const answer of answers) {
			expect(answer.map((one) => one.name)).toEqual(both);
			expect(answer.map((one) => one.possibleConflict)).toEqual([true, false]);
		}
		expect(answers).toHaveLength(3);
		const broken = await use('contact', 'checkConflicts', parameters, { names: `["${name}"` });
		expect(broken.failed).toMatch(/not a list that can be read/);
	});

	test('sends a request of its own: JSON as text, switches as text', async () => {
		const { id } = aMatter();
		const parameters = {
			method: fromAi('method'),
			path: fromAi('path'),
			body: fromAi('body'),
			paginate: fromAi('all'),
			returnAll: fromAi('all'),
		};
		const { answers, failed } = await use(
			'apiRequest',
			'request',
			parameters,
			{ method: 'GET', path: 'matters?fields=id&limit=5', body: '', all: 'true' },
			{ method: 'PATCH', path: `matters/${id}`, body: '{"description": "New"}', all: '' },
		);
		expect(failed).toBeUndefined();
		expect(answers[0]).toHaveLength(firm().all('matters').length);
		expect(firm().get('matters', id).description).toBe('New');
	});

	test('lists with limits and switches as text', async () => {
		const parameters = {
			returnAll: fromAi('all'),
			limit: fromAi('limit'),
			filters: { status: fromAi('status') },
		};
		for (const { id } of firm().all('matters')) firm().change('matters', id, { status: 'open' });
		const all = firm().all('matters').length;
		const { answers, failed } = await use(
			'matter',
			'getAll',
			parameters,
			{ all: 'false', limit: '3', status: 'OPEN' },
			{ all: 'TRUE', limit: '', status: 'Open' },
		);
		expect(failed).toBeUndefined();
		expect(answers.map((one) => one.length)).toEqual([3, all]);
	});

	test('gives JSON text where the form has a list', async () => {
		const parameters = {
			name: fromAi('name'),
			matter: choose(String(aMatter().id)),
			due: 'onDate',
			due_at: fromAi('due'),
			fields: { additionalJson: fromAi('more') },
		};
		const { failed } = await use('task', 'create', parameters, {
			name: 'Call the court',
			due: '2031-02-03',
			more: '{"priority": "High"}',
		});
		expect(failed).toBeUndefined();
		expect(newest('tasks')).toMatchObject({ name: 'Call the court', due_at: '2031-02-03' });
	});

	test('that says words for a number is told, and nothing is sent', async () => {
		const parameters = {
			matter: choose(String(aMatter().id)),
			duration: fromAi('hours'),
			fields: { price: fromAi('rate') },
		};
		const vague = await use('timeEntry', 'create', parameters, { hours: 'about two', rate: '250' });
		expect(vague.failed).toMatch(/Duration is not a length of time: "about two"/);
		const usual = await use('timeEntry', 'create', parameters, { hours: '2', rate: 'the usual' });
		expect(usual.failed).toMatch(/Rate is not a number: "the usual"/);
		expect(firm().writes).toEqual([]);
	});

	test('cannot write through a read-only credential', async () => {
		const { sandbox } = firm();
		const { failed } = await useAsTool(
			{ sandbox, credential: { access: 'readOnly' } },
			{ resource: 'apiRequest', operation: 'request', method: fromAi('m'), path: fromAi('p') },
			{ m: 'DELETE', p: `matters/${aMatter().id}` },
		);
		expect(failed).toMatch(/may only read, so nothing was sent/);
		expect(sandbox.requests).toHaveLength(0);
	});
});
