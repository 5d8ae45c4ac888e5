import { queryString } from '../../clio/address';
import { addsEntries } from '../../clio/answers';
import type { Call } from '../../clio/client';
import { longestRefused } from '../../clio/pacing';
import { answer, FakeClio, lost, neverSent, ok, refusal } from './fake.cts';

const attempt = { did: 'do this' };
const get: Call = { method: 'GET', path: 'matters', attempt };
const post: Call = { method: 'POST', path: 'matters', data: { description: 'Sale' }, attempt };
const patch: Call = { method: 'PATCH', path: 'matters/5', data: { description: 'Sale' }, attempt };
const remove: Call = { method: 'DELETE', path: 'matters/5', attempt };

let clio: FakeClio;
beforeEach(() => {
	clio = new FakeClio();
});

describe('a request', () => {
	it('asks the region of the credential for the path with .json and the query', async () => {
		clio.answers(ok({}));
		await clio.client({ region: 'eu' }).call({ ...get, query: { fields: 'id', limit: 5 } });
		expect(clio.requests).toEqual([
			{
				method: 'GET',
				url: 'https://eu.app.clio.com/api/v4/matters.json?fields=id&limit=5',
				headers: { Accept: 'application/json', 'X-API-VERSION': '4.0.13' },
			},
		]);
	});

	it('wraps what it writes in data and gives back the whole envelope', async () => {
		const envelope = { data: { id: 5 }, meta: { records: 1 } };
		clio.answers(answer(201, envelope));
		expect(await clio.client().call(post)).toEqual(envelope);
		expect(clio.requests[0].body).toEqual({ data: { description: 'Sale' } });
	});

	it('takes an empty answer to a deletion as success', async () => {
		clio.answers(answer(204, ''));
		expect(await clio.client().call(remove)).toEqual({});
	});

	it.each([{ ifMatch: '"abc"' }, { guard: '"abc"' }, { ifMatch: '"abc"', guard: '"def"' }])(
		'sends the ETag that the record must still have: %j',
		async (etags) => {
			clio.answers(ok({ id: 5 }));
			await clio.client().call({ ...patch, ...etags });
			expect(clio.requests[0].headers['If-Match']).toBe('"abc"');
		},
	);

	describe('a record that is known by its ETag', () => {
		const known = { ...get, ifNoneMatch: '"abc"' };

		it('is asked for by it, and missing if Clio says that it has not changed', async () => {
			clio.answers({ ...answer(304, ''), headers: { etag: '"abc"' } });
			expect(await clio.client().read(known)).toEqual({ record: undefined, etag: '"abc"' });
			expect(clio.requests[0].headers['If-None-Match']).toBe('"abc"');
		});

		it('comes with its ETag, from the record or else from the header', async () => {
			const record = { id: 5, etag: '"new"' };
			clio.answers(ok(record), { ...ok({ id: 5 }), headers: { etag: '"header"' } });
			const client = clio.client();
			expect(await client.read(known)).toEqual({ record, etag: '"new"' });
			expect(await client.read(known)).toEqual({ record: { id: 5 }, etag: '"header"' });
		});

		it('is not given up for a field that Clio no longer knows', async () => {
			const body = { error: { type: 'InvalidFields', message: 'gone is not a valid field' } };
			clio.answers(answer(400, body), answer(304, ''));
			const query = { fields: 'id,gone' };
			expect(await clio.client().read({ ...known, query })).toEqual({});
			expect(clio.requests[1].headers['If-None-Match']).toBe('"abc"');
		});

		it('nobody asked whether it has changed: 304 is no answer', async () => {
			clio.answers(answer(304, ''));
			expect((await refusal(clio.client().read(get))).message).toMatch(/Clio answered 304/);
		});
	});

	it('does not take a sign-in page for an answer of Clio', async () => {
		clio.answers(answer(200, '<html>Sign in to the guest network</html>'));
		const { reason, message } = await refusal(clio.client().call(get));
		expect({ reason, message }).toEqual({
			reason: 'unexpected',
			message: 'Something else than Clio answered the request to do this',
		});
	});
});

