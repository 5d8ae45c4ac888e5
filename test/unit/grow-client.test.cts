import { apis } from '../../clio/api';
import type { Call } from '../../clio/client';
import { pages } from '../../clio/pages';
import { answer, FakeClio, ok, records, refusal } from './fake.cts';

/** The one client, in the manners of Clio Grow. */
let clio: FakeClio;
beforeEach(() => {
	clio = new FakeClio();
});

const { grow, leadInbox } = apis;
const attempt = { did: 'list matters', permission: 'grow_matter_read' };
const get: Call = { method: 'GET', path: 'matters', attempt };
const post: Call = { method: 'POST', path: 'inbox_leads', data: { first_name: 'Iris' }, attempt };

it('asks the host of the region for the path as it is, without version, fields or order', async () => {
	clio.answers(ok({}));
	const query = { fields: 'id,name', limit: 200, order: 'id(asc)', offset: 0, query: 'Kaur' };
	await clio.client({ api: grow, region: 'eu' }).call({ ...get, query });
	expect(clio.requests).toEqual([
		{
			method: 'GET',
			url: 'https://eu.api.clio.com/grow/matters?query=Kaur',
			headers: { Accept: 'application/json' },
		},
	]);
});

it('asks for the firm’s own fields where they are wanted', async () => {
	clio.answers(ok({}));
	const query = { fields: 'id,custom_field_values{field_name}' };
	await clio.client({ api: grow }).call({ ...get, query });
	expect(clio.requests[0].url).toBe(
		'https://api.clio.com/grow/matters?include=custom_field_values',
	);
});

it('sends leads by the token of an inbox in their own wrapping', async () => {
	clio.answers(answer(201, { inbox_lead: { id: 5 } }));
	await clio.client({ api: leadInbox, region: 'au' }).callRaw(post);
	const [{ url, body }] = clio.requests;
	expect([url, body]).toEqual([
		'https://au.grow.clio.com/inbox_leads',
		{ inbox_lead: { first_name: 'Iris' } },
	]);
});

describe('the link to the next page', () => {
	const list = async (...links: string[]) => {
		for (const next of links)
			clio.answers(answer(200, { data: records(1, 1), meta: { paging: { next } } }));
		clio.answers(ok([]));
		const client = clio.client({ api: grow });
		for await (const page of pages(client, 'matters', false, { attempt })) void page;
		return clio.requests.slice(1).map(({ url }) => url);
	};

	it('is followed as given at the own host', async () => {
		const next = 'https://api.clio.com/grow/v2/matters?page_token=a%3D&x=1';
		expect(await list(next)).toEqual([next]);
	});

	it('to another host of Clio is asked of the own list, page after page', async () => {
		expect(
			await list(
				'https://grow.clio.com/api/v2/matters?page_token=a',
				'https://eu.api.clio.com/grow/matters?page_token=b',
			),
		).toEqual([
			'https://api.clio.com/grow/matters?page_token=a',
			'https://api.clio.com/grow/matters?page_token=b',
		]);
	});

	it.each([
		'https://grow.clio.com.example/api/v2/matters?page_token=a',
		'https://myclio.com/matters?page_token=a',
		'https://api.clio.com@attacker.example/matters?page_token=a',
		'https://api.clio.com:8443.example/',
	])('to %s is not followed', async (next) => {
		expect((await refusal(list(next))).message).toBe(
			'Clio pointed to an address outside the chosen region',
		);
		expect(clio.requests).toHaveLength(1);
	});

	it('of Clio Manage is not taken elsewhere', async () => {
		const next = 'https://grow.clio.com/api/v2/matters?page_token=a';
		clio.answers(answer(200, { data: records(1, 1), meta: { paging: { next } } }));
		const all = pages(clio.client(), 'matters', true, { attempt });
		await all.next();
		expect((await refusal(all.next())).message).toContain('outside the chosen region');
	});
});

describe('a redirect', () => {
	const to = (location: string, status = 302) => answer(status, '', { location });
	const away = 'https://auth.api.clio.com/oauth/authorize?client_id=x';

	it.each([get, post])('to another host tells of a permission: %j', async (call) => {
		clio.answers(to(away));
		const { reason, advice } = await refusal(clio.client({ api: grow }).call(call));
		expect(reason).toBe('permission');
		expect(advice).toContain('auth.api.clio.com');
		expect(advice).not.toContain('client_id');
		expect(clio.requests).toHaveLength(1);
	});

	it('at the own host is followed by what reads', async () => {
		clio.answers(to('/grow/matters/', 301), ok([{ id: 5 }]));
		const { records: found } = await clio.client({ api: grow }).list(get);
		expect(found).toEqual([{ id: 5 }]);
		expect(clio.requests[1].url).toBe('https://api.clio.com/grow/matters/');
	});

	it('to no address is no way', async () => {
		clio.answers(to('http://['));
		expect((await refusal(clio.client({ api: grow }).call(get))).message).toContain('302');
	});

	it('of Clio Manage says nothing of permissions', async () => {
		clio.answers(to(away));
		expect((await refusal(clio.client().call(get))).reason).toBe('unexpected');
	});
});
