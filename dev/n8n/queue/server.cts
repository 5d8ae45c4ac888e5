import type { Child } from '../child.cts';
import { until } from '../until.cts';

/** What n8n keeps its data in: it can be killed, and started again over what it has written. */
export abstract class Server {
	protected abstract readonly name: string;
	private child?: Child;
	private failure?: Error;

	protected abstract launch(): Child;
	/** It serves, which is a little after it listens. */
	protected abstract serves(): Promise<boolean>;

	/** More than once if need be: what is left of one that was killed may hold its place for a moment. */
	async start(): Promise<void> {
		const isThere = async () => {
			if (this.failure) throw this.failure;
			if (!this.child) this.begin();
			return await this.serves();
		};
		await until(isThere, { what: `${this.name} serves`, withinMs: 30_000 });
	}

	/** In the middle of whatever it does (kill -9). */
	async kill(): Promise<void> {
		const { child } = this;
		this.child = undefined;
		await child?.kill();
	}

	private begin(): void {
		const child = this.launch();
		this.child = child;
		child.exited.then(
			() => this.child === child && (this.child = undefined),
			(error: NodeJS.ErrnoException) => (this.failure = error),
		);
	}
}
