/** A firm of its own for every test, what is told to the Clio node, and what then happened at Clio. */
import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../dev/sandbox/server.cts';
import type { Row } from '../../dev/sandbox/store.cts';
import { runClio, type Outcome, type Setup } from './engine.cts';

export class Firm {
	constructor(readonly sandbox: Sandbox) {}

	run(
		resource: string,
		operation: string,
		parameters: object = {},
		rest: Partial<Setup> = {},
	): Promise<Outcome> {
		const all = { resource, operation, ...parameters } as INodeParameters;
		return runClio({ sandbox: this.sandbox, parameters: all, ...rest });
	}

	all(path: string): Row[] {
		return this.sandbox.store.all(path);
	}

	get(path: string, id: unknown): Row {
		return this.sandbox.store.get(path, Number(id))!;
	}

	/** Somebody in the firm adds a record. */
	add(path: string, values: Record<string, unknown>): Row {
		return this.sandbox.create(path, values)[0];
	}

	change(path: string, id: unknown, values: Record<string, unknown>): void {
		this.sandbox.change(path, values, { ids: [Number(id)] });
	}

	/** What was read at a path. */
	asked(path: string): URLSearchParams[] {
		return this.sandbox.requests
			.filter((one) => one.method === 'GET' && one.path.startsWith(`/api/v4/${path}`))
			.map(({ query }) => new URLSearchParams(query));
	}

	get writes() {
		return this.sandbox.requests.filter(({ method }) => method !== 'GET');
	}

	/** What was written, in order. */
	get sent(): Array<Record<string, any>> {
		return this.writes.map(({ body }) => (body as { data: Record<string, any> }).data);
	}

	field(name: string): Row {
		return this.all('custom_fields').find((one) => one.name === name && !one.deleted)!;
	}

	option(field: string, option: string): number {
		const options = this.field(field).picklist_options as Row[];
		return options.find((one) => one.option === option)!.id;
	}

	/** A record's custom fields as Clio has them stored: by name. */
	stored(path: string, id: unknown): Record<string, unknown> {
		const values = (this.get(path, id).custom_field_values ?? []) as Row[];
		return Object.fromEntries(
			values.map((one) => [this.get('custom_fields', one.custom_field).name, one.value]),
		);
	}

	/** What a person entered in the mapper, by the names of the fields. */
	mapped(values: Record<string, unknown>): object {
		const byId = Object.entries(values).map(([name, value]) => [this.field(name).id, value]);
		return { mappingMode: 'defineBelow', value: Object.fromEntries(byId), schema: [] };
	}
}

/** In a test file: `firm()` is then the firm of the test that runs. */
export function ownFirm(matters = 12, options: () => SandboxOptions = () => ({})): () => Firm {
	let firm: Firm;
	beforeEach(async () => {
		firm = new Firm(await startSandbox({ matters, ...options() }));
	});
	afterEach(async () => firm.sandbox.close());
	return () => firm;
}

export const numbered = (count: number) => [...Array(count).keys()].map((n) => ({ n }));

/** Time that flies: what takes Clio two seconds is there when it is next asked. */
export function flyingTime(): () => number {
	const start = Date.now();
	return () => start + (Date.now() - start) * 1_000;
}
