import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

// A process has one zone from its start, so these tests start again in others.
const again = ['dates', 'body', 'query'].map((name) => `test/unit/${name}.test.cts`);

it.concurrent.each(['Pacific/Auckland', 'America/Los_Angeles'])(
	'dates mean the same on a server in %s',
	async (TZ) => {
		const jest = [require.resolve('jest/bin/jest'), '--runInBand', ...again];
		await promisify(execFile)(process.execPath, jest, {
			cwd: join(__dirname, '../..'),
			env: { ...process.env, TZ },
		});
	},
);
