import crypto, { createHash, createHmac } from 'node:crypto';
import {
	asked,
	published,
	quiet,
	running,
	settledIn,
	signed,
	story,
	withClio,
	type Place,
} from '../engine/trigger-kit.cts';
import { pollution, toldBy } from './kit.cts';

/**
 * Who knows the address of a workflow calls it in Clio's name. What test/engine/trigger-signature.test.cts shows
 * is not shown again.
 */
const delivery = (webhook: unknown, more: object = {}) =>
	JSON.stringify({
		data: { id: 1, etag: '"1"', description: 'Ash', ...more },
		meta: { event: 'updated', webhook_id: webhook },
	});

/** Posts one after the other; none starts anything, and none is told anything. */
async function refused(
	{ host }: Place,
	posts: Array<[name: string, body: string | Buffer, headers: Record<string, string>]>,
): Promise<void> {
	for (const [name, body, headers] of posts) {
		const reply = await host.post(body, headers);
		expect([name, reply.status, reply.body]).toEqual([name, 401, '']);
	}
	await host.settled();
	expect(host.begun).toBe(0);
}

const header = (signature: string) => ({ 'x-hook-signature': signature });

describe('A forged delivery', () => {
	story('whose body was changed after it was signed starts nothing', async () =>
		withClio({}, async (place) => {
			const { id, shared_secret: secret } = await published(place);
			const body = delivery(id);
			const headers = signed(body, secret);
			const changed: Array<[string, string | Buffer]> = [
				['another record', body.replace('"id":1', '"id":2')],
				['another value', body.replace('Ash', 'Oak')],
				['another event', body.replace('updated', 'deleted')],
				['one more value', body.replace('"data":{', '"data":{"status":"Closed",')],
				['a key twice', body.replace('"data":', '"data":{"id":2},"data":')],
				['a blank before', ` ${body}`],
				['a line break behind', `${body}\n`],
				['a mark of the byte order', `\ufeff${body}`],
				['a zero byte behind', Buffer.from(`${body}\0`)],
				['the same in another spelling', body.replace('Ash', '\\u0041sh')],
				['the same twice', body + body],
				['all but the last byte', body.slice(0, -1)],
				['nothing', ''],
			];
			await refused(
				place,
				changed.map(([name, one]) => [name, one, headers]),
			);
			// A right one, whose record is not there: it is begun.
			expect((await place.host.post(body, headers)).status).toBe(200);
			await place.host.settled();
			expect(place.host.begun).toBe(1);
		}),
	);

	story('with a signature that somebody could guess starts nothing', async () =>
		withClio({}, async (place) => {
			const { id, shared_secret: secret } = await published(place);
			const body = delivery(id);
			const { 'x-hook-signature': right } = signed(body, secret);
			const hmac = (key: string, kind = 'sha256') =>
				createHmac(kind, key).update(body).digest('hex');
			const guesses: Record<string, string> = {
				'one digit short': right.slice(1),
				'one digit long': `${right}0`,
				'half of it': right.slice(0, 32),
				empty: '',
				'a prefix before it': `sha256=${right}`,
				'a list of it': `${right}, ${right}`,
				'of no secret': hmac(''),
				'of the word undefined': hmac('undefined'),
				'of the word null': hmac('null'),
				'of the number of the webhook': hmac(String(id)),
				'of the address': hmac(place.host.address),
				'of another kind': hmac(secret, 'sha1').padEnd(64, '0'),
				'of the secret alone': createHash('sha256').update(secret).digest('hex'),
				'of the body alone': createHash('sha256').update(body).digest('hex'),
				'of both in a row': createHash('sha256').update(`${secret}${body}`).digest('hex'),
				'no digits': 'z'.repeat(64),
				zeros: '0'.repeat(64),
				'the secret itself': secret,
			};
			await refused(
				place,
				Object.entries(guesses).map(([name, guess]) => [name, body, header(guess)]),
			);
		}),
	);

	story('cannot be found digit by digit: all of a signature is compared, in even time', async () =>
		withClio({}, async (place) => {
			const { id, shared_secret: secret } = await published(place);
			const body = delivery(id);
			const { 'x-hook-signature': right } = signed(body, secret);
			const other = (digit: string) => (digit === '0' ? '1' : '0');
			const almost = right.slice(0, -1) + other(right.slice(-1));
			const far = other(right[0]) + right.slice(1);
			const compare = jest.spyOn(crypto, 'timingSafeEqual');
			await refused(place, [
				['all but the last', body, header(almost)],
				['all but the first', body, header(far)],
			]);
			for (const guess of [almost, far]) {
				const compared = compare.mock.calls.filter(
					([, given]) => Buffer.from(given as Uint8Array).toString('hex') === guess,
				);
				expect(compared.length).toBeGreaterThan(0);
				for (const [real] of compared)
					expect(Buffer.from(real as Uint8Array).toString('hex')).toBe(right);
			}
			compare.mockRestore();
		}),
	);

	story('for a webhook with a strange number asks Clio for nothing', async () =>
		withClio({}, async (place) => {
			const { sandbox } = place;
			await running(place);
			const before = sandbox.requests.length;
			const numbers: unknown[] = [
				'../users/who_am_i',
				'1/../2',
				'1?fields=shared_secret',
				'1#',
				'1\n',
				'%31',
				'\uff11',
				'1e3',
				-1,
				1.5,
				1e300,
				'9'.repeat(20),
				'1'.repeat(100_000),
				null,
				true,
				[],
				{ toString: 1 },
				{ id: 1 },
				'__proto__',
			];
			await refused(
				place,
				numbers.map((number) => {
					const body = delivery(number);
					return [String(JSON.stringify(number)).slice(0, 40), body, signed(body, 'a guess')];
				}),
			);
			const asks = asked(sandbox, before).filter((call) => !/webhooks(\/\d+)?$/.test(call));
			expect(asks).toEqual([]);
			const own = `GET webhooks/${sandbox.webhooks.list()[0].id}`;
			expect(asked(sandbox, before).filter((call) => /webhooks\/\d+$/.test(call))).toEqual(
				asked(sandbox, before).filter((call) => call === own),
			);
		}),
	);

	story('that is huge, deep or no JSON is refused like any other', async () =>
		withClio({}, async (place) => {
			const { id } = await published(place);
			const guess = header('a'.repeat(64));
			const large = 'x'.repeat(6_000_000);
			const began = Date.now();
			await refused(place, [
				['6 MB of text', large, guess],
				['6 MB of JSON', delivery(id, { large }), guess],
				['6 MB without a signature', delivery(id, { large }), {}],
				['a million brackets', '['.repeat(1_000_000), guess],
				['a million lists', '['.repeat(1_000_000) + ']'.repeat(1_000_000), guess],
				['a million objects', '{"data":'.repeat(500_000), guess],
				['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0xd8]), guess],
				['XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', guess],
				['a form', 'data[id]=1&meta[event]=updated', guess],
			]);
			expect(Date.now() - began).toBeLessThan(30_000);
			expect(place.host.logged.filter((line) => line.length > 2_000)).toEqual([]);
		}),
	);
});

describe('What Clio signed, though it is strange', () => {
	story('never leads to another address than that of a record', async () =>
		withClio({ parameters: { triggerOn: 'matterUpdated' } }, async (place) => {
			const { sandbox, host } = place;
			const { id, shared_secret: secret } = await running(place);
			const before = sandbox.requests.length;
			const ids = [
				'../users/who_am_i',
				'1?fields=id',
				'1/../../../oauth/deauthorize',
				'%2e%2e%2fusers',
				'1\r\nX-Evil: 1',
				'x'.repeat(5_000),
				{ id: 1 },
				[1, 2],
			];
			for (const strange of ids) {
				const body = delivery(id, { id: strange });
				const { status } = await host.post(body, signed(body, secret));
				expect([200, 401]).toContain(status);
			}
			await host.settled();
			const paths = sandbox.requests.slice(before).map(({ path }) => path);
			expect(paths.filter((path) => !/^\/api\/v4\/webhooks(\/\d+)?\.json$/.test(path))).toEqual([]);
		}),
	);

	story('changes no prototype, and is given on as it is', async () =>
		withClio({ parameters: { triggerOn: 'matterUpdated', output: 'delivery' } }, async (place) => {
			const { host } = place;
			const { id, shared_secret: secret } = await published(place);
			const plain = delivery(id).replace('"description":"Ash"', '"x":1');
			const evil = [
				plain.replace('"x":1', '"__proto__":{"polluted":1,"id":2}'),
				plain.replace('"x":1', '"constructor":{"prototype":{"polluted":1}}'),
				plain.replace('"meta":{', '"__proto__":{"polluted":1},"meta":{"__proto__":{"polluted":1},'),
			];
			for (const [n, one] of evil.entries()) {
				const body = one.replace('\\"1\\"', `\\"${n + 2}\\"`);
				expect((await host.post(body, signed(body, secret))).status).toBe(200);
			}
			await host.executions(3);
			expect(host.started).toHaveLength(3);
			expect(pollution()).toEqual([]);
			for (const { json } of host.started) {
				expect(json[0]).toMatchObject({ id: 1 });
				expect((json[0] as { polluted?: unknown }).polluted).toBeUndefined();
			}
		}),
	);
});

describe('The keys of the connection', () => {
	story('are in no static data, no log and no failed execution, whatever Clio answers', async () =>
		withClio({}, async ({ sandbox, another }) => {
			const { access_token: token } = sandbox.issueToken();
			const known = { token, client: sandbox.clientSecret };
			const host = await another({ credential: { oauthTokenData: { access_token: token } } });
			const said = `Authorization: Bearer ${token}; client_secret=${sandbox.clientSecret}`;
			for (const status of [403, 422]) {
				const body = { error: { type: 'Error', message: said } };
				sandbox.fail({ path: /webhooks/, status, body });
				const error: unknown = await host.activate().catch((thrown: unknown) => thrown);
				expect(error).toBeInstanceOf(Error);
				expect(toldBy(error, known)).toEqual([]);
			}
			await host.activate();
			await settledIn({ sandbox, host }, 0);
			sandbox.fail({ path: /webhooks/, status: 403, body: { error: { message: said } } });
			await host.tick();
			await quiet({ sandbox, host });
			expect(host.failed).toHaveLength(1);
			expect(toldBy([host.logged, host.failed, host.database], known)).toEqual([]);
		}),
	);

	story(
		'are not what n8n stores with the workflow: that is one secret, of its own webhook',
		async () =>
			withClio({}, async (place) => {
				const { id, shared_secret: secret } = await published(place);
				await settledIn(place, 0);
				const [stored] = Object.values(place.host.database.staticData);
				expect(Object.keys(stored as object).sort()).toEqual([
					'secret',
					'since',
					'url',
					'webhookId',
				]);
				expect(stored).toMatchObject({ secret, webhookId: String(id), url: place.host.address });
				expect(JSON.stringify(place.host.logged)).not.toContain(secret);
			}),
	);
});
