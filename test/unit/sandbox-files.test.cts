import axios from 'axios';
import { unzipSync } from 'fflate';
import type { Sandbox } from '../../dev/sandbox/server.cts';
import { putFile, startFirm, type Client } from './sandbox-client.cts';

let sandbox: Sandbox;
let clio: Client;
beforeEach(async () => ({ sandbox, clio } = await startFirm(20)));
afterEach(() => sandbox.close());

const letter = () => sandbox.store.all('documents')[0];
const anyStatus = { validateStatus: () => true };

/** Where a call sends its caller. */
async function wayTo(path: string): Promise<string> {
	const { status, location } = await clio.get(path);
	expect(status).toBe(303);
	return location!;
}

describe('a download', () => {
	test('leads to an address outside the API that takes no bearer', async () => {
		const address = await wayTo(`documents/${letter().id}/download`);
		expect(address).not.toContain('/api/v4/');
		const { data, headers } = await axios.get(address);
		expect(data).toMatch(/^%PDF-/);
		expect(data).toContain('(Engagement letter.pdf, version 1)');
		expect(headers['content-type']).toBe('application/pdf');
		const refused = await axios.get(address, {
			...anyStatus,
			headers: { authorization: 'Bearer x' },
		});
		expect([refused.status, refused.data]).toEqual([400, expect.stringContaining('<Error>')]);
	});

	test('is possible for a while, and of what is uploaded', async () => {
		const address = await wayTo(`documents/${letter().id}/download.json`);
		await sandbox.advance(3_600_000);
		expect((await axios.get(address, anyStatus)).status).toBe(403);
		const parent = { id: letter().parent, type: 'Folder' };
		const { id } = (await clio.create('documents', { name: 'Draft.pdf', parent })).data;
		expect((await clio.get(`documents/${id}/download`)).status).toBe(404);
	});
});

describe('what Clio makes in the background', () => {
	const made = async (path: string, body: object, fields = 'id') =>
		(await clio.create(path, body, fields)).data;

	test('a report can be fetched once it is completed', async () => {
		const { id } = await made('reports', { kind: 'revenue', format: 'csv' });
		expect((await clio.get(`reports/${id}/download`)).status).toBe(404);
		await sandbox.advance(10_000);
		const { data, headers } = await axios.get(await wayTo(`reports/${id}/download`));
		expect([data, headers['content-type']]).toEqual([
			expect.stringMatching(/^Client,Matter,/),
			'text/csv',
		]);
	});

	test('a preset makes reports', async () => {
		const preset = { name: 'Monthly', kind: 'revenue', format: 'pdf', options: '{}' };
		const { id } = await made('report_presets', preset);
		const path = `report_presets/${id}/generate_report`;
		const report = await made(path, {}, 'id,name,source,format');
		expect(report).toMatchObject({ name: 'Monthly', source: 'presets', format: 'pdf' });
		expect((await clio.get(`reports/${report.id}`)).status).toBe(200);
		const { last_generated_at } = await clio.read(`report_presets/${id}`, 'last_generated_at');
		expect(last_generated_at).toBe('2026-03-02T12:00:00Z');
	});

	const archived = async (items: object[]) => {
		const { id } = await made('document_archives', { items });
		await sandbox.advance(10_000);
		const { size } = await clio.read(`document_archives/${id}`, 'size');
		const address = await wayTo(`document_archives/${id}/download`);
		const { data } = await axios.get(address, { responseType: 'arraybuffer' });
		expect(data).toHaveLength(size);
		return unzipSync(data);
	};

	test('an archive has documents as they are, in their folders', async () => {
		const { id, name, parent } = letter();
		const home = sandbox.store.get('folders', parent)!;
		const files = await archived([
			{ id: parent, type: 'Folder' },
			{ id, type: 'Document' },
			{ id, type: 'Document' },
		]);
		expect(Object.keys(files)).toEqual([
			`${home.name}/${name}`,
			`${home.name}/Correspondence/Letter to the other side.docx`,
			name,
			'Engagement letter (2).pdf',
		]);
		expect(Buffer.from(files[name])).toEqual(await sandbox.storage.bytes(id));
	});

	test('an archive has what was uploaded, and neither stubs nor what is in the trash', async () => {
		const [folder, other] = sandbox.store.all('folders').filter(({ name }) => /corr/i.test(name));
		const parent = { id: folder.id, type: 'Folder' };
		const fields = 'id,latest_document_version{uuid,put_url,put_headers}';
		const stub = await made('documents', { name: 'Scan.bin', parent }, fields);
		const { uuid, ...address } = stub.latest_document_version;
		const scan = Buffer.alloc(2_500_000, 'scan');
		await putFile(address, scan);
		const items = [{ id: folder.id, type: 'Folder' }];
		expect(Object.keys(await archived(items))).toHaveLength(1);
		await clio.update(`documents/${stub.id}`, { uuid, fully_uploaded: true });
		const files = await archived(items);
		expect(Buffer.from(files['Correspondence/Scan.bin']).equals(scan)).toBe(true);
		await clio.remove(`documents/${stub.id}`);
		expect(Object.keys(await archived(items))).toHaveLength(1);
		const [{ id }] = sandbox.store.all('documents').filter((each) => each.parent === other.id);
		await clio.remove(`documents/${id}`);
		expect(await archived([{ id: other.id, type: 'Folder' }])).toEqual({});
	});

	test('a template becomes finished documents', async () => {
		const [template] = sandbox.store.all('document_templates');
		const ask = (formats: string[]) =>
			made('document_automations', {
				...{ document_template: { id: template.id }, filename: 'Offer', formats },
				matter: { id: sandbox.store.all('matters')[0].id },
			});
		const { id } = await ask(['original', 'pdf']);
		await sandbox.advance(10_000);
		const path = `document_automations/${id}`;
		const { documents } = await clio.read(path, 'documents{id,name,size}');
		const [original, pdf] = await Promise.all(
			documents.map((each: { id: number }) => sandbox.storage.bytes(each.id)),
		);
		expect(original).toEqual(Buffer.from(template.file, 'base64'));
		expect(String(pdf)).toMatch(/^%PDF-.*Offer\.pdf, made from/s);
		expect(documents[1].size).toBe(pdf.length);
		const count = sandbox.store.all('documents').length;
		sandbox.outcome('document_automations', 'failed');
		const failed = await ask(['pdf']);
		await sandbox.advance(10_000);
		const read = await clio.read(`document_automations/${failed.id}`, 'state,documents');
		expect(read).toEqual({ state: 'failed', documents: [] });
		expect(sandbox.store.all('documents')).toHaveLength(count);
	});

	test('an archive can fail, and never end', async () => {
		const items = [{ id: letter().id, type: 'Document' }];
		for (const [outcome, state] of [
			['failed', 'failed'] as const,
			['never', 'in_progress'] as const,
		]) {
			sandbox.outcome('document_archives', outcome);
			const { id } = await made('document_archives', { items });
			await sandbox.advance(86_400_000);
			const read = await clio.read(`document_archives/${id}`, 'state,size');
			expect(read).toEqual({ state, size: null });
			expect((await clio.get(`document_archives/${id}/download`)).status).toBe(404);
		}
	});

	test('a template is a file, too', async () => {
		const file = Buffer.from('Dear {{client}}').toString('base64');
		const template = await made('document_templates', { file, filename: 'letter.docx' });
		const { data } = await axios.get(await wayTo(`document_templates/${template.id}/download`));
		expect(data).toBe('Dear {{client}}');
	});
});

