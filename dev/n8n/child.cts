import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Teardown } from './teardown.cts';

export interface ChildOptions {
	cwd: string;
	env: NodeJS.ProcessEnv;
	logFile: string;
	teardown: Teardown;
	/** How long it may take to end when asked to. */
	graceMs?: number;
	/** Whom it runs as, for a program that refuses to run as root. */
	uid?: number;
	gid?: number;
}

export interface Child {
	pid?: number;
	exited: Promise<number | null>;
	stop(): Promise<void>;
	/** Ends it on the spot, as a power cut would. */
	kill(): Promise<void>;
}

const GRACE_MS = 10_000;
const COMMAND_GRACE_MS = 1_000; // npm, interrupted, would first finish what it is at

/** Starts a program in a process group of its own, so that its children can be ended with it. */
export function startChild(command: string, args: string[], options: ChildOptions): Child {
	const log = openSync(options.logFile, 'a');
	const child = spawn(command, args, {
		cwd: options.cwd,
		env: options.env,
		stdio: ['ignore', log, log],
		detached: true,
		uid: options.uid,
		gid: options.gid,
	});
	closeSync(log);
	const exited = new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => resolve(code));
	});
	exited.catch(() => {}); // whoever waits for it hears of it; nobody has to

	const stop = async () => {
		forget();
		signalGroup(child.pid, 'SIGTERM');
		await Promise.race([exited, sleep(options.graceMs ?? GRACE_MS, null, { ref: false })]).catch(
			() => {},
		);
		signalGroup(child.pid, 'SIGKILL'); // what is left of the group, if anything
	};
	const kill = async () => {
		forget();
		signalGroup(child.pid, 'SIGKILL');
		await exited.catch(() => {});
	};
	const forget = options.teardown.add(stop);
	return { pid: child.pid, exited, stop, kill };
}

/** Runs a program to its end; a failure carries the end of its output. */
export async function runCommand(
	command: string,
	args: string[],
	options: ChildOptions,
): Promise<void> {
	const child = startChild(command, args, { graceMs: COMMAND_GRACE_MS, ...options });
	const code = await child.exited.finally(child.stop);
	if (code === 0) return;
	throw new Error(
		`${command} ${args[0]} ended with ${code ?? 'a signal'}:\n${tail(options.logFile)}`,
	);
}

export function tail(file: string, lines = 30): string {
	try {
		return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
	} catch {
		return '(no log)';
	}
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, signal);
	} catch {
		// gone already
	}
}