describe('the version of the API', () => {
	it('is left out from the first 410 on, and the client says that it is outdated', async () => {
		clio.answers(answer(410), ok({}), ok({}));
		const client = clio.client();
		await client.call(get);
		await client.call(get);
		const sent = clio.requests.map(({ headers }) => headers['X-API-VERSION']);
		expect(sent).toEqual(['4.0.13', undefined, undefined]);
		expect(client.outdated).toBe(true);
	});

	it('is left out by requests that were on their way together, too', async () => {
		clio.answers(answer(410), answer(410), ok({}), ok({}));
		const client = clio.client();
		await Promise.all([client.call(get), client.call(get)]);
		expect(clio.requests).toHaveLength(4);
	});

	it('is not asked about twice: a second 410 is told', async () => {
		clio.answers(answer(410), answer(410));
		expect((await refusal(clio.client().call(get))).reason).toBe('version');
	});
});

describe('a read-only credential', () => {
	it.each([post, patch, remove])('sends no $method', async (call) => {
		const error = await refusal(clio.client({ readOnly: true }).call(call));
		expect(error.reason).toBe('readOnly');
		expect(clio.requests).toEqual([]);
	});

	it('reads', async () => {
		clio.answers(ok({}));
		await clio.client({ readOnly: true }).call(get);
		expect(clio.requests).toHaveLength(1);
	});
});

describe('the bearer stays home', () => {
	it('follows a whole address on its own host exactly as given', async () => {
		const path = 'https://app.clio.com/api/v4/matters.json?page_token=a%2Bb&order=id(asc)';
		clio.answers(ok({}));
		await clio.client().call({ ...get, path });
		expect(clio.requests[0].url).toBe(path);
	});

	it.each([
		['another host', 'https://evil.example/api/v4/matters.json'],
		['another region', 'https://eu.app.clio.com/api/v4/matters.json'],
		['a host that only begins alike', 'https://app.clio.com.evil.example/matters.json'],
		['the host as a user name', 'https://app.clio.com@evil.example/matters.json'],
		['another port', 'https://app.clio.com:8443/api/v4/matters.json'],
		['another scheme', 'http://app.clio.com/api/v4/matters.json'],
		['another scheme in capitals', 'HTTP://app.clio.com/api/v4/matters.json'],
		['a scheme that is not of the web', 'ftp://app.clio.com/matters.json'],
		['something that is no address', 'https://'],
	])('refuses %s and sends nothing', async (_, path) => {
		const error = await refusal(clio.client().call({ ...get, path }));
		expect(error.message).toBe('Clio pointed to an address outside the chosen region');
		expect(clio.requests).toEqual([]);
	});
});

