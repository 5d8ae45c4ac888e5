import { ownFirm } from './kit.cts';

/** A firm that goes on working while its list is read, page by page. */
const firm = ownFirm(4);
const clients = (options = {}) =>
	firm().run('contact', 'getAll', { returnAll: true, options, output: 'all' });

beforeEach(() => firm().sandbox.create('contacts', { type: 'Person', last_name: 'More' }, 600));

const betweenPages = (work: () => void) =>
	firm().sandbox.rewriteNext((next) => {
		work();
		return next;
	});
const add = () =>
	firm().add('contacts', { type: 'Person', last_name: 'Aaronson', first_name: 'Ann' });

test('a list by ID has all that is there at the end, and nothing twice', async () => {
	betweenPages(() => {
		add();
		firm().sandbox.store.remove('contacts', firm().all('contacts')[3].id);
	});
	const { json, error } = await clients();
	expect(error).toBeUndefined();
	const ids = new Set(json.map(({ id }) => id));
	expect(ids.size).toBe(json.length);
	for (const { id } of firm().all('contacts')) expect(ids).toContain(id);
});

test('a list in another order has nothing twice, though a record came in before what is next', async () => {
	const before = firm()
		.all('contacts')
		.map(({ id }) => id);
	betweenPages(add);
	const { json, error } = await clients({ sort: 'name(asc)' });
	expect(error).toBeUndefined();
	const ids = json.map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
	for (const id of before) expect(ids).toContain(id);
});
