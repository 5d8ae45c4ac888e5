import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const EVERY_MS = 1_000;

/**
 * `npm start` is npm, a shell, tsx and this process. A SIGTERM to npm ends npm and the shell, and
 * never arrives here: so the shell is watched.
 */
export function whenOrphaned(callback: () => void): void {
	const shell = parentOf(process.ppid);
	if (!(shell > 1)) return; // not known: then only signals stop it
	const timer = setInterval(() => {
		if (isAlive(shell)) return;
		clearInterval(timer);
		callback();
	}, EVERY_MS);
	timer.unref();
}

/** From /proc where there is one: a small Linux has no `ps`. */
function parentOf(pid: number): number {
	try {
		if (process.platform !== 'linux') {
			return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
		}
		return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
	} catch {
		return 0;
	}
}

export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
