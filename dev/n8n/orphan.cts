import { execFile } from 'node:child_process';

const EVERY_MS = 1_000;

/**
 * `npm start` is npm, a shell, tsx and this process. A SIGTERM to npm ends npm and the shell, and
 * never arrives here: so the shell is watched.
 */
export function whenOrphaned(callback: () => void): void {
	execFile('ps', ['-o', 'ppid=', '-p', String(process.ppid)], (error, output) => {
		const shell = Number(output);
		if (error || !(shell > 1)) return; // no ps: then only signals stop it
		const timer = setInterval(() => {
			if (isAlive(shell)) return;
			clearInterval(timer);
			callback();
		}, EVERY_MS);
		timer.unref();
	});
}

export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
