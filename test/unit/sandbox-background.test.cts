import type { Sandbox } from '../../dev/sandbox/server.cts';
import { startFirm, type Client } from './sandbox-client.cts';

/** What Clio makes in the background, and what it is made from. */
let sandbox: Sandbox;
let clio: Client;
beforeEach(async () => ({ sandbox, clio } = await startFirm(20)));
afterEach(() => sandbox.close());

describe('a report', () => {
	const ask = (more: object = {}) =>
		clio.create('reports', { kind: 'trust_ledger', format: 'csv', ...more }, 'id,state,name');

	test('is there a little after it was asked for', async () => {
		const { status, data } = await ask();
		expect([status, data.state, data.name]).toEqual([201, 'queued', 'Trust ledger']);
		const read = () => clio.read(`reports/${data.id}`, 'state,progress,category,source');
		await sandbox.advance(1000);
		expect(await read()).toMatchObject({ state: 'in_progress', progress: 50 });
		await sandbox.advance(1000);
		expect(await read()).toEqual({
			state: 'completed',
			progress: 100,
			category: 'financial',
			source: 'reports',
		});
		expect((await clio.list('reports?kind=trust_ledger&state=completed')).length).toBe(1);
	});

	test('fails or is empty when the firm says so', async () => {
		const { data } = await ask();
		for (const state of ['failed', 'empty']) {
			sandbox.change('reports', { state });
			expect((await clio.read(`reports/${data.id}`, 'state')).state).toBe(state);
		}
	});

	test.each([
		[{ kind: 'weather' }, 'kind'],
		[{ format: 'docx' }, 'format'],
		[{ matter: { id: 1 } }, 'matter'],
		[{ start_date: '2026-02-01', end_date: '2026-01-01' }, 'end_date'],
	])('%j is 422', async (more, word) => {
		const { status, message } = await ask(more);
		expect([status, message]).toEqual([422, expect.stringContaining(word)]);
	});
});

describe('a report preset', () => {
	const preset = { name: 'Mine', kind: 'revenue', format: 'pdf', options: { group_by: 'client' } };
	const schedule = (report_preset_id: number, more: object) => ({
		report_preset_id,
		frequency: 'daily',
		time_of_day: '2020-01-01T08:30:00Z',
		time_zone: 'Europe/London',
		...more,
	});

	test('has a schedule that says when it runs next, and goes with it', async () => {
		const { data } = await clio.create('report_presets', preset, 'id,options,report_schedule');
		expect(data).toMatchObject({ options: '{"group_by":"client"}', report_schedule: null });
		const made = await clio.create('report_schedules', schedule(data.id, {}));
		const path = `report_schedules/${made.data.id}`;
		const next = async (values: object) =>
			(await clio.update(path, values, 'next_scheduled_date')).data.next_scheduled_date;
		// Asked at noon on a Monday.
		expect(await next({})).toBe('2026-03-03T08:30:00Z');
		expect(await next({ frequency: 'weekly', days_of_week: [5] })).toBe('2026-03-06T08:30:00Z');
		expect(await next({ frequency: 'monthly', day_of_month: 32 })).toBe('2026-03-31T08:30:00Z');
		expect(await next({ effective_from: '2026-04-01' })).toBe('2026-04-30T08:30:00Z');
		const found = 'report_presets?has_schedule=true&schedule_frequency=monthly';
		expect(await clio.list(found, 'id')).toEqual([{ id: data.id }]);
		await clio.remove(`report_presets/${data.id}`);
		expect((await clio.get(path)).status).toBe(404);
	});

	test.each([{ time_zone: 'Middle/Earth' }, { days_of_week: [7] }, { report_preset_id: 1 }])(
		'%j is 422',
		async (more) => {
			const [{ id }] = await clio.list('report_presets');
			expect((await clio.create('report_schedules', schedule(id, more))).status).toBe(422);
		},
	);

	test('is ordered by its next run, those without one last', async () => {
		const order = 'report_presets?order=next_scheduled_date(asc)';
		const rows = await clio.list(order, 'report_schedule');
		expect(rows.map((row) => !!row.report_schedule)).toEqual([true, false]);
	});
});

