import {
	contactSearches,
	isMentioned,
	isSameParty,
	partyOf,
	textSearches,
} from '../../clio/parties';

const same = (asked: string, stored: string): boolean => isSameParty(partyOf(asked), stored);
const mentioned = (asked: string, text: string): boolean => isMentioned(partyOf(asked), text);

describe('two names are the same party', () => {
	it.each([
		['Smith, John', 'John Smith'],
		['john smith', 'JOHN SMITH'],
		['John Smith', 'John A. Smith'],
		['John A. Smith', 'John Smith'],
		['John Quincy Adams', 'John Q. Adams'],
		['J. Lee', 'Jonathan Lee'],
		['Jonathan Lee', 'J Lee'],
		['John Smith', 'Smith'],
		['John Quincy Adams', 'John Adams'],
		['Mr. John Smith Jr.', 'John Smith'],
		['Smith, John, Jr.', 'Dr. John Smith, MD'],
		['Smith, John Jr.', 'John Smith'],
		['José García-López', 'Jose Garcia Lopez'],
		['Søren Łukasz', 'Soren Lukasz'],
		['Pat O’Brien', "Pat O'Brien"],
		['Pat OBrien', "O'Brien, Pat"],
		['Ahmad Al-Rashid', 'Ahmad Alrashid'],
		['Acme Inc.', 'ACME, LLC'],
		['Acme', 'Acme Trading Ltd.'],
		['Acme L.L.C.', 'Acme Limited'],
		['Acme Co., Ltd.', 'The Acme Company'],
		['Smith & Jones LLP', 'Smith and Jones'],
		['Jones, Smith LLP', 'Smith, Jones & Company'],
		['AT&T Inc.', 'AT and T'],
		['H&M', 'H & M LLC'],
		['A & B Plumbing', 'AB Plumbing Inc'],
		['J.P. Morgan', 'JP Morgan Corp.'],
		['3M', '3M Company'],
		['Madonna', 'Madonna'],
		['Maria Sá', 'Maria Sá'],
	])('%s and %s', (asked, stored) => {
		expect(same(asked, stored)).toBe(true);
	});

	it.each([
		['John Smith', 'Mary Smith'],
		['John Smith', 'John Smithson'],
		['John A. Smith', 'John B. Smith'],
		['Tom Jones', 'J. Jones'],
		['J. Lee', 'Mary Lee'],
		['Acme Trading LLC', 'Acme Holdings LLC'],
		['Maria Sá', 'Maria Lopez'],
		['JD Smith', 'Mary Smith'],
		['John Smith', ''],
		['John Smith', 'J'],
		['Inc Magazine', 'Wine Magazine Inc.'],
	])('but not %s and %s', (asked, stored) => {
		expect(same(asked, stored)).toBe(false);
	});
});

describe('a party is mentioned in a text', () => {
	it.each([
		['John Smith', 'Dispute with John Smith over a fence'],
		['John Smith', 'Okafor v. SMITH, JOHN'],
		['John Smith', 'John and Mary Smith’s lease'],
		['John A. Smith', 'call from John Smith.'],
		['John Quincy Adams', 'see John Adams'],
		['Acme Trading LLC', '<p>Merger of <b>Acme</b>&nbsp;Trading, Inc.</p>'],
		['José García', '<p>Jos&eacute; Garcia called</p>'],
		['AT&T', 'claim against AT&amp;T'],
		['H&M', 'the H & M store'],
		["Pat O'Brien", 'pat obrien asked for it'],
		['Acme', 'Acme.'],
	])('%s in "%s"', (asked, text) => {
		expect(mentioned(asked, text)).toBe(true);
	});

	it.each([
		[
			'John Smith',
			'John Doe came at nine with his daughter and her husband. Later Mary Smith called',
		],
		['John Smith', 'Smithson, John'],
		['Acme Trading LLC', 'Trading of shares'],
		['John Smith', ''],
	])('%s not in "%s"', (asked, text) => {
		expect(mentioned(asked, text)).toBe(false);
	});

	it('whatever stands far away from it', () => {
		const rest = 'word '.repeat(5_000);
		expect(mentioned('John Smith', `${rest} John Smith ${rest}`)).toBe(true);
		expect(mentioned('John Smith', `John ${rest} Smith`)).toBe(false);
	});
});

describe('what is searched', () => {
	it.each([
		['John Smith', ['John', 'Smith'], ['Smith']],
		['Smith, Jonathan', ['Jonathan', 'Smith'], ['Jonathan']],
		['Daniel Kim', ['Daniel', 'Kim'], ['Daniel']],
		['J. Lee', ['Lee'], ['Lee']],
		['Northgate Holdings', ['Northgate', 'Holdings'], ['Northgate']],
		['Acme Refrigeration LLC', ['Acme', 'Refrigeration'], ['Refrigeration']],
		['Ann and Robert Miller', ['Ann', 'Robert', 'Miller'], ['Miller']],
		['Jonathan & Mary Smith', ['Jonathan', 'Mary', 'Smith'], ['Jonathan']],
		['The Estate of Wei Ng', ['Wei', 'Ng'], ['Wei']],
		['H & M Hennes', ['Hennes', 'h&m', 'h & m', 'hm'], ['Hennes']],
		['Smith & Jones LLP', ['Smith', 'Jones'], ['Jones']],
		['José García', ['José', 'Jose', 'García', 'Garcia'], ['García', 'Garcia']],
		["Pat O'Brien", ['Pat', 'Brien', "O'Brien"], ['Brien', "O'Brien"]],
		['H & M', ['h&m', 'h & m', 'hm'], ['h&m', 'h & m', 'hm']],
	])('%s', (name, contacts, texts) => {
		expect(contactSearches(partyOf(name))).toEqual(contacts);
		expect(textSearches(partyOf(name))).toEqual(texts);
	});
});

it.each(['X', 'J.', 'Inc.', 'L.L.C.', 'Co., Ltd.', '&', 'The', ' ', '...', ''])(
	'"%s" is too short to be checked',
	(name) => {
		expect(() => partyOf(name)).toThrow(/too short a name/);
	},
);

it('long names and texts take no time', () => {
	const before = Date.now();
	const text = 'a b c d e f John '.repeat(20_000);
	expect(mentioned('John ' + 'x '.repeat(50) + 'Smith', text)).toBe(false);
	expect(Date.now() - before).toBeLessThan(5_000);
});
