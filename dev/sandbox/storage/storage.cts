import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Faults, type Target } from '../faults.cts';
import type { Row, Store } from '../store.cts';
import { bytesOf, digestOf, type Content } from './content.cts';
import { serve } from './serve.cts';

export interface StorageFault extends Target {
	status?: number;
	/** Amazon's; without it the usual one of the status. */
	code?: string;
	/** The connection is closed at once, without an answer. */
	drop?: boolean;
	/** It is cut after so many bytes of what comes in (PUT) or goes out (GET). */
	cutAfter?: number;
	/** So many ms of real time pass before all else. */
	delayMs?: number;
	/** No answer ever comes. */
	hang?: boolean;
	/** So many bytes more than the file has are sent, and no Content-Length. */
	more?: number;
}

export interface StorageRequest {
	method: string;
	/** Without the query, which is the key to the file. */
	path: string;
	/** 0 as long as nothing was answered. */
	status: number;
	/** Whether it brought an Authorization, which it never may. */
	authorized: boolean;
	/** By their names in lower case; an Authorization is not kept. */
	headers: Record<string, string>;
	/** Of the file: received by a PUT, sent by a GET. */
	bytes: number;
}

/** The host that Clio keeps its files at: a server of its own, which knows addresses and no tokens (facts 4). */
export class Storage {
	/** All that came, in order. */
	readonly requests: StorageRequest[] = [];
	private readonly faults = new Faults<StorageFault>();
	private readonly server: Server;

	constructor(
		private readonly store: Store,
		now: () => number,
	) {
		this.server = createServer(serve(store.files, this.faults, this.requests, now));
		// A file may take as long as it takes.
		this.server.requestTimeout = 0;
		// As the API: a caller that comes back to its connection finds it open.
		this.server.keepAliveTimeout = 72_000;
	}

	get url(): string {
		return this.store.files.addresses.url;
	}

	/** Spoils the next matching transfers; what it gives back takes the fault away again. */
	fail(fault: StorageFault): () => void {
		return this.faults.add(fault);
	}

	/** Takes all faults away. */
	clearFaults(): void {
		this.faults.clear();
	}

	/** How long addresses are good that are handed out from now on; ten minutes unless told. */
	goodFor(ms: number): void {
		this.store.files.addresses.goodForMs = ms;
	}

	/** How fast each connection is, in bytes a second; S3's speed unless told, Infinity for the machine's own. */
	speed(bytesPerSecond: number): void {
		this.store.files.speed = bytesPerSecond;
	}

	/** Rewrites every address that is handed out from now on; without a function no longer. */
	rewrite(fn?: (address: string) => string): void {
		this.store.files.addresses.rewrite = fn;
	}

	/** What is in a document: its latest version that is up, or another one. */
	async bytes(documentId: number, versionId?: number): Promise<Buffer> {
		return bytesOf(this.contentOf(documentId, versionId));
	}

	/** The SHA-256 of that in hex; the file is never in memory as a whole. */
	async digest(documentId: number, versionId?: number): Promise<string> {
		return digestOf(this.contentOf(documentId, versionId));
	}

	async listen(): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.server.once('error', reject).listen(0, '127.0.0.1', resolve);
		});
		const { port } = this.server.address() as AddressInfo;
		this.store.files.addresses.url = `http://127.0.0.1:${port}`;
	}

	/** Its files go with it. */
	async close(): Promise<void> {
		const closed = new Promise((resolve) => this.server.close(resolve));
		this.server.closeAllConnections();
		await closed;
		this.store.files.remove();
	}

	private contentOf(documentId: number, versionId?: number): Content {
		const document = this.store.get('documents', documentId);
		const versions: Row[] = [
			...(document?.earlier_versions ?? []),
			...(document ? [document.latest_document_version] : []),
		];
		const found = versions.findLast(
			({ id, fully_uploaded }) => fully_uploaded && (versionId === undefined || id === versionId),
		);
		if (!found) throw new Error(`Document ${documentId} has no such file`);
		return this.store.files.of(found);
	}
}
