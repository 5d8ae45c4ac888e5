import axios from 'axios';
import { kindOf } from '../../dev/sandbox/kinds.cts';
import { resources } from '../../dev/sandbox/resources/index.cts';
import type { Link, Resource } from '../../dev/sandbox/vocabulary.cts';
import { api, fieldsOf, sandbox } from './sandbox-api.cts';

describe('fields', () => {
	test('default to id and etag, with and without .json', async () => {
		for (const path of ['/matters', '/matters.json']) {
			const { data } = await api.get(path, { params: { limit: 1 } });
			expect(Object.keys(data.data[0])).toEqual(['id', 'etag']);
		}
	});

	test('go one level deep', async () => {
		const [row] = await fieldsOf('/matters', 'client,practice_area{name,category}');
		expect(Object.keys(row.client)).toEqual(['id', 'etag']);
		expect(Object.keys(row.practice_area)).toEqual(['name', 'category']);
	});

	test.each([
		['nme', 'nme is not a valid field'],
		['client{nme}', 'nme is not a valid field'],
		['client{company{id}}', expect.stringContaining('nested')],
		['description{id}', 'description is not a valid field'],
	])('%s is refused', async (fields, message) => {
		const { status, data } = await api.get('/matters', { params: { fields } });
		expect([status, data]).toEqual([400, { error: { type: 'InvalidFields', message } }]);
	});
});

test('every record can show all of its fields', async () => {
	const isList = ({ operations, rowsOf }: Resource) => operations.includes('L') && !rowsOf;
	for (const { path, rows } of resources.filter(isList)) {
		const { data } = await axios.get(`${sandbox.url}/sandbox/records/${path}`);
		if (!rows) expect([path, data.length]).toEqual([path, sandbox.store.all(path).length]);
		// A notification of mine has no id of its own.
		expect([path, data[0]?.id ?? data[0]?.event]).toEqual([path, expect.anything()]);
	}
});

test('what a record nests is known', () => {
	const known = new Set<string>();
	const visit = ({ kind }: Link) => {
		if (known.has(kind)) return;
		known.add(kind);
		Object.values(kindOf(kind).nested ?? {}).forEach(visit);
	};
	for (const { nested = {} } of resources) Object.values(nested).forEach(visit);
	expect(known).toContain('DocumentVersion');
});
