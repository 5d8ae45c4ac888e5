import { checkedEtag, isSameEtag, strong } from '../../clio/etags.ts';

test.each([
	['"9a10"', '"9a10"'],
	['9a10', '"9a10"'],
	[' "9a10" ', '"9a10"'],
	['W/"9a10"', 'W/"9a10"'],
	['W/9a10', 'W/"9a10"'],
	[9010, '"9010"'],
	['*', '"*"'],
])('%j goes as %s', (given, sent) => {
	expect(checkedEtag(given, 'Skip If Unchanged')).toBe(sent);
});

test.each(
	[
		['"9a', '9a"', '"a", "b"', 'a b', '"a\r\nX-Evil: 1"', '""', '"', {}, { etag: '"a"' }, ['"a"']],
	].flat(),
)('%j is no etag', (given) => {
	expect(() => checkedEtag(given, 'Skip If Unchanged')).toThrow(/Skip If Unchanged is not an etag/);
});

test('If-Match takes no weak etag', () => {
	expect(strong('W/"9a10"')).toBe('"9a10"');
	expect(strong('"W/9a10"')).toBe('"W/9a10"');
});

test.each([
	['"a"', '"a"', true],
	['a', '"a"', true],
	['W/"a"', '"a"', true],
	['"a"', 'W/"a"', true],
	['"a"', '"b"', false],
	['"a"', '"A"', false],
	[undefined, '"a"', false],
	['', '"a"', false],
	[undefined, '', false],
	[null, 'null', false],
])('%j and %j: same %s', (one, other, same) => {
	expect(isSameEtag(one, other)).toBe(same);
});
