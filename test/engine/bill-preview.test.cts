import { choose, fileOf, type Setup } from './engine.cts';
import { ownFirm } from './kit.cts';

/** How a bill looks: as HTML to go on with, and as a file to attach. */
const firm = ownFirm();

const preview = (bill: unknown, parameters: object = {}, rest: Partial<Setup> = {}) =>
	firm().run(
		'bill',
		'preview',
		{ bill: choose(bill), binaryPropertyName: 'data', ...parameters },
		rest,
	);

test('is HTML, and the same as a file', async () => {
	const { id, number } = firm().all('bills')[0];
	const { json, items, error } = await preview(id);
	expect(error).toBeUndefined();
	const html = String(json[0].html);
	expect(html).toMatch(/<html/i);
	expect(html).toContain(String(number));
	const { data } = items[0].binary!;
	expect(data).toMatchObject({
		fileName: `Bill Preview ${id}.html`,
		mimeType: 'text/html',
		fileExtension: 'html',
	});
	expect(Buffer.from(data.data, 'base64').toString()).toBe(html);
	expect(firm().sandbox.storage.requests).toEqual([]);
});

test('of several bills, each beside the files of its item', async () => {
	const [one, two] = firm().all('bills');
	const { items } = await preview(
		'={{ $json.bill }}',
		{ binaryPropertyName: 'bill' },
		{
			items: [{ bill: one.id }, { bill: two.id }],
			files: [{ data: fileOf('Letter.pdf', 'Dear client') }],
		},
	);
	expect(items.map(({ binary }) => Object.keys(binary!))).toEqual([['data', 'bill'], ['bill']]);
	expect(items.map(({ binary }) => binary!.bill.fileName)).toEqual([
		`Bill Preview ${one.id}.html`,
		`Bill Preview ${two.id}.html`,
	]);
});

test('of a bill that is not there is told', async () => {
	const { error } = await preview(1);
	expect(error?.message).toMatch(/no such record/);
});

test('with umlauts and other signs arrives as it was', async () => {
	const body = '<html><p>Größe – “quoted” €</p></html>';
	const headers = { 'content-type': 'text/html; charset=utf-8', 'x-ratelimit-limit': '50' };
	firm().sandbox.fail({ path: /preview/, status: 200, body, headers });
	const { json, items } = await preview(firm().all('bills')[0].id);
	expect(json).toEqual([{ html: body }]);
	expect(Buffer.from(items[0].binary!.data.data, 'base64').toString()).toBe(body);
});
