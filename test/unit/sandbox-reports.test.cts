import axios from 'axios';
import { strFromU8, unzipSync } from 'fflate';
import { ALL_KINDS } from '../../dev/sandbox/reports/kinds.cts';
import type { Sandbox } from '../../dev/sandbox/server.cts';
import { startFirm, type Client } from './sandbox-client.cts';

/** What is in the reports of the firm, in every format. */
let sandbox: Sandbox;
let clio: Client;
beforeAll(async () => ({ sandbox, clio } = await startFirm(40)));
afterAll(() => sandbox.close());
afterEach(() => sandbox.outcome('reports'));

const ask = async (body: object): Promise<number> =>
	(await clio.create('reports', { format: 'json', ...body })).data.id;

const stateOf = async (id: number) => {
	await sandbox.advance(10_000);
	return (await clio.read(`reports/${id}`, 'state')).state;
};

async function fetched(body: object): Promise<Buffer> {
	const id = await ask(body);
	expect(await stateOf(id)).toBe('completed');
	const { location } = await clio.get(`reports/${id}/download`);
	return (await axios.get(location!, { responseType: 'arraybuffer' })).data;
}

const rowsOf = async (kind: string, more: object = {}): Promise<any[]> =>
	JSON.parse(String(await fetched({ kind, ...more })));

const total = (rows: any[], column: string) =>
	Math.round(rows.reduce((sum, row) => sum + row[column], 0) * 100) / 100;

describe('a report', () => {
	test('of receivables has the bills that are not paid', async () => {
		const open = sandbox.store
			.all('bills')
			.filter(({ state, balance }) => state === 'awaiting_payment' && balance > 0);
		const rows = await rowsOf('accounts_receivable');
		expect(rows.map((row) => row['Bill Number'])).toEqual(open.map(({ number }) => number));
		expect(total(rows, 'Balance')).toBe(total(open, 'balance'));
	});

	test('of revenue has what was worked and what was billed', async () => {
		const rows = await rowsOf('revenue');
		const sent = sandbox.store
			.all('bills')
			.filter(({ state }) => ['awaiting_payment', 'paid'].includes(state));
		expect(total(rows, 'Billed')).toBe(total(sent, 'total'));
		const fields = 'type,quantity_in_hours,total';
		const activities = await clio.list('activities', fields);
		expect(total(rows, 'Worked')).toBe(total(activities, 'total'));
		expect(new Set(rows.map(({ Matter }) => Matter)).size).toBe(rows.length);
	});

	test('of productivity has a row a user', async () => {
		const rows = await rowsOf('productivity_by_user');
		const working = new Set(sandbox.store.all('activities').map(({ user }) => user));
		expect(rows).toHaveLength(working.size);
		expect(rows[0]).toEqual({
			User: expect.any(String),
			'Billable Hours': expect.any(Number),
			'Non-billable Hours': expect.any(Number),
			Amount: expect.any(Number),
		});
	});

	test('has what is in its period, and of whom it was asked for', async () => {
		const { open_date, responsible_attorney, practice_area, client, display_number } = sandbox.store
			.all('matters')
			.findLast((matter) => matter.responsible_attorney)!;
		const day = { start_date: open_date, end_date: open_date };
		const [found] = await rowsOf('matter', {
			...day,
			responsible_attorney: ref(responsible_attorney),
		});
		expect(found).toMatchObject({ Matter: display_number, Opened: open_date });
		const inYear = await rowsOf('matter', { year: open_date.slice(0, 4) });
		expect(inYear.every(({ Opened }) => Opened.startsWith(open_date.slice(0, 4)))).toBe(true);
		const ofArea = await rowsOf('matter', { practice_area: ref(practice_area) });
		expect(new Set(ofArea.map((row) => row['Practice Area'])).size).toBe(1);
		const ofClient = await rowsOf('matter', { client: ref(client) });
		expect(new Set(ofClient.map(({ Client }) => Client)).size).toBe(1);
	});

	const ref = (id: number) => ({ id });

	test('is empty when there is nothing to report', async () => {
		const never = { start_date: '1990-01-01', end_date: '1990-01-31' };
		const id = await ask({ kind: 'revenue', ...never });
		expect(await stateOf(id)).toBe('empty');
		expect((await clio.get(`reports/${id}/download`)).status).toBe(404);
	});

	test.each(ALL_KINDS)('of the kind %s is there', async (kind) => {
		const rows = await rowsOf(kind);
		expect(Object.keys(rows[0]).length).toBeGreaterThan(1);
	});

	test('ends as a test wants it to', async () => {
		for (const outcome of ['failed', 'empty'] as const) {
			sandbox.outcome('reports', outcome);
			const id = await ask({ kind: 'revenue' });
			sandbox.outcome('reports');
			expect(await stateOf(id)).toBe(outcome);
			expect(await stateOf(await ask({ kind: 'revenue' }))).toBe('completed');
		}
		await axios.post(`${sandbox.url}/sandbox/outcome`, { resource: 'reports', outcome: 'never' });
		const id = await ask({ kind: 'revenue' });
		await sandbox.advance(86_400_000);
		expect(await stateOf(id)).toBe('in_progress');
		expect(() => sandbox.outcome('matters', 'failed')).toThrow('not made in the background');
		expect(() => sandbox.outcome('document_archives', 'empty')).toThrow('cannot end as empty');
	});
});

describe('the file of a report', () => {
	const kind = 'contact_information';
	const odd = 'Grey, "Pip" & Sons <Ltd>\nLeeds';
	beforeAll(() => sandbox.create('contacts', { type: 'Company', name: odd }));

	test('is CSV with one line a row', async () => {
		const csv = String(await fetched({ kind, format: 'csv' }));
		expect(csv).toMatch(/^Name,Type,Email\r\n/);
		expect(csv).toContain('"Grey, ""Pip"" & Sons <Ltd>\nLeeds",Company,\r\n');
		expect((await rowsOf(kind)).at(-1)).toEqual({ Name: odd, Type: 'Company', Email: '' });
	});

	test('is a page', async () => {
		const html = String(await fetched({ kind, format: 'html' }));
		expect(html).toContain('<td>Grey, &#34;Pip&#34; &#38; Sons &#60;Ltd&#62;\nLeeds</td>');
	});

	test('is a PDF whose table of objects is right', async () => {
		const pdf = String(await fetched({ kind, format: 'pdf' }));
		const [, start] = /startxref\n(\d+)\n%%EOF\n$/.exec(pdf)!;
		const table = pdf.slice(Number(start)).match(/^\d{10} 00000 n /gm)!;
		table.forEach((entry, index) =>
			expect(pdf.slice(Number(entry.slice(0, 10)))).toMatch(new RegExp(`^${index + 1} 0 obj`)),
		);
		expect(pdf).toContain('(Contact information)');
	});

	test('is a workbook, where numbers are numbers', async () => {
		const book = unzipSync(await fetched({ kind: 'revenue', format: 'xlsx' }));
		const sheet = strFromU8(book['xl/worksheets/sheet1.xml']);
		const [{ Client, Billed }] = await rowsOf('revenue');
		expect(sheet).toContain(`<t>${Client}</t>`);
		expect(sheet).toContain(`<c><v>${Billed}</v></c>`);
		expect(Object.keys(book)).toContain('[Content_Types].xml');
	});

	test('is a zip with the CSV', async () => {
		const files = unzipSync(await fetched({ kind, format: 'zip' }));
		const csv = String(await fetched({ kind, format: 'csv' }));
		expect(strFromU8(files['Contact information.csv'])).toBe(csv);
	});
});