test('a document as parent is given a new version, and an old one can be the latest again', async () => {
	const { id } = letter();
	const parent = { id, type: 'Document' };
	const fields = 'id,latest_document_version{uuid,version_number,put_url,put_headers}';
	const made = await clio.create('documents', { name: 'Signed.pdf', parent }, fields);
	expect(made).toMatchObject({ status: 201, data: { id } });
	const { uuid, version_number } = made.data.latest_document_version;
	expect(version_number).toBe(2);
	// Its first version is still there while the second is on its way.
	const path = `documents/${id}/versions`;
	expect(await clio.list(`${path}?fully_uploaded=true`)).toHaveLength(1);
	expect(await clio.list(`documents?ids[]=${id}`)).toHaveLength(1);
	await putFile(made.data.latest_document_version, 'Signed');
	await clio.update(`documents/${id}`, { uuid, fully_uploaded: true });
	const versions = await clio.list(path, 'id,filename,version_number');
	expect(versions).toMatchObject([
		{ filename: 'Engagement letter.pdf' },
		{ filename: 'Signed.pdf' },
	]);
	const restored = `${path}/${versions[0].id}/save_as_latest_version`;
	expect((await clio.create(restored, {})).status).toBe(200);
	expect(
		await clio.read(`documents/${id}`, 'filename,latest_document_version{version_number}'),
	).toEqual({ filename: 'Engagement letter.pdf', latest_document_version: { version_number: 3 } });
	const first = await wayTo(`documents/${id}/download?document_version_id=${versions[0].id}`);
	expect((await axios.get(first)).data).toContain('version 1');
});

test('a copy lies elsewhere under another name', async () => {
	const { id } = sandbox.store.all('matters').at(-1)!;
	const parent = { id, type: 'Matter' };
	const path = `documents/${letter().id}/copy`;
	const fields = 'id,name,filename,matter{id}';
	const copy = await clio.create(path, { name: 'Copy', parent, colour: 'red' }, fields);
	expect(copy).toMatchObject({
		status: 201,
		data: { name: 'Copy', filename: 'Engagement letter.pdf', matter: { id } },
	});
	expect(copy.data.id).not.toBe(letter().id);
	expect(await clio.list(`documents?matter_id=${id}`)).toHaveLength(1);
	expect((await clio.create(path, { name: 'Copy' })).status).toBe(422);
});

test('the contents of a folder are documents and folders, of the root folder by default', async () => {
	const { parent: home } = letter();
	const contents = await clio.list(`folders/list?parent_id=${home}`, 'type,name');
	expect(contents).toEqual([
		{ type: 'Folder', name: 'Correspondence' },
		{ type: 'Document', name: 'Engagement letter.pdf' },
	]);
	const below = await clio.list(
		`folders/list?parent_id=${home}&scope=descendants&order=name(desc)`,
	);
	expect(below).toHaveLength(3);
	const root = sandbox.store.all('folders').find((folder) => folder.root)!;
	const top = await clio.list('folders/list', 'parent{id}');
	expect(new Set(top.map(({ parent }) => parent.id))).toEqual(new Set([root.id]));
	expect((await clio.get('folders/list?parent_id=null')).status).toBe(400);
});

test('the preview of a bill is a page', async () => {
	const { id, number } = sandbox.store.all('bills')[0];
	const { status, page } = await clio.get(`bills/${id}/preview`);
	expect([status, page]).toEqual([200, expect.stringMatching(/^<!DOCTYPE html>/)]);
	expect(page).toContain(`Invoice ${number}`);
	sandbox.withhold('Billing');
	expect((await clio.get(`bills/${id}/preview`)).status).toBe(403);
});
