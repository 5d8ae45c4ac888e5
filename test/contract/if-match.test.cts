import { manage } from './apis.cts';
import { anyNames } from './openapi.cts';

/** Whatever has an etag can be changed on the condition that it still has it (guards.ts). */
const { file, resources } = manage;
const missing = 'If-Match: skipped, Clio’s OpenAPI file is not here (CLIO_OPENAPI is its path)';
if (!file) process.stdout.write(`${missing}\n`);

const guarded = resources
	.filter(({ operations, reads }) => operations.includes('update') && reads.includes('etag'))
	.map(({ name, path }): [string, string] => [name, `/${path}/{}`]);

(file ? describe : describe.skip)(file ? 'A change takes IF-MATCH' : missing, () => {
	const namesAt = (path: string): string[] =>
		Object.entries(file!.paths)
			.filter(([one]) => anyNames(one.replace(/\.json$/, '')) === anyNames(path))
			.flatMap(([, { patch }]) => patch?.parameters ?? [])
			.map(({ name }) => name.toUpperCase());

	test.each(guarded)('%s', (_, path) => expect(namesAt(path)).toContain('IF-MATCH'));
});
