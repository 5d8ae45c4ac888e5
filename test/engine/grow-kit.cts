/** A Clio Grow of its own for every test, and what is told to the node Clio Grow. */
import type { INodeParameters } from 'n8n-workflow';
import type { Platform } from '../../dev/sandbox/platform/platform.cts';
import type { LoggedRequest } from '../../dev/sandbox/request-log.cts';
import { startSandbox, type Sandbox } from '../../dev/sandbox/server.cts';
import type { Row } from '../../dev/sandbox/store.cts';
import { runGrow, type Outcome, type Setup } from './engine.cts';

export class Grow {
	constructor(readonly sandbox: Sandbox) {}

	get platform(): Platform {
		return this.sandbox.platform;
	}

	run(
		resource: string,
		operation: string,
		parameters: object = {},
		rest: Partial<Setup> = {},
	): Promise<Outcome> {
		const all = { resource, operation, ...parameters } as INodeParameters;
		return runGrow({ sandbox: this.sandbox, parameters: all, ...rest });
	}

	all(table: string): Row[] {
		return this.platform.store.all(table);
	}

	get(table: string, id: unknown): Row {
		return this.platform.store.get(table, Number(id))!;
	}

	/** Requests of the API, in order. */
	get calls(): LoggedRequest[] {
		return this.platform.requests.filter(({ path }) => !path.startsWith('/oauth/'));
	}

	/** Method, path and query of each, for reading. */
	get asked(): string[] {
		return this.calls.map(({ method, path, query }) => {
			const pairs = [...new URLSearchParams(query)].map((pair) => pair.join('='));
			const search = pairs.join('&');
			return `${method} ${path}${search ? `?${search}` : ''}`;
		});
	}

	/** The bodies of what was written. */
	get sent(): unknown[] {
		return this.calls.filter(({ method }) => method === 'POST').map(({ body }) => body);
	}
}

/** In a test file: `grow()` is then the one of the test that runs. */
export function ownGrow(): () => Grow {
	let grow: Grow;
	beforeEach(async () => {
		grow = new Grow(await startSandbox({ matters: 12 }));
	});
	afterEach(async () => grow.sandbox.close());
	return () => grow;
}
