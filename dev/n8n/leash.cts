import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Writable } from 'node:stream';

let pipe: Writable | undefined;

/** Has a process group ended or a folder removed even if this process is killed. See keeper.cts. */
export function hold(kind: 'group' | 'folder', name: string | number): void {
	tell({ hold: `${kind}:${name}` });
}

export function release(kind: 'group' | 'folder', name: string | number): void {
	tell({ release: `${kind}:${name}` });
}

function tell(message: object): void {
	pipe ??= startKeeper();
	pipe.write(`${JSON.stringify(message)}\n`);
}

function startKeeper(): Writable {
	// execArgv: what makes this process read TypeScript.
	const args = [...process.execArgv, join(__dirname, 'keeper.cts')];
	const keeper = spawn(process.execPath, args, {
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
	});
	keeper.unref();
	(keeper.stdin as unknown as { unref(): void }).unref();
	keeper.stdin.on('error', () => {}); // a keeper that is gone cannot keep: nothing to be done
	return keeper.stdin;
}
