export interface Fault {
	method?: string;
	/** A text is the whole path, with or without /api/v4 and .json; else a pattern. */
	path?: string | RegExp;
	/** How many calls are hit; default 1. */
	times?: number;
	/** How many matching calls pass first. */
	skip?: number;
	/** `before`: the call is not carried out; `after`: it is, and then its answer is replaced. */
	when?: 'before' | 'after';
	status?: number;
	body?: unknown;
	headers?: Record<string, string>;
	/** The connection is closed without an answer. */
	drop?: boolean;
}

/** Faults on order; each call is hit by the first that matches. */
export class Faults {
	private waiting: (Fault & { left: number; toSkip: number })[] = [];

	add(fault: Fault): void {
		this.waiting.push({ ...fault, left: fault.times ?? 1, toSkip: fault.skip ?? 0 });
	}

	clear(): void {
		this.waiting = [];
	}

	take(method: string, path: string): Fault | undefined {
		for (const fault of this.waiting) {
			if (!matches(fault, method, path)) continue;
			if (fault.toSkip > 0) {
				fault.toSkip--;
				continue;
			}
			fault.left--;
			this.waiting = this.waiting.filter(({ left }) => left > 0);
			return fault;
		}
		return undefined;
	}
}

function matches(fault: Fault, method: string, path: string): boolean {
	if (fault.method && fault.method.toUpperCase() !== method) return false;
	if (fault.path === undefined) return true;
	return fault.path instanceof RegExp ? fault.path.test(path) : bare(fault.path) === bare(path);
}

const bare = (path: string) => path.replace(/^\/api\/v4/, '').replace(/\.json$/, '');
