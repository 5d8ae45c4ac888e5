/**
 * Files on their way through the node. Whatever a test does with them: the bearer never comes to the storage,
 * and nothing that a person sees, or that n8n keeps, holds a key to Clio or to a file.
 */
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { SandboxOptions } from '../../dev/sandbox/server.cts';
import type { Row } from '../../dev/sandbox/store.cts';
import { choose, fileOf, type Outcome, type Setup } from './engine.cts';
import { Firm, ownFirm } from './kit.cts';
// After the engine, which sets n8n up.
import { BinaryDataService } from 'n8n-core';

/** A firm of its own for every test, and what tests of files ask of it. */
class FilingFirm {
	constructor(readonly firm: Firm) {}

	get storage() {
		return this.firm.sandbox.storage;
	}

	get matter(): Row {
		return this.firm.all('matters')[0];
	}

	/** One of these names that lies in no trash. */
	document(name: string): Row {
		return this.documents(name)[0];
	}

	documents(name: string): Row[] {
		return this.firm.all('documents').filter((one) => one.name === name && !one.deleted_at);
	}

	/** What everybody in the firm sees: an upload that is not finished nobody does. */
	get visible(): Row[] {
		return this.firm
			.all('documents')
			.filter((one) => !one.deleted_at && one.latest_document_version.fully_uploaded);
	}

	/** Begun, not finished, and not taken back. */
	get stubs(): Row[] {
		return this.firm
			.all('documents')
			.filter((one) => !one.deleted_at && !one.latest_document_version.fully_uploaded);
	}

	/** What a document says, now or in an earlier version. */
	async says(document: unknown, version?: unknown): Promise<string> {
		const bytes = await this.storage.bytes(
			Number(document),
			version === undefined ? undefined : Number(version),
		);
		return String(bytes);
	}

	/** The names of folders, from that of the matter or contact down to where a document lies. */
	pathOf(row: Row): string {
		const folder = this.firm.all('folders').find(({ id }) => id === row.parent);
		return !folder || folder.root ? '' : `${this.pathOf(folder)}/${folder.name}`;
	}

	/** What was sent and asked, e.g. `POST documents`. */
	get calls(): string[] {
		return this.firm.sandbox.requests
			.filter(({ path }) => path.startsWith('/api/v4/'))
			.map(({ method, path }) => `${method} ${path.replace(/^\/api\/v4\/|\.json$/g, '')}`);
	}

	/** How often something was put to the storage or fetched from it. */
	transfers(method: 'PUT' | 'GET'): number {
		return this.storage.requests.filter((one) => one.method === method).length;
	}

	upload(parameters: object = {}, rest: Partial<Setup> = {}): Promise<Outcome> {
		const all = {
			binaryPropertyName: 'data',
			parent: choose(`Matter:${this.matter.id}`),
			if_name_exists: 'addVersion',
			...parameters,
		};
		return this.firm.run('document', 'upload', all, { files: [{ data: letter }], ...rest });
	}

	/** A document with this file. */
	async filed(name: string, content: string, into: unknown = `Matter:${this.matter.id}`) {
		const parameters = { parent: choose(into), if_name_exists: 'keepBoth' };
		const { json } = await this.upload(parameters, { files: [{ data: fileOf(name, content) }] });
		return json[0];
	}

	uploadVersion(document: unknown, parameters: object = {}, rest: Partial<Setup> = {}) {
		const all = { document: choose(document), binaryPropertyName: 'data', ...parameters };
		return this.firm.run('document', 'uploadVersion', all, { files: [{ data: letter }], ...rest });
	}

	download(document: unknown, parameters: object = {}, rest: Partial<Setup> = {}) {
		const all = { documentId: choose(document), binaryPropertyName: 'data', ...parameters };
		return this.firm.run('document', 'download', all, rest);
	}
}

export const letter = fileOf('Letter.pdf', 'Dear client');

/** In a test file: `files()` is then the firm of the test that runs. */
export function filingFirm(options?: () => SandboxOptions): () => FilingFirm {
	const firm = ownFirm(12, options);
	const runs = jest.spyOn(Firm.prototype, 'run');
	beforeEach(() => void runs.mockClear());
	afterEach(async () => {
		const { requests } = firm().sandbox.storage;
		expect(requests.filter(({ authorized }) => authorized)).toEqual([]);
		const outcomes = await Promise.all(runs.mock.results.map(({ value }) => value as Outcome));
		for (const { run, tokens } of outcomes) keepsKeys(run, tokens);
	});
	return () => new FilingFirm(firm());
}

/** All that is left of an execution: outputs, errors with what is behind them, hints, what a retry would know. */
function keepsKeys(run: Outcome['run'], tokens: Outcome['tokens']): void {
	const left = inspect(run, {
		depth: Infinity,
		maxStringLength: Infinity,
		maxArrayLength: Infinity,
	});
	expect(/X-Amz-\w+/.exec(left)?.[0]).toBeUndefined();
	for (const key of [tokens.access_token, tokens.refresh_token])
		expect(left.includes(String(key))).toBe(false);
}

/** A package as another one has it, which may have one of its own. */
const ownedBy = <T extends object>(owner: string, name: string): T =>
	jest.requireActual<T>(require.resolve(name, { paths: [dirname(require.resolve(owner))] }));

/** Where n8n keeps files, from now on on disk and not in memory; all of it goes with the tests. */
export function filesOnDisk(): () => BinaryDataService {
	type Core = { Container: { get(service: unknown): BinaryDataService } };
	const { Container } = ownedBy<Core>('n8n-core', '@n8n/di');
	const folder = mkdtempSync(join(tmpdir(), 'n8n-files-'));
	process.env.N8N_BINARY_DATA_STORAGE_PATH = folder;
	const disk = Container.get(BinaryDataService);
	beforeAll(() => disk.init());
	afterAll(() => rm(folder, { recursive: true }));
	return () => disk;
}

type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** Where the node waits, it does so a hundred times as fast; given back is for how long it meant to, in seconds. */
export function quickWaits(): () => number {
	const waiting = ownedBy<{ sleep: Sleep }>('n8n-workflow', '@n8n/utils/sleep');
	const { sleep } = waiting;
	const waits = jest.spyOn(waiting, 'sleep');
	beforeEach(() => {
		waits.mockReset().mockImplementation((ms, signal) => sleep(ms / 100, signal));
	});
	afterAll(() => waits.mockRestore());
	return () => waits.mock.calls.reduce((sum, [ms]) => sum + ms, 0) / 1_000;
}

/** What does not happen within a few seconds fails the test. */
export async function until(happened: () => boolean): Promise<void> {
	for (let tries = 0; !happened() && tries < 1_000; tries++) await pause(5);
	expect(happened()).toBe(true);
}

/** Tries again, as Retry On Fail does. */
export const retry = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
