import { spawn } from 'node:child_process';

export interface Put {
	url: string;
	headers: Record<string, string>;
	/** The bytes. */
	path: string;
}

/** So many of them at once, each over a connection that is used again. */
export async function curlPuts(puts: Put[], atOnce: number): Promise<number> {
	const all = puts.map(({ url, headers, path }) => ({
		url,
		'upload-file': path,
		output: '/dev/null',
		// Without waiting for the server's leave first, as n8n does not either.
		header: ['Expect:', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)],
	}));
	return await curl(all, ['--no-progress-meter', '--parallel', '--parallel-max', String(atOnce)]);
}

export async function curlGet(url: string, path: string): Promise<number> {
	return await curl([{ url, output: path }]);
}

type Options = Record<string, string | string[]>;

/** How many ms it took. What to do comes by a file that only curl reads, as there may be much of it. */
async function curl(transfers: Options[], more: string[] = []): Promise<number> {
	const config = transfers.map((each) => lines({ ...each })).join('\nnext\n');
	const began = performance.now();
	await new Promise<void>((resolve, reject) => {
		const child = spawn('curl', [...more, '--config', '-'], {
			stdio: ['pipe', 'inherit', 'inherit'],
		});
		child.on('error', reject);
		child.on('exit', (code) =>
			code === 0 ? resolve() : reject(new Error(`curl ended with ${code}`)),
		);
		child.stdin.end(config);
	});
	return performance.now() - began;
}

function lines(options: Options): string {
	const all = Object.entries(options).flatMap(([name, values]) =>
		[values].flat().map((value) => `${name} = ${JSON.stringify(value)}`),
	);
	return ['silent', 'show-error', 'fail', ...all].join('\n');
}