describe('document templates', () => {
	const file = Buffer.from('Dear {{client}}').toString('base64');

	test('come as Base64 with a name', async () => {
		const fields = 'size,content_type,filename,last_modified_by{id}';
		const made = await clio.create('document_templates', { file, filename: 'Dear.pdf' }, fields);
		expect(made.data).toEqual({
			size: 15,
			content_type: 'application/pdf',
			filename: 'Dear.pdf',
			last_modified_by: { id: sandbox.store.all('users')[0].id },
		});
		for (const wrong of [{ file }, { file, filename: 'a.exe' }, { file: '%', filename: 'a.pdf' }]) {
			expect((await clio.create('document_templates', wrong)).status).toBe(422);
		}
	});

	test('become documents of a matter, one a format', async () => {
		const [{ id: document_template }] = await clio.list('document_templates');
		const matter = sandbox.store.all('matters').at(-1)!.id;
		const before = (await clio.list(`documents?matter_id=${matter}`)).length;
		const ask = (formats: string[]) =>
			clio.create('document_automations', {
				document_template: { id: document_template },
				filename: 'Offer',
				formats,
				matter: { id: matter },
			});
		const { data } = await ask(['pdf', 'original']);
		const read = () => clio.read(`document_automations/${data.id}`, 'state,documents{name}');
		expect(await read()).toEqual({ state: 'queued', documents: [] });
		await sandbox.advance(2000);
		expect(await read()).toEqual({
			state: 'completed',
			documents: [{ name: 'Offer.pdf' }, { name: 'Offer.docx' }],
		});
		expect(await clio.list(`documents?matter_id=${matter}`)).toHaveLength(before + 2);
		expect((await ask(['html'])).status).toBe(422);
		expect((await ask([])).status).toBe(422);
	});
});

test('documents and folders are archived', async () => {
	const { id, type } = sandbox.store.all('folders').at(-1)!;
	const made = await clio.create('document_archives', { items: [{ id, type }] }, 'id,state,size');
	expect(made.data).toMatchObject({ state: 'queued', size: null });
	await sandbox.advance(2000);
	const done = await clio.read(`document_archives/${made.data.id}`, 'state,progress,size');
	expect(done).toEqual({ state: 'completed', progress: 100, size: expect.any(Number) });
	for (const items of [[], [{ id, type: 'Document' }], [{ id: 1, type }]]) {
		expect((await clio.create('document_archives', { items })).status).toBe(422);
	}
});

test('comments are about a document or a folder', async () => {
	for (const path of ['documents', 'folders']) {
		const { id } = sandbox.store.all(path)[0];
		const comment = { item: { id }, message: `About ${path}` };
		expect((await clio.create('comments', comment)).status).toBe(201);
		const found = (await clio.list(`comments?item_id=${id}`, 'message,creator{name}')).at(-1);
		expect(found).toEqual({ message: `About ${path}`, creator: { name: 'Ada Marlow' } });
	}
	expect((await clio.create('comments', { item: { id: 1 }, message: 'x' })).status).toBe(422);
	expect((await clio.create('comments', { item: {}, message: 'x' })).status).toBe(422);
});

test('a document is put into a category', async () => {
	const [category] = await clio.list('document_categories?query=plead', 'id,name');
	const { id } = sandbox.store.all('documents')[0];
	const fields = 'document_category{name}';
	const body = { document_category: { id: category.id } };
	const { data } = await clio.update(`documents/${id}`, body, fields);
	expect(data).toEqual({ document_category: { name: 'Pleading' } });
	expect(await clio.list(`documents?document_category_id=${category.id}`, 'id')).toEqual([{ id }]);
	const unknown = { document_category: { id: 1 } };
	expect((await clio.update(`documents/${id}`, unknown)).status).toBe(422);
});
