import { choose } from './engine.cts';
import { ownFirm } from './kit.cts';

/** Values that lost something on their way through a workflow. */
const firm = ownFirm(4);
const matter = () => choose(firm().all('matters')[0].id);

test('a text that was cut within an emoji is sent without the half of it', async () => {
	const parameters = { type: 'Matter', matter: matter(), detail: '={{ $json.text.slice(0, 9) }}' };
	const items = [{ text: 'Call back📞 tomorrow' }];
	const { error } = await firm().run('note', 'create', { ...parameters, subject: 'A' }, { items });
	expect(error).toBeUndefined();
	expect(firm().sent).toMatchObject([{ detail: 'Call back' }]);
	const cut = { ...parameters, subject: '={{ $json.text.slice(0, 10) }}' };
	await firm().run('note', 'create', cut, { items });
	expect(firm().sent[1]).toMatchObject({ subject: 'Call back' });
});

test('a name that was cut like that is looked for without it', async () => {
	const matterId = choose('={{ "Lindqvist📞".slice(0, -1) }}', 'name');
	const { error } = await firm().run('matter', 'get', { matterId });
	expect(error?.message).toMatch(/^No matter is called "Lindqvist/);
	expect(firm().asked('matters')[0].get('query')).toBe('Lindqvist');
});

test.each([
	'0026-01-31',
	'0026-01-31T10:00:00Z',
	'={{ DateTime.fromFormat("1/31/26", "L/d/y") }}',
	'={{ new Date("0026-01-31") }}',
	'={{ DateTime.fromISO("+012026-01-31") }}',
])('a day of the year 26 is no deadline: %s', async (due_at) => {
	const taskId = choose(firm().all('tasks')[0].id);
	const { error } = await firm().run('task', 'update', { taskId, fields: { due_at } });
	expect(error?.message).toMatch(/^Due Date is not a date/);
	expect(firm().writes).toEqual([]);
});

test('a sum has the digits that it has on paper', async () => {
	for (const price of ['={{ 0.1 + 0.2 }}', '={{ 1.1 * 3 }}', '={{ 123456789.01 }}', '1.005']) {
		const parameters = { matter: matter(), note: 'Copies', price };
		const { error } = await firm().run('expense', 'create', parameters);
		expect(error).toBeUndefined();
	}
	expect(firm().sent.map(({ price }) => price)).toEqual([0.3, 3.3, 123456789.01, 1.005]);
});
