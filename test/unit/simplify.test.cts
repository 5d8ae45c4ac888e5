import { simplifiedFields, simplify } from '../../clio/simplify';
import { checkedFields } from '../../clio/fields';
import { resources } from '../../clio/resources';

const { activity, communication, matter, note, task, user } = resources;
const host = 'https://eu.app.clio.com';

it.each(Object.values(resources).filter(({ operations }) => operations.length))(
	'a simplified $name asks only for fields that Clio has, its page included',
	(resource) => {
		const fields = simplifiedFields(resource);
		expect(checkedFields(resource, fields)).toBe(fields);
		expect(fields).toMatch(/^id,/);
	},
);

it('has names instead of records, and null for what is not set', () => {
	const record = {
		id: 5,
		display_number: '00012-Kaur',
		status: 'Open',
		client: { id: 7, name: 'Asha Kaur' },
		practice_area: null,
	};
	expect(simplify(matter, record, host)).toEqual({
		id: 5,
		number: '00012-Kaur',
		description: null,
		status: 'Open',
		client: 'Asha Kaur',
		clientId: 7,
		practiceArea: null,
		stage: null,
		responsibleAttorney: null,
		url: 'https://eu.app.clio.com/nc/#/matters/5',
	});
});

it('keeps false and 0, which are not empty', () => {
	expect(simplify(activity, { id: 1, total: 0 }, host).total).toBe(0);
	expect(simplify(user, { id: 1, enabled: false }, host).enabled).toBe(false);
});

it('joins the values of a list', () => {
	const receivers = [{ name: 'Asha' }, { name: 'Ben' }];
	const simple = simplify(communication, { id: 1, receivers, senders: [] }, host);
	expect([simple.to, simple.from]).toEqual(['Asha, Ben', '']);
});

it.each([
	['of the matter, where there is one', note, { matter: { id: 5 } }, '/nc/#/matters/5'],
	['else of the contact', note, { contact: { id: 7 } }, '/nc/#/contacts/7'],
	['of a place below the matter', task, { matter: { id: 5 } }, '/nc/#/matters/5/tasks'],
	['else of the list', activity, { matter: null }, '/nc/#/activities'],
])('has the page %s', (_, resource, record, page) => {
	expect(simplify(resource, { id: 1, ...record }, host).url).toBe(host + page);
});

it.each([
	['no page on the site', user],
	['a page only with a matter', task],
])('has no url for %s', (_, resource) => {
	expect(simplify(resource, { id: 1 }, host)).not.toHaveProperty('url');
});
