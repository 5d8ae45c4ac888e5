import type { Json } from '../../clio/client';
import { hasFields } from '../../clio/facts';
import { checkedFields } from '../../clio/fields';
import { Firm } from '../../clio/firm';
import { resources } from '../../clio/resources';
import type { Resource } from '../../clio/resources/vocabulary';
import { simplifiedFields, simplify as simplifyAll } from '../../clio/simplify';
import { FakeClio } from './fake.cts';

const { activity, communication, matter, note, task, user } = resources;
const host = 'https://eu.app.clio.com';

/** Without a request, unless there are values that only ids stand for. */
async function simplify(resource: Resource, record: Json): Promise<Json> {
	const firm = new Firm(new FakeClio().client({ region: 'eu' }));
	return (await simplifyAll(resource, [record], { firm, zone: 'UTC' }))[0];
}

const answering = Object.values(resources).filter((one) => one.operations.length && hasFields(one));

it.each(answering)(
	'a simplified $name asks only for fields that Clio has, its page included',
	(resource) => {
		const fields = simplifiedFields(resource);
		expect(checkedFields(resource, fields)).toBe(fields);
		// What Clio counts has no id.
		expect(/^id\b/.test(fields)).toBe(resource.reads.includes('id'));
	},
);

it('has names instead of records, and null for what is not set', async () => {
	const record = {
		id: 5,
		display_number: '00012-Kaur',
		status: 'Open',
		client: { id: 7, name: 'Asha Kaur' },
		practice_area: null,
	};
	expect(await simplify(matter, record)).toEqual({
		id: 5,
		number: '00012-Kaur',
		description: null,
		status: 'Open',
		client: 'Asha Kaur',
		clientId: 7,
		practiceArea: null,
		stage: null,
		responsibleAttorney: null,
		customFields: {},
		url: 'https://eu.app.clio.com/nc/#/matters/5',
	});
});

it('keeps false and 0, which are not empty', async () => {
	expect((await simplify(activity, { id: 1, total: 0 })).total).toBe(0);
	expect((await simplify(user, { id: 1, enabled: false })).enabled).toBe(false);
});

it('joins the values of a list', async () => {
	const receivers = [{ name: 'Asha' }, { name: 'Ben' }];
	const simple = await simplify(communication, { id: 1, receivers, senders: [] });
	expect([simple.to, simple.from]).toEqual(['Asha, Ben', '']);
});

it.each([
	['of the matter, where there is one', note, { matter: { id: 5 } }, '/nc/#/matters/5'],
	['else of the contact', note, { contact: { id: 7 } }, '/nc/#/contacts/7'],
	['of a place below the matter', task, { matter: { id: 5 } }, '/nc/#/matters/5/tasks'],
	['else of the list', activity, { matter: null }, '/nc/#/activities'],
])('has the page %s', async (_, resource, record, page) => {
	expect((await simplify(resource, { id: 1, ...record })).url).toBe(host + page);
});

it.each([
	['no page on the site', user],
	['a page only with a matter', task],
])('has no url for %s', async (_, resource) => {
	expect(await simplify(resource, { id: 1 })).not.toHaveProperty('url');
});
