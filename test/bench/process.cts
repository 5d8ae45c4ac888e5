import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Teardown } from '../../dev/n8n/teardown.cts';

/** What a process can be asked to do. */
export type Handlers = Record<string, (asked: any) => unknown>;

interface Question {
	id: number;
	name: string;
	asked: unknown;
}

interface Reply {
	id: number;
	answer?: unknown;
	error?: string;
}

interface Waiting {
	resolve(answer: unknown): void;
	reject(error: Error): void;
}

type Answer<H extends Handlers, N extends keyof H> = Awaited<ReturnType<H[N]>>;

/** In a process of its own: does what it is asked, and ends with the process that started it. */
export function serve(handlers: Handlers): void {
	process.on('message', ({ id, name, asked }: Question) => {
		const reply = (rest: Omit<Reply, 'id'>) => process.send!({ id, ...rest });
		void (async () => handlers[name](asked))().then(
			(answer) => reply({ answer }),
			(error: Error) => reply({ error: error.stack }),
		);
	});
	process.on('disconnect', () => process.exit());
}

/** A process of its own, so that the memory and the processor it takes are its own. */
export class Process<H extends Handlers> {
	private count = 0;
	private readonly waiting = new Map<number, Waiting>();

	private constructor(private readonly child: ChildProcess) {
		child.on('message', ({ id, answer, error }: Reply) => {
			const one = this.waiting.get(id);
			this.waiting.delete(id);
			if (error === undefined) one?.resolve(answer);
			else one?.reject(new Error(error));
		});
		child.on('exit', (code, signal) => {
			for (const one of this.waiting.values())
				one.reject(new Error(`The process ended with ${signal ?? code}`));
		});
	}

	/** @param flags of Node, e.g. `--expose-gc` */
	static start<H extends Handlers>(
		file: string,
		teardown: Teardown,
		{ node, flags = [] }: { node?: string; flags?: string[] } = {},
	): Process<H> {
		const child = fork(join(__dirname, file), {
			execPath: node,
			execArgv: ['--require', 'tsx/cjs', ...flags],
		});
		teardown.add(() => child.kill());
		return new Process<H>(child);
	}

	ask<N extends keyof H & string>(name: N, ...[asked]: Parameters<H[N]>): Promise<Answer<H, N>> {
		const id = ++this.count;
		return new Promise((resolve, reject) => {
			this.waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
			this.child.send({ id, name, asked } satisfies Question);
		});
	}

	end(): void {
		this.child.kill();
	}
}
