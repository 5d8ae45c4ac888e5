import { api, fieldsOf, patch, post, sandbox } from './sandbox-api.cts';
import { putFile } from './sandbox-client.cts';

describe('documents and folders', () => {
	const parentOf = (type: string, id: number) => ({ parent: { type, id } });
	const idsOf = async (query: string): Promise<number[]> =>
		(await api.get(`/${query}`)).data.data.map(({ id }: { id: number }) => id);

	test('a document is listed when its file is up', async () => {
		const matter = sandbox.store.all('matters').at(-1)!;
		const fields = `id,filename,content_type,matter{id},parent{name},latest_document_version{uuid,
			fully_uploaded,put_url,put_headers}`.replace(/\s/g, '');
		const name = 'Offer.pdf';
		const made = await post('/documents', { name, ...parentOf('Matter', matter.id) }, fields);
		const { id, latest_document_version: version, ...shown } = made.data.data;
		expect(shown).toEqual({
			filename: name,
			content_type: 'application/pdf',
			matter: { id: matter.id },
			parent: { name: matter.display_number },
		});
		expect(version.put_headers).toEqual([
			{ name: 'x-amz-server-side-encryption', value: 'AES256' },
			{ name: 'Content-Type', value: 'application/pdf' },
		]);
		const list = `documents?matter_id=${matter.id}`;
		expect(await idsOf(list)).toEqual([]);
		expect(await idsOf(`${list}&show_uncompleted=true`)).toEqual([id]);
		const path = `/documents/${id}`;
		const done = { uuid: version.uuid, fully_uploaded: 'true' };
		expect((await patch(path, { ...done, uuid: 'x' })).status).toBe(422);
		expect((await patch(path, { uploaded: true })).status).toBe(200);
		expect(await idsOf(list)).toEqual([]);
		await putFile(version, 'An offer');
		const { data } = await patch(path, done, 'latest_document_version{fully_uploaded,put_url}');
		expect(data.data.latest_document_version).toEqual({ fully_uploaded: true, put_url: null });
		expect(await idsOf(list)).toEqual([id]);
		expect((await patch(path, done)).status).toBe(422);
		const values = { name, ...parentOf('Contact', matter.client) };
		const [stub] = sandbox.create('documents', values);
		sandbox.change('documents', { uploaded: true }, { ids: [stub.id] });
		const [whole] = sandbox.create('documents', { ...values, uploaded: true });
		expect(await idsOf(`documents?contact_id=${matter.client}`)).toEqual([stub.id, whole.id]);
	});

	test('folders lie in folders, and a list goes one or all levels down', async () => {
		const matter = sandbox.store.all('matters')[0];
		const [home, letters] = await idsOf(`folders?matter_id=${matter.id}`);
		expect((await fieldsOf(`/matters/${matter.id}`, 'folder')).folder.id).toBe(home);
		expect(await idsOf(`documents?parent_id=${home}`)).toHaveLength(1);
		expect(await idsOf(`documents?parent_id=${home}&scope=descendants`)).toHaveLength(2);
		const [root] = await idsOf('folders?parent_id=null');
		expect(await idsOf(`folders?parent_id=${root}&query=${matter.display_number}`)).toEqual([home]);
		const made = await post('/folders', { name: '2026', ...parentOf('Folder', letters) });
		const { id } = made.data.data;
		expect((await fieldsOf(`/folders/${id}`, 'matter')).matter.id).toBe(matter.id);
		expect((await patch(`/folders/${home}`, parentOf('Folder', id))).status).toBe(422);
		expect((await patch(`/folders/${id}`, parentOf('Folder', home))).status).toBe(200);
		const refused = await api.delete(`/folders/${root}`);
		expect([refused.status, refused.data.error.type]).toEqual([400, 'DeleteFailed']);
	});

	test('the trash gives back', async () => {
		const [id, other] = await idsOf('documents');
		const path = `/documents/${id}`;
		expect((await api.delete(path)).status).toBe(204);
		for (const method of ['get', 'delete'] as const)
			expect((await api[method](path)).status).toBe(404);
		expect((await patch(path, { name: 'x' })).status).toBe(404);
		expect((await idsOf('documents'))[0]).toBe(other);
		expect(await idsOf(`documents?include_deleted=true&ids[]=${id}`)).toEqual([id]);
		expect((await patch(path, { restore: true })).status).toBe(200);
		expect((await fieldsOf(path, 'deleted_at')).deleted_at).toBeNull();
	});
});