describe('a rate-limited request', () => {
	it.each([
		['the seconds of Retry-After', () => ({ 'retry-after': '7' }), 7_000],
		['the date of Retry-After', () => ({ 'retry-after': clio.clock.httpDate(9) }), 9_000],
		[
			'the date of Retry-After on the clock of Clio',
			() => ({ 'retry-after': clio.clock.httpDate(309), date: clio.clock.httpDate(300) }),
			9_000,
		],
		['the end of the window', () => ({ 'x-ratelimit-reset': clio.clock.seconds(12) }), 12_000],
		['a second when nothing is said', () => ({}), 1_000],
		['a second when nonsense is said', () => ({ 'retry-after': 'soon' }), 1_000],
		['at least a second', () => ({ 'retry-after': '0' }), 1_000],
		['at most two minutes', () => ({ 'retry-after': '86400' }), 120_000],
	])('waits %s and is sent again', async (_, headers, wait) => {
		clio.answers(answer(429, {}, headers()), ok({}));
		await clio.client().call(get);
		expect(clio.clock.sleeps).toEqual([wait]);
	});

	it('is sent again even if it creates something, because Clio has done nothing', async () => {
		clio.answers(answer(429), ok({ id: 1 }));
		await clio.client().call(post);
		expect(clio.requests).toHaveLength(2);
	});

	it.each([
		['says', { 'retry-after': '1' }, 16],
		['does not say', {}, 16],
		['says a day', { 'retry-after': '86400' }, 6],
	])('is given up after ten minutes, where Clio %s how long to wait', async (_, said, times) => {
		clio.answers(...Array(30).fill(answer(429, {}, said)));
		const start = clio.clock.now();
		const error = await refusal(clio.client().call(get));
		expect(error.reason).toBe('rateLimit');
		expect(clio.clock.now() - start).toBeGreaterThanOrEqual(longestRefused);
		expect(clio.clock.now() - start).toBeLessThan(longestRefused + 60_000);
		expect(clio.requests).toHaveLength(times);
	});

	it('given up, does not let each of many items wait ten minutes', async () => {
		const client = clio.client();
		clio.answers(...Array(30).fill(answer(429)));
		await refusal(client.call(get));
		const [sent, then] = [clio.requests.length, clio.clock.now()];
		for (let item = 0; item < 200; item++)
			expect((await refusal(client.call(post))).reason).toBe('rateLimit');
		expect([clio.requests.length, clio.clock.now()]).toEqual([sent, then]);
	});

	it('given up, is asked anew after the pause, and goes on if Clio does', async () => {
		const client = clio.client();
		clio.answers(...Array(17).fill(answer(429)), ok({ id: 1 }), answer(429), ok({ id: 2 }));
		await refusal(client.call(get));
		await clio.clock.sleep(60_000);
		expect((await refusal(client.call(post))).reason).toBe('rateLimit');
		await clio.clock.sleep(60_000);
		await client.call(post);
		await client.call(post);
		expect(clio.requests).toHaveLength(20);
	});

	it('is recognised in the rare answer in base64', async () => {
		const data = Buffer.from('{"error":"RateLimited"}').toString('base64');
		const body = { metadata: { encodingDecoded: 'text/plain' }, data };
		clio.answers(answer(403, body), ok({}));
		await clio.client().call(get);
		expect(clio.requests).toHaveLength(2);
	});

	it('ends at once when the execution is cancelled', async () => {
		clio.clock.cancelled = true;
		clio.answers(answer(429));
		expect((await refusal(clio.client().call(get))).reason).toBe('cancelled');
		expect(clio.requests).toHaveLength(1);
	});
});

describe('a request without a usable answer', () => {
	it.each([
		['lost', lost],
		['500', answer(500)],
		['503', answer(503, '<html>Unavailable</html>')],
	])('is repeated when it reads (%s), waiting longer each time', async (_, failure) => {
		clio.answers(failure, failure, failure, ok({}));
		await clio.client().call(get);
		expect(clio.clock.sleeps).toEqual([1_000, 2_000, 4_000]);
	});

	it('is given up after four times', async () => {
		clio.answers(lost, lost, lost, lost);
		const { reason, message } = await refusal(clio.client().call(get));
		expect({ reason, message }).toEqual({
			reason: 'unavailable',
			message: 'Clio could not be reached to do this',
		});
		expect(clio.requests).toHaveLength(4);
	});

	it.each([
		['the answer is lost', lost, 'No answer came'],
		[
			'Clio breaks down',
			answer(500, { error: { type: 'X', message: 'Oh' } }),
			'No clear answer came (500)',
		],
	])('is never repeated when it creates and %s', async (_, failure, told) => {
		clio.answers(failure);
		const { message, advice } = await refusal(clio.client().call(post));
		expect(message).toBe(
			`${told} to the request to do this, so it may or may not have been carried out`,
		);
		expect(advice).toContain('Look in Clio (matters)');
		expect(clio.requests).toHaveLength(1);
	});

	it.each([200, 201])(
		'is never repeated when it creates and a %d is not from Clio',
		async (status) => {
			clio.answers(answer(status, '<html>'));
			expect((await refusal(clio.client().call(post))).reason).toBe('inDoubt');
			expect(clio.requests).toHaveLength(1);
		},
	);

	it("passes on Clio's words about a creation it broke down on", async () => {
		clio.answers(answer(500, { error: { type: 'ServerFault', message: 'Numbering is off' } }));
		expect((await refusal(clio.client().call(post))).advice).toMatch(
			/^Clio says: "Numbering is off"/,
		);
	});

	it.each([post, patch])('is repeated ($method) when it never left', async (call) => {
		clio.answers(neverSent, ok({ id: 1 }));
		await clio.client().call(call);
		expect(clio.requests).toHaveLength(2);
	});

	it('is repeated when it changes without adding entries', async () => {
		clio.answers(answer(502), lost, ok({ id: 5 }));
		expect(await clio.client().call(patch)).toEqual({ data: { id: 5 } });
	});

	it('is repeated with a guard, and says so when the guard is used up', async () => {
		clio.answers(lost, answer(412));
		const { reason } = await refusal(clio.client().call({ ...patch, guard: '"abc"' }));
		expect(reason).toBe('changed');
		expect(clio.requests.map(({ headers }) => headers['If-Match'])).toEqual(['"abc"', '"abc"']);
	});

	it.each([
		['would add an entry twice', { data: { email_addresses: [{ address: 'a@example.com' }] } }],
		[
			'would add an entry twice, guarded or not',
			{ data: { email_addresses: [{ address: 'a@example.com' }] }, guard: '"abc"' },
		],
		['has an ETag, which its first sending may have changed', { ifMatch: '"abc"' }],
		['sends invitations each time', { once: true }],
	])('is not repeated when it %s', async (_, more) => {
		clio.answers(lost);
		const error = await refusal(clio.client().call({ ...patch, ...more }));
		expect(error.reason).toBe('inDoubt');
		expect(clio.requests).toHaveLength(1);
	});
});

