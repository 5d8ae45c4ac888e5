import { hasFields } from '../../clio/facts';
import {
	withoutField,
	allFields,
	checkedFields,
	chosenFields,
	fieldsForPaths,
} from '../../clio/fields';
import { resources } from '../../clio/resources';
import { refusal } from './fake.cts';

const { matter, task } = resources;

it('everything of a record includes the plain values of the records in it', () => {
	const fields = allFields(task).split(/,(?![^{]*\})/);
	expect(fields).toEqual(
		expect.arrayContaining([
			'id',
			'due_at',
			'reminders{id,etag,duration,next_delivery_at,state,created_at,updated_at}',
		]),
	);
});

it.each(Object.values(resources).filter(hasFields))(
	'everything of a $name passes the check for typed lists',
	(resource) => {
		const fields = allFields(resource);
		expect(checkedFields(resource, fields)).toBe(fields);
	},
);

it('a choice of names gets the id first, once, and records with their plain values', () => {
	expect(chosenFields(matter, ['description', 'id', 'matter_stage'])).toBe(
		'id,description,matter_stage{id,etag,practice_area_id,name,order,created_at,updated_at}',
	);
	expect(chosenFields(matter, [])).toBe('id');
});

it('paths into records are gathered in braces', () => {
	expect(fieldsForPaths(['id', 'client.name', 'status', 'client.id'])).toBe(
		'id,client{name,id},status',
	);
});

describe('a list typed by hand', () => {
	it.each([
		['id', 'id'],
		[' id , etag ', 'id,etag'],
		['id,\n\tclient { id, name }', 'id,client{id,name}'],
		[',id,etag,', 'id,etag'],
		['client', 'client'],
		['client{id},practice_area{name},status', 'client{id},practice_area{name},status'],
	])('%j is sent as %s', (typed, sent) => {
		expect(checkedFields(matter, typed)).toBe(sent);
	});

	it.each([
		['', 'The list of fields is empty'],
		[' , ', 'The list of fields is empty'],
		['id,descripton', 'Matter has no field "descripton"'],
		['ID', 'Matter has no field "ID"'],
		['constructor', 'Matter has no field "constructor"'],
		['client{id,nome}', 'client has no field "nome"'],
		['client{}', 'client has no field ""'],
		['status{id}', 'status has no fields of its own'],
		['client{id,company{id}}', 'The list of fields has braces within braces'],
		['client{id', 'The braces or commas in the list of fields do not fit together'],
		['client}', 'The braces or commas in the list of fields do not fit together'],
		['{id}', 'The braces or commas in the list of fields do not fit together'],
		['id,,etag', 'The braces or commas in the list of fields do not fit together'],
		['client{id}name', 'The braces or commas in the list of fields do not fit together'],
	])('%j is refused: %s', async (typed, message) => {
		const error = await refusal(() => checkedFields(matter, typed));
		expect([error.reason, error.message]).toEqual(['badInput', message]);
		expect(error.advice).not.toBe('');
	});
});

describe('a name that Clio refuses', () => {
	it.each([
		['id,name,client{id,name}', 'name', 'id,client{id,name}'],
		['id,client{id,name}', 'name', 'id,client{id}'],
		['id,client{id,name}', 'client', 'id'],
		['id,client{name}', 'name', 'id'],
		['id,client{id}', 'else', undefined],
		['id', 'id', undefined],
	])('%s without %s is %s', (list, refused, rest) => {
		expect(withoutField(list, refused)).toBe(rest);
	});
});
