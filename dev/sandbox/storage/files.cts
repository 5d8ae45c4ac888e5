import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeUp } from '../paper/made-up.cts';
import type { Row } from '../store.cts';
import { Addresses } from './addresses.cts';
import type { Content, Piece } from './content.cts';
import { S3_SPEED } from './pace.cts';

/** The part number of an upload in one go. */
export const WHOLE = 0;

/** The files of the firm: what has been uploaded, what documents are made of, and the ways to them. */
export class Files {
	readonly addresses = new Addresses();
	/** Of each connection, in bytes a second. */
	speed = S3_SPEED;
	private folder?: string;
	private count = 0;
	private readonly uploads = new Map<string, Map<number, Piece>>();
	private readonly contents = new Map<number, Content>();

	/** A place on disk; the folder is there from the first on, and goes with `remove`. */
	newPath(): string {
		this.folder ??= mkdtempSync(join(tmpdir(), 'clio-sandbox-'));
		return join(this.folder, String(this.count++));
	}

	remove(): void {
		if (this.folder) rmSync(this.folder, { recursive: true, force: true });
	}

	/** What has come in for a version; whoever sends a part again replaces it (facts 4.2). */
	receive(uuid: string, part: number, piece: Piece): void {
		const pieces = this.uploads.get(uuid) ?? new Map<number, Piece>();
		const before = pieces.get(part);
		if (before) rmSync(before.path, { force: true });
		this.uploads.set(uuid, pieces.set(part, piece));
	}

	/** All these parts as one file, unless one has not come. */
	uploaded(uuid: string, parts: number[]): Content | undefined {
		const pieces = parts.flatMap((part) => this.uploads.get(uuid)?.get(part) ?? []);
		return pieces.length === parts.length ? pieces : undefined;
	}

	/** What a version of a document is made of from now on. */
	keep({ id }: Row, content: Content): void {
		this.contents.set(id, content);
	}

	/** Documents that nobody uploaded say what they are. */
	of(version: Row): Content {
		return this.contents.get(version.id) ?? madeUp(version.filename, version.version_number);
	}
}
