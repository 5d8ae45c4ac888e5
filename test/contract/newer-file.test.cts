import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageAt } from '../unit/markdown.cts';
import { growApi, openApi, type OpenApi } from './openapi.cts';

/** `npm run contract -- <file>` as a contributor runs it when Clio has a newer file. */
const folder = mkdtempSync(join(tmpdir(), 'contract-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(api: unknown): { told: string; code: number } {
	const file = join(folder, 'openapi.json');
	writeFileSync(file, JSON.stringify(api));
	const command = ['--require', 'tsx/cjs', 'test/contract/run.cts', file];
	try {
		const told = execFileSync(process.execPath, command, {
			cwd: join(__dirname, '../..'),
			encoding: 'utf8',
			stdio: 'pipe',
		});
		return { told, code: 0 };
	} catch (error) {
		const { stdout, stderr, status } = error as { stdout: string; stderr: string; status: number };
		return { told: stdout + stderr, code: status };
	}
}

(openApi ? describe : describe.skip)('npm run contract', () => {
	it('has nothing to say of the file the package was made by but the numbers', () => {
		const { told, code } = run(openApi);
		expect(told).toMatch(/^Contract: \d+ resources, 282 of 282 operations, .*\n$/);
		expect(code).toBe(0);
	}, 60_000);

	it('says what is new, gone and changed', () => {
		const api = structuredClone(openApi) as OpenApi;
		const { properties } =
			api.paths['/tasks.json'].post.requestBody!.content['application/json'].schema.properties!
				.data;
		properties!.colour = { type: 'string' };
		properties!.name = { type: 'integer' };
		api.paths['/robots.json'] = { get: { parameters: [], responses: {} } };
		delete api.paths['/notes/{id}.json'].delete;
		const { told, code } = run(api);
		expect(told).toContain('New operations\n  GET /robots\n');
		expect(told).toContain('New\n  task POST: colour\n  task POST: colour: string\n');
		expect(told).toContain('Gone\n  note operations: DELETE /notes/{}\n');
		expect(told).toContain('Changed\n  task POST: name: string -> task POST: name: number\n');
		// The page that explains it shows this very run; the numbers grow with the package.
		const shown = pageAt('docs/contributing/clio-changes.md').blocks.map(({ text }) => text);
		const numberless = (text: string) => text.replace(/\d+/g, 'N');
		expect(shown.map(numberless)).toContain(numberless(told));
		expect(code).toBe(1);
	}, 60_000);

	(growApi ? it : it.skip)(
		'knows a file of Clio Grow from one of Clio Manage',
		() => {
			const api = structuredClone(growApi) as OpenApi;
			expect(run(api).told).toMatch(
				/^Contract of Clio Grow: 11 resources, 24 of 24 operations, .*\n$/,
			);
			api.paths['/tasks'] = { get: { parameters: [], responses: {} } };
			const { schema } = api.paths['/sources'].post.requestBody!.content['application/json'];
			schema.properties!.data.properties!.name.maxLength = 100;
			const { told, code } = run(api);
			expect(told).toContain('New operations\n  GET /tasks\n');
			expect(told).toContain('growSource POST: name is at most 100 characters');
			expect(code).toBe(1);
		},
		60_000,
	);

	it('says what it needs of a file that is none', () => {
		const { told, code } = run({});
		expect(told).toContain('npm run contract -- openapi.json');
		expect(code).toBe(2);
	}, 60_000);
});
