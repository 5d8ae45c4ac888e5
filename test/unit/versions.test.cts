import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cacheFolder } from '../../dev/n8n/cache.cts';
import { allVersions, pinnedN8n } from '../../dev/n8n/versions.cts';

describe('The versions of n8n to test with', () => {
	const versions = allVersions();
	const minors = versions.map(({ n8n }) => Number(/^2\.(\d+)\.\d+$/.exec(n8n)![1]));

	it('are the oldest, one in the middle and the newest, in this order', () => {
		expect(minors.length).toBeGreaterThan(2);
		expect(minors).toEqual([...minors].sort((a, b) => a - b));
		expect(versions.at(-1)).toBe(pinnedN8n);
	});

	it('begin where the README says that support begins, or later', () => {
		expect(minors[0]).toBeGreaterThanOrEqual(10);
	});

	it('are exact, locked, and in a folder of their own', () => {
		for (const { folder, n8n, node } of versions) {
			expect(node).toMatch(/^\d+\.\d+\.\d+$/);
			expect(existsSync(join(folder, 'package-lock.json'))).toBe(true);
			if (dirname(folder) !== dirname(pinnedN8n.folder)) expect(basename(folder)).toBe(n8n);
		}
	});

	it('are each installed beside the others', () => {
		const folders = versions.map((version) => cacheFolder(version));
		expect(new Set(folders).size).toBe(versions.length);
		expect(new Set(folders.map(dirname)).size).toBe(1);
	});
});
