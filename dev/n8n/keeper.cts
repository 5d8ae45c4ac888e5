import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A process that outlives its starter for a moment: when the pipe between them ends, however the
 * starter ended, it ends the process groups and removes the folders still on its list. A normal stop
 * empties the list first. It is needed because a start may be killed outright: tsx, for one, does so
 * to a script that does not answer Ctrl-C within 60 ms.
 */
const held = new Set<string>();

createInterface({ input: process.stdin })
	.on('line', (line) => {
		const { hold, release } = JSON.parse(line) as { hold?: string; release?: string };
		if (hold) held.add(hold);
		if (release) held.delete(release);
	})
	.on('close', () => void cleanUp());

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

async function cleanUp(): Promise<void> {
	const groups = [...held].filter((name) => name.startsWith('group:')).map((name) => name.slice(6));
	for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
		const alive = groups.map((group) => send(Number(group), signal)).some(Boolean);
		if (alive) await sleep(3_000);
	}
	for (const name of held) {
		if (name.startsWith('folder:')) rmSync(name.slice(7), { recursive: true, force: true });
	}
}

function send(group: number, signal: NodeJS.Signals): boolean {
	try {
		process.kill(-group, signal);
		return true;
	} catch {
		return false;
	}
}
