import { checkHome, recordId, typedId, wireId } from '../../clio/ids';
import { placeOf } from '../../clio/regions';
import { resources } from '../../clio/resources';
import { refusal } from './fake.cts';

const { calendarEntry, contact, matter } = resources;

describe('the id of a record', () => {
	it.each([
		[12, '12'],
		['12', '12'],
		[' 12 ', '12'],
		['9223372036854775807', '9223372036854775807'],
		['https://app.clio.com/nc/#/matters/12', '12'],
		['https://eu.app.clio.com/nc/#/matters/12', '12'],
		['https://app.clio.com/nc/#/matters/12/', '12'],
		['https://app.clio.com/nc/#/matters/12/tasks?status=open', '12'],
		['https://app.clio.com/nc/#/matters/12#notes', '12'],
		['https://app.clio.com/api/v4/matters/12.json', '12'],
	])('%p is %s', (given, id) => {
		expect(recordId(matter, given)).toBe(id);
	});

	it.each([
		'12abc',
		'abc',
		0,
		'0',
		'012',
		-5,
		1.5,
		'1e3',
		'1,2',
		'12 13',
		true,
		{},
		'../users/1',
		'12?x=1',
		'Matter:12',
		'https://app.clio.com/nc/#/matters',
		'https://app.clio.com/nc/#/matters/new',
		'https://app.clio.com/nc/#/matters/12abc',
		'https://app.clio.com/nc/#/contacts/12',
	])('%p is not one', async (given) => {
		const { message, advice } = await refusal(() => recordId(matter, given));
		expect(message).toBe(`"${String(given)}" is not the ID of a matter`);
		expect(advice).toContain('link');
	});

	it.each(['', '  ', null, undefined])('%p is missing', async (given) => {
		expect((await refusal(() => recordId(matter, given))).message).toBe('The matter is missing');
	});

	it('of an occurrence of a repeating event has text in it', () => {
		expect(recordId(calendarEntry, '12-20260131T090000Z')).toBe('12-20260131T090000Z');
		expect(recordId(contact, 12)).toBe('12');
	});

	it.each(['../1', 'a b', 'x?y'])('of an event leads nowhere else: %p', async (given) => {
		expect((await refusal(() => recordId(calendarEntry, given))).reason).toBe('badInput');
	});
});

describe('a link', () => {
	const eu = placeOf({ region: 'eu' });

	it.each([
		'https://eu.app.clio.com/nc/#/matters/12',
		' HTTPS://EU.app.clio.com/nc/#/matters/12 ',
		'eu.app.clio.com/nc/#/matters/12',
		'Contact:https://eu.app.clio.com/nc/#/contacts/12',
		'/nc/#/matters/12',
		'12',
		'Contact:12',
		12,
	])('%p is of the connected Clio', (given) => {
		expect(() => checkHome(given, eu)).not.toThrow();
	});

	it.each([
		'https://app.clio.com/nc/#/matters/12',
		'app.clio.com/nc/#/matters/12',
		'https://crm.example/contacts/12',
		'Contact:https://crm.example/contacts/12',
		'https://eu.app.clio.com@crm.example/contacts/12',
		'https://eu.app.clio.com:8443/nc/#/matters/12',
	])('%p is of another site or region', async (given) => {
		const { message, advice } = await refusal(() => checkHome(given, eu));
		expect(message).toMatch(/^The link leads to \S+, not to the Clio of this credential$/);
		expect(advice).toContain('Europe (https://eu.app.clio.com)');
	});
});

it.each([
	['12', 12],
	['9007199254740991', Number.MAX_SAFE_INTEGER],
	['9007199254740993', '9007199254740993'],
	['12-20260131', '12-20260131'],
])('id %s goes into a body as %p', (id, wire) => {
	expect(wireId(id)).toBe(wire);
});

describe('one of several kinds of record', () => {
	it.each([
		[12, 'User', '12'],
		['User:12', 'User', '12'],
		['Contact:12', 'Contact', '12'],
		['contact: 12', 'Contact', '12'],
		['https://app.clio.com/nc/#/contacts/12', 'Contact', '12'],
		['https://ca.app.clio.com/nc/#/users/12', 'User', '12'],
		['Contact:https://app.clio.com/nc/#/contacts/12', 'Contact', '12'],
	])('%p is %s %s', (given, type, id) => {
		expect(typedId(['user', 'contact'], given)).toEqual({ type, id });
	});

	it.each(['Matter:12', 'Contact:', 'Contact:x', '', 'https://app.clio.com/nc/#/matters/12'])(
		'%p is none of them',
		async (given) => {
			expect((await refusal(() => typedId(['user', 'contact'], given))).reason).toBe('badInput');
		},
	);
});

test('a message has the right article', () => {
	expect(() => recordId(resources.expense, '1.5')).toThrow('is not the ID of an expense');
	expect(() => recordId(resources.user, '1.5')).toThrow('is not the ID of a user');
});
