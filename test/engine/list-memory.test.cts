import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox } from '../../dev/sandbox/server.cts';

const run = promisify(execFile);

test('a long list takes at most half as much memory again as what it gives', async () => {
	const sandbox = await startSandbox({ matters: 50_000 });
	const { url, clientId, clientSecret } = sandbox;
	const firm = { url, clientId, clientSecret, token: sandbox.issueToken() };
	const file = join(__dirname, 'list-memory.cts');
	const how = ['--expose-gc', '--require', 'tsx/cjs', file, JSON.stringify(firm)];
	const { stdout } = await run(process.execPath, how);
	const { count, most, kept } = JSON.parse(stdout.trim().split('\n').at(-1)!) as {
		[name: string]: number;
	};
	expect(count).toBe(50_000);
	expect(kept).toBeGreaterThan(20_000_000);
	expect(most / kept).toBeLessThan(1.5);
	await sandbox.close();
}, 180_000);
