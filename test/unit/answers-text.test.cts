import { nextIn } from '../../clio/answers';
import { answerOf } from '../../nodes/answer';

const link = 'https://app.clio.com/api/v4/matters.json?fields=id&page_token=b';
const body = { data: [{ id: 1 }], meta: { paging: { previous: 'p', next: link }, records: 3 } };
const came = (given: unknown, statusCode = 200) =>
	answerOf({ statusCode, headers: { a: 'b' }, body: given } as never);

describe('the link to the next page, before a page is read', () => {
	it.each([
		['at its end', JSON.stringify(body)],
		['at its beginning', JSON.stringify({ meta: body.meta, data: body.data })],
		['with spaces', JSON.stringify(body, null, 2)],
		['with signs written as Rails writes them', JSON.stringify(body).replace('&', '\\u0026')],
		['with slashes as others write them', JSON.stringify(body).replaceAll('/', '\\/')],
		[
			'after a text that looks like it',
			JSON.stringify({ note: '"paging":{"next":"no"}', ...body }),
		],
	])('is seen %s', (_, given) => {
		expect(nextIn(given)).toBe(link);
	});

	it.each([
		['on the last page', { data: [], meta: { paging: {} } }],
		['on the last page, with one before it', { data: [], meta: { paging: { previous: link } } }],
		['in a list that says nothing of pages', { data: [] }],
		['in a text', { data: [{ note: '"paging":{"next":"no"}' }] }],
		['of null', { meta: { paging: { next: null } } }],
	])('is not seen %s', (_, given) => {
		expect(nextIn(JSON.stringify(given))).toBeUndefined();
	});

	it('is not seen in half an answer', () => {
		expect(nextIn(JSON.stringify(body).slice(0, -40))).toBeUndefined();
	});
});

describe('what came', () => {
	it('is read when it is looked at, and only once', () => {
		const answer = came(JSON.stringify(body));
		expect(answer).toMatchObject({ status: 200, headers: { a: 'b' }, next: link });
		expect(answer.body).toEqual(body);
		expect(answer.body).toBe(answer.body);
	});

	it.each([
		['a page of HTML', '<html>Sign in</html>'],
		['nothing', ''],
		['half an answer', '{"data": ['],
	])('stays as it is where it is %s', (_, given) => {
		expect(came(given).body).toBe(given);
	});

	it('is as it is where n8n has read it already', () => {
		expect(came(body).body).toBe(body);
	});
});
