import { ownGrow } from './grow-kit.cts';

const grow = ownGrow();

test('matters come as a firm reads them', async () => {
	const { json, error } = await grow().run('growMatter', 'getAll', { returnAll: true });
	expect(error).toBeUndefined();
	expect(json).toHaveLength(grow().all('matters').length);
	expect(json[0]).toMatchObject({ statusCategory: 'hired', client: 'Yara Lindqvist' });
});
