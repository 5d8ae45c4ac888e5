import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const EVERY_MS = 20;

/** By how many bytes a process grew at most while something was done, in memory of the machine. */
export async function growthWhile<T>(
	pid: number,
	work: () => Promise<T>,
): Promise<{ result: T; before: number; most: number }> {
	const before = residentOf(pid);
	let most = before;
	const look = setInterval(() => (most = Math.max(most, residentOf(pid))), EVERY_MS);
	try {
		const result = await work();
		return { result, before, most };
	} finally {
		clearInterval(look);
	}
}

function residentOf(pid: number): number {
	const status = `/proc/${pid}/status`;
	const kilobytes = existsSync(status)
		? /^VmRSS:\s*(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1]
		: execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
	return Number(kilobytes) * 1024;
}
