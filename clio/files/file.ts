/** Bytes on their way, as Node has them: read once, from the start. */
export interface Stream extends AsyncIterable<Uint8Array> {
	on(event: 'data', listener: (chunk: Uint8Array) => void): unknown;
	pause(): unknown;
	destroy(error?: Error): unknown;
}

/** A file as a workflow has it. */
export interface File {
	name: string;
	/** Its MIME type, e.g. `application/pdf`. */
	type: string;
	/** In bytes. */
	size: number;
	/** Its bytes from the start, as often as asked for: all at once where they are in memory anyway. */
	read(): Promise<Buffer | Stream>;
}
