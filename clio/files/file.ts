/** Bytes on their way, as Node has them: read once, from the start. */
export interface Stream extends AsyncIterable<Uint8Array> {
	/** The same with every chunk seen on its way; what throws ends both. */
	map(see: (chunk: Uint8Array) => Uint8Array): Stream;
}

/** A file as a workflow has it. */
export interface File {
	name: string;
	/** Its MIME type, e.g. `application/pdf`. */
	type: string;
	/** In bytes. */
	size: number;
	/**
	 * Its bytes from the start, as often as asked for: all at once where they are in memory anyway, else in
	 * chunks of this size, or smaller ones where they lie elsewhere than on disk.
	 */
	read(chunkSize: number): Promise<Buffer | Stream>;
}
