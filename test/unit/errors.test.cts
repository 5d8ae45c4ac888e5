import { apis } from '../../clio/api';
import { isRateLimited, said } from '../../clio/complaints';
import { ClioError, explain, inDoubt, type Attempt } from '../../clio/errors';

const attempt: Attempt = {
	did: 'create a matter',
	region: 'Europe',
	permission: 'Matters',
	remedies: apis.manage.remedies,
};
const clioSays = (type: string, message: string) => ({ error: { type, message } });

describe('what Clio said', () => {
	it.each([
		['its own shape', clioSays('ArgumentError', 'is too long'), 'ArgumentError', 'is too long'],
		[
			"OAuth's shape",
			{ error: 'invalid_token', error_description: 'The token expired' },
			'invalid_token',
			'The token expired',
		],
		["OAuth's shape without a description", { error: 'invalid_grant' }, 'invalid_grant', ''],
		[
			'text in base64',
			{ metadata: {}, data: Buffer.from('RateLimited').toString('base64') },
			'',
			'RateLimited',
		],
		['plain text', '  Retry later\n', '', 'Retry later'],
		['a page of HTML', '\n<!DOCTYPE html><html>Bad gateway</html>', '', ''],
		['HTML in its own shape', clioSays('X', '<p>Oh</p>'), 'X', ''],
		['HTML in base64', { data: Buffer.from('<html>').toString('base64') }, '', ''],
		['nothing', undefined, '', ''],
		['an empty text', '', '', ''],
		['a list', [], '', ''],
		['half of its own shape', { error: {} }, '', ''],
	])('is read from %s', (_, body, type, text) => {
		expect(said(body)).toEqual({ type, text });
	});

	it.each([['x'.repeat(5_000)], [clioSays('X', 'x'.repeat(5_000))]])(
		'is cut where it is very long',
		(body) => {
			expect(said(body).text).toHaveLength(300);
		},
	);
});

describe('a refusal of Clio', () => {
	it.each<[number, unknown, ClioError['reason'], string, RegExp]>([
		[
			400,
			clioSays('InvalidFields', 'x is not a valid field'),
			'badInput',
			'Clio does not know one of the fields (x is not a valid field)',
			/One level of braces/,
		],
		[400, {}, 'refused', 'Clio could not read the request to create a matter', /filters/],
		[401, {}, 'connection', 'Clio did not accept the connection', /set to Europe.*another region/],
		[
			403,
			clioSays('ForbiddenError', 'User is forbidden'),
			'permission',
			'Clio does not allow this connection to create a matter',
			/^Clio says: "User is forbidden"\. .*the permission "Matters".*connect the credential again.*role/,
		],
		[404, {}, 'notFound', 'Clio could not create a matter: there is no such record', /deleted/],
		[409, {}, 'refused', 'Clio cannot create a matter at the moment', /Try again/],
		[410, {}, 'version', 'This version of the node is too old for Clio', /Update the package/],
		[
			412,
			{},
			'changed',
			'Clio did not create a matter: somebody has changed the record since it was read',
			/does not say who changed it, nor what\. Read it again/,
		],
		[
			422,
			clioSays('ArgumentError', 'Client is required'),
			'refused',
			'Clio refused to create a matter',
			/^Clio says: "Client is required"/,
		],
		[429, {}, 'rateLimit', 'Clio asks for a pause: too many requests', /another time/],
		[
			500,
			'<html>',
			'unavailable',
			'Clio is not available at the moment to create a matter',
			/^Try again later; status\.clio\.com/,
		],
		[
			0,
			'ECONNREFUSED',
			'unavailable',
			'Clio could not be reached to create a matter',
			/: nobody answers at its address \(ECONNREFUSED\)\. Check the region/,
		],
		[
			0,
			'ECONNRESET',
			'unavailable',
			'Clio could not be reached to create a matter',
			/: the connection broke off \(ECONNRESET\)\./,
		],
		[
			303,
			'',
			'unexpected',
			'Something else than Clio answered 303 to the request to create a matter',
			/^It may be a firewall, a proxy or a sign-in page between this n8n and/,
		],
		[
			403,
			'<html>',
			'unexpected',
			'Something else than Clio answered 403 to the request to create a matter',
			/^It may be a firewall/,
		],
		[418, '', 'unexpected', 'Clio answered 418 when asked to create a matter', /^Check the values/],
	])('%i is told with what can be done about it', (status, body, reason, message, advice) => {
		const error = explain(attempt, status, body);
		expect([error.reason, error.message, error.status]).toEqual([reason, message, status]);
		expect(error.advice).toMatch(advice);
	});

	it('is known by its type where it has no words', () => {
		expect(explain(attempt, 401, { error: 'invalid_token' }).advice).toMatch(
			/^Open the credential .* Clio says: "invalid_token"\.$/,
		);
	});
});

it.each([
	[429, {}, true],
	[429, '<html>', true],
	[403, clioSays('RateLimited', ''), true],
	[400, { data: Buffer.from('RateLimited: wait').toString('base64') }, true],
	[200, { data: Buffer.from('RateLimited').toString('base64') }, false],
	[403, clioSays('ForbiddenError', ''), false],
])('%i with %j is a rate limit: %s', (status, body, expected) => {
	expect(isRateLimited({ status, body })).toBe(expected);
});

const statuses = [0, 303, 400, 401, 403, 404, 409, 410, 412, 418, 422, 429, 500, 502, 503];
const bodies = [
	undefined,
	'<html><h1>Internal Server Error</h1></html>',
	clioSays('', '<b>Error</b>'),
	clioSays('InvalidFields', 'x is not a valid field'),
	{ error: 'invalid_token', error_description: 'gone' },
];

it('never shows HTML, and leaves the words n8n discourages to Clio', () => {
	for (const status of statuses) {
		for (const body of bodies) {
			const told = [
				explain(attempt, status, body),
				inDoubt(attempt.did, 'matters', status, body),
			].flatMap(({ message, advice }) => [message, advice]);
			for (const text of told) {
				expect(text).not.toMatch(/[<>](?! Community)|error|problem|failure|mistake|undefined/i);
			}
		}
	}
});
