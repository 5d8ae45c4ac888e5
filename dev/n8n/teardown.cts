/**
 * What has to be undone, newest first. Everything that starts something registers here before it
 * waits for anything, so that Ctrl-C halfway leaves as little behind as Ctrl-C at the end.
 */
export class Teardown {
	private steps: Array<() => unknown> = [];
	private unwinding?: Promise<void>;

	/** Returns a function that strikes the step out again, for what ended by itself. */
	add(undo: () => unknown): () => void {
		if (this.unwinding) {
			void undo();
			throw new Error('Stopped');
		}
		this.steps.push(undo);
		return () => (this.steps = this.steps.filter((step) => step !== undo));
	}

	/** For a part that may be undone before the whole. */
	part(): Teardown {
		const part = new Teardown();
		const forget = this.add(() => part.run());
		part.add(forget);
		return part;
	}

	run(): Promise<void> {
		return (this.unwinding ??= this.unwind());
	}

	private async unwind(): Promise<void> {
		for (const undo of this.steps.reverse()) {
			try {
				await undo();
			} catch (error) {
				console.error(`While stopping: ${(error as Error).message}`);
			}
		}
	}
}
