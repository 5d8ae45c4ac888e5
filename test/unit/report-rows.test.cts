import { rowsOf } from '../../clio/files/rows';
import { ClioError } from '../../clio/errors';

/** What the items of a report are. What Clio's own look like inside is not known: whatever is CSV or JSON is read. */
describe('of CSV', () => {
	const rows = rowsOf('csv');

	it('the first line names the columns, and all values are text as Clio writes it', () => {
		expect(rows('Matter,Total,Zip\r\n00001-Fox,1234.50,00501\r\n00002-Kaur,,2\r\n')).toEqual([
			{ Matter: '00001-Fox', Total: '1234.50', Zip: '00501' },
			{ Matter: '00002-Kaur', Total: '', Zip: '2' },
		]);
	});

	it.each([
		['commas', 'A,B\n"Fox, Ida",2', [{ A: 'Fox, Ida', B: '2' }]],
		['quotes', 'A,B\n"the ""Oak"" case",2', [{ A: 'the "Oak" case', B: '2' }]],
		['line breaks', 'A,B\r\n"one\r\ntwo",2\r\n', [{ A: 'one\r\ntwo', B: '2' }]],
		['a name with a comma', '"Fox, Ida",B\n1,2', [{ 'Fox, Ida': '1', B: '2' }]],
		['a byte order mark', '\uFEFFA,B\n1,2', [{ A: '1', B: '2' }]],
		['a byte order mark before quotes', '\uFEFF"A","B"\n"1","2"', [{ A: '1', B: '2' }]],
		['columns of the same name', 'A,A,A\n1,2,3', [{ A: '1', 'A 2': '2', 'A 3': '3' }]],
		[
			'the name of one that was told apart',
			'A,A,A 2\n1,2,3',
			[{ A: '1', 'A 2': '2', 'A 2 2': '3' }],
		],
		['the same, first', 'A 2,A,A\n1,2,3', [{ 'A 2': '1', A: '2', 'A 3': '3' }]],
		['a column without name', 'A,,C\n1,2,3', [{ A: '1', 'Column 2': '2', C: '3' }]],
		['spaces around a name', ' A , B\n 1 ,2', [{ A: ' 1 ', B: '2' }]],
		['more cells than names', 'A,B\n1,2,3', [{ A: '1', B: '2', 'Column 3': '3' }]],
		['fewer cells than names', 'A,B,C\n1', [{ A: '1' }]],
		[
			'an empty cell at the end',
			'A,B\n1,\n2,',
			[
				{ A: '1', B: '' },
				{ A: '2', B: '' },
			],
		],
		['empty lines', 'A,B\n\n1,2\n , \n\n', [{ A: '1', B: '2' }]],
		['empty lines above the names', '\n\r\nA,B\n1,2', [{ A: '1', B: '2' }]],
		[
			'line breaks of old Macs',
			'A,B\r1,2\r3,4',
			[
				{ A: '1', B: '2' },
				{ A: '3', B: '4' },
			],
		],
		['a quote within a plain cell', 'A,B\n5" pipe,2', [{ A: '5" pipe', B: '2' }]],
		['one column', 'A\n1\n2', [{ A: '1' }, { A: '2' }]],
		[
			'a column that JavaScript keeps for itself',
			'__proto__,B\n1,2',
			[JSON.parse('{"__proto__":"1","B":"2"}')],
		],
		['names alone', 'A,B\r\n', []],
		['nothing', '', []],
	])('%s', (_, text, expected) => {
		expect(rows(text)).toEqual(expected);
	});

	it('a quote that is never closed is told', () => {
		expect(() => rows('A,B\n"Fox,2\n3,4')).toThrow(ClioError);
		expect(() => rows('A,B\n"Fox,2\n3,4')).toThrow('The report is no CSV');
	});

	it('a cell of some megabytes is a cell', () => {
		const long = 'He said ""yes"", twice.\n'.repeat(200_000);
		expect(rows(`A,B\n"${long}",2`)).toEqual([{ A: long.replaceAll('""', '"'), B: '2' }]);
	});

	it('a hundred thousand lines take a moment', () => {
		const line = '"Fox, Ida",00001-Fox,1234.50,"a ""quoted"" word"\r\n';
		const start = Date.now();
		expect(rows(`A,B,C,D\r\n${line.repeat(100_000)}`)).toHaveLength(100_000);
		expect(Date.now() - start).toBeLessThan(5_000);
	});
});

describe('of JSON', () => {
	const rows = (value: unknown) => rowsOf('json')(JSON.stringify(value));

	it.each([
		['a list of records', [{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 2 }]],
		['a list within a record', { data: [{ a: 1 }] }, [{ a: 1 }]],
		['a list beside other values', { name: 'Revenue', rows: [{ a: 1 }] }, [{ a: 1 }]],
		['two lists: the whole is one', { a: [1], b: [2] }, [{ a: [1], b: [2] }]],
		['a record', { total: 5 }, [{ total: 5 }]],
		['a list of values', ['a', 5, null], [{ value: 'a' }, { value: 5 }, { value: null }]],
		[
			'a list of lists',
			[
				['a', 1],
				['b', 2],
			],
			[{ value: ['a', 1] }, { value: ['b', 2] }],
		],
		['an empty list', [], []],
		['an empty list within a record', { data: [] }, []],
		['one value', 5, [{ value: 5 }]],
	])('%s', (_, value, expected) => {
		expect(rows(value)).toEqual(expected);
	});

	it('a byte order mark is no part of it', () => {
		expect(rowsOf('json')('\uFEFF[{"a":1}]')).toEqual([{ a: 1 }]);
	});

	it('what is no JSON is told', () => {
		expect(() => rowsOf('json')('<html>')).toThrow('The report is no JSON');
	});
});

it.each(['pdf', 'xlsx', 'html', 'zip'])('a report in %s has none', (format) => {
	expect(() => rowsOf(format)).toThrow(`A report in ${format.toUpperCase()} has no rows`);
});
