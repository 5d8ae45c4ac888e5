const EVERY_MS = 1_000;

/**
 * `npm start` is npm, a shell and this process. A SIGTERM to npm ends npm and the shell, and never
 * arrives here: so the shell is watched.
 */
export function whenOrphaned(callback: () => void): void {
	const shell = process.ppid;
	const timer = setInterval(() => {
		if (process.ppid === shell) return;
		clearInterval(timer);
		callback();
	}, EVERY_MS);
	timer.unref();
}