describe('a deletion', () => {
	it.each([
		['after a lost answer', lost],
		['after a breakdown of Clio', answer(504)],
	])('has succeeded when its repetition %s finds nothing', async (_, failure) => {
		clio.answers(failure, answer(404));
		expect(await clio.client().call(remove)).toEqual({});
	});

	it.each([
		['at the first time', []],
		['and the request had not left before', [neverSent]],
		['and Clio had only asked for a pause before', [answer(429)]],
	])('has not succeeded when nothing is found %s', async (_, before) => {
		clio.answers(...before, answer(404));
		expect((await refusal(clio.client().call(remove))).reason).toBe('notFound');
	});
});

describe('addsEntries', () => {
	it.each([
		[undefined, false],
		[{}, false],
		[{ description: 'Sale', client: { name: 'Without id' } }, false],
		[{ email_addresses: [] }, false],
		[{ email_addresses: [{ id: 1, address: 'a@example.com' }] }, false],
		[{ email_addresses: [{ id: 1, _destroy: true }] }, false],
		[{ email_addresses: [{ address: 'a@example.com' }] }, true],
		[{ email_addresses: [{ id: null, address: 'a@example.com' }] }, true],
		[{ email_addresses: [{ id: 1, name: 'Work' }, { name: 'Home' }] }, true],
		[{ custom_rate: { rates: [{ rate: 100 }] } }, true],
		[{ custom_rate: { rates: [{ id: 1, rate: 100 }] } }, false],
		[{ reminders: [{ id: 1, methods: [{ type: 'Email' }] }] }, true],
		[{ names: ['one'] }, true],
	])('of %j is %s', (data, expected) => {
		expect(addsEntries(data)).toBe(expected);
	});
});

describe('queryString', () => {
	it.each([
		[undefined, ''],
		[{}, ''],
		[{ a: undefined }, ''],
		[{ 'ids[]': [] }, ''],
		[{ limit: 5, billable: false }, '?limit=5&billable=false'],
		[{ 'ids[]': ['1', '2'] }, '?ids[]=1&ids[]=2'],
		[{ 'open_date[]': '>=2026-01-31' }, '?open_date[]=%3E%3D2026-01-31'],
		[{ query: 'Müller & Söhne' }, '?query=M%C3%BCller%20%26%20S%C3%B6hne'],
	])('writes %j as "%s"', (query, expected) => {
		expect(queryString(query)).toBe(expected);
	});
});
