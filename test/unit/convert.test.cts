import { isEmpty, toReference, toWire } from '../../clio/convert';
import { nameOf, titleCase } from '../../clio/facts';
import {
	choice,
	choices,
	day,
	duration,
	ids,
	json,
	longText,
	moment,
	number,
	raw,
	text,
	yesNo,
	type Field,
} from '../../clio/resources/vocabulary';
import { refusal } from './fake.cts';

it.each([undefined, null, '', ' ', []])('%p is nothing entered', (value) => {
	expect(isEmpty(value)).toBe(true);
});

it.each([0, false, [''], {}])('%p is something entered', (value) => {
	expect(isEmpty(value)).toBe(false);
});

it.each([
	['open_date', 'Open Date'],
	['id', 'ID'],
	['matter_id', 'Matter ID'],
	['_destroy', 'Destroy'],
])('%s reads %s in a form', (key, name) => {
	expect(titleCase(key)).toBe(name);
	expect(nameOf(key, text({ label: 'Own Name' }))).toBe('Own Name');
});

describe('a text that Clio would refuse', () => {
	const label = text({ shortest: 6, longest: 12 });
	const convert = (field: Field, value: unknown) => toWire(field, value, 'Label', 'UTC');
	const refused = async (work: () => unknown) => {
		const { message, advice } = await refusal(work);
		return [message, advice];
	};

	it.each(['Intake', 'Start Intake', 'Fälle öffne', '📞📞📞📞📞📞📞📞📞📞📞📞'])(
		'is not %s',
		(value) => {
			expect(convert(label, value)).toBe(value);
		},
	);

	it('is too long: it says how long it is and may be, and how to shorten it', async () => {
		expect(await refused(() => convert(label, 'Start the intake'))).toEqual([
			'Label has 16 characters, Clio takes 12 at most',
			'Shorten it, or keep only the beginning: put .slice(0, 12) behind the value in the expression.',
		]);
	});

	it('is too short', async () => {
		expect(await refused(() => convert(label, 'Start'))).toEqual([
			'Label has 5 characters, Clio wants at least 6',
			'"Start" is too short: write a few words more.',
		]);
	});

	it('is too long as a text of several lines, too', () => {
		expect(() => convert(longText({ longest: 3 }), 'a\n\nb')).toThrow('Label has 4 characters');
		expect(convert(longText({ longest: 4 }), 'a\n\nb')).toBe('a\n\nb');
	});

	it.each([
		'https://example.com',
		'HTTPS://Example.com/contact?from=ad#top',
		'https://localhost:5678/webhook/5',
		' https://example.com/a ',
	])('is not the address %s', (value) => {
		expect(convert(text({ isAddress: 'https' }), value)).toBe(value.trim());
		expect(convert(text({ isAddress: 'any' }), value)).toBe(value.trim());
	});

	it('is an address without https, where that is wanted', async () => {
		const value = 'http://example.com/contact';
		expect(convert(text({ isAddress: 'any' }), value)).toBe(value);
		expect(await refused(() => convert(text({ isAddress: 'https' }), value))).toEqual([
			'Label does not begin with https://: "http://example.com/contact"',
			'Clio takes encrypted addresses only. Use the https:// address of the page.',
		]);
	});

	it.each([
		'example.com',
		'Phone call',
		'https://',
		'https:// example.com',
		'ftp://example.com',
		'https://example.com/two words',
	])('is no address at all: %s', async (value) => {
		for (const isAddress of ['https', 'any'] as const)
			expect(await refused(() => convert(text({ isAddress }), value))).toEqual([
				`Label is not a web address: "${value}"`,
				'Write it in full, with https:// in front and no blanks in it, e.g. https://www.example.com/contact.',
			]);
	});
});

const statuses = { open: 'Open', in_review: 'In Review' };

it.each([
	[text(), 12, '12'],
	[longText(), 'two\nlines', 'two\nlines'],
	[number(), '12.50', 12.5],
	[number(), 0, 0],
	[number(), ' -3 ', -3],
	[yesNo(), false, false],
	[yesNo(), 'TRUE', true],
	[yesNo(), ' true ', true],
	[yesNo(), 'false', false],
	[choice(statuses), 'OPEN', 'open'],
	[choice(statuses), ' in review ', 'in_review'],
	[choices(statuses), 'Open', ['open']],
	[choices(statuses), 'open, in_review', ['open', 'in_review']],
	[choices(statuses), ['open', 'In Review'], ['open', 'in_review']],
	[ids(), '1,2', ['1', '2']],
	[ids(), 5, ['5']],
	[ids({ most: 2 }), '1, 2', ['1', '2']],
	[day(), '2026-01-31', '2026-01-31'],
	[moment(), '2026-01-31T09:00', '2026-01-31T09:00:00.000Z'],
	[duration(), '1:30', 5_400],
	[raw(), { any: ['thing'] }, { any: ['thing'] }],
	[json(), ' {"group_by": "client"} ', { group_by: 'client' }],
	[json(), { group_by: 'client' }, { group_by: 'client' }],
])('%j takes %j as %j', (field, value, wire) => {
	expect(toWire(field, value, 'Value', 'UTC')).toEqual(wire);
});

it.each([
	[number(), '1,5', 'Value is not a number: "1,5"'],
	[number(), ' ', 'Value is not a number: " "'],
	[number(), '0x10', 'Value is not a number: "0x10"'],
	[number(), 1e300, 'Value is not a number: "1e+300"'],
	[number(), 'Infinity', 'Value is not a number: "Infinity"'],
	[number(), true, 'Value is not a number: "true"'],
	[yesNo(), 'yes', 'Value is neither true nor false: "yes"'],
	[yesNo(), 1, 'Value is neither true nor false: "1"'],
	[choice(statuses), 'closed', 'Value cannot be "closed"'],
	[choices(statuses), ['open', ''], 'Value cannot be ""'],
	[ids(), ' , ', 'Value has something that is not an ID: " , "'],
	[ids(), Array(201).fill(5), 'Value has more than 200 IDs'],
	[ids({ most: 2 }), '1, 2, 3', 'Value has more than 2 IDs'],
	[ids(), '1;2', 'Value has something that is not an ID: "1;2"'],
	[text(), { name: 'x' }, 'Value is an object or a list, not text'],
	[json(), 'by client', 'Value is not a JSON object'],
	[json(), '[1]', 'Value is not a JSON object'],
	[text(), ['a', 'b'], 'Value is an object or a list, not text'],
])('%j refuses %j: %s', async (field, value, message) => {
	const error = await refusal(() => toWire(field, value, 'Value', 'UTC'));
	expect([error.reason, error.message]).toEqual(['badInput', message]);
});

it.each([
	[['matter'], '12', { id: 12 }],
	[['user', 'contact'], 'Contact:12', { id: 12, type: 'Contact' }],
	[['calendarEntry'], '12-20260131', { id: '12-20260131' }],
	[['currency'], '12', { id: 12 }],
])('a reference to %p is written as its id, with the type where it can vary', (to, value, wire) => {
	expect(toReference(to, value)).toEqual(wire);
});
