import { ownFirm } from './kit.cts';

/** What a workflow that was not made in the editor may say in place of what menus offer. */
const firm = ownFirm(4);
const says = (resource: string, operation: string) => firm().run(resource, operation, {});

test.each([
	['matter', 'shred'],
	['matter', 'constructor'],
	['matter', '__proto__'],
	['bill', 'create'],
])('%s: %s is refused in words, before anything is sent', async (resource, operation) => {
	const { error } = await says(resource, operation);
	expect(error?.message).toBe(`This node has no operation "${operation}" for "${resource}"`);
	expect(error?.description).toMatch(/from their menus/);
	expect(firm().sandbox.requests).toEqual([]);
});

test.each(['lawyer', 'constructor', '={{ "matter" }}'])(
	'a resource %s is, too',
	async (resource) => {
		const { error } = await says(resource, 'get');
		expect(error?.message).toMatch(/^This node has no operation/);
		expect(error?.description).toMatch(/neither can come from an expression/);
	},
);

test('a list of fields may be one', async () => {
	const fields = (fieldList: string) =>
		firm().run('matter', 'getAll', { limit: 1, options: { fieldList } });
	const { json } = await fields('={{ ["id", "status"] }}');
	expect(Object.keys(json[0])).toEqual(['id', 'status']);
	const { error } = await fields('={{ ({ id: true }) }}');
	expect(error?.message).toBe('Field List is an object or a list, not text');
});
