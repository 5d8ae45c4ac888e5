/** What came in, and what goes out. */

export interface Call {
	method: string;
	/** Below /api/v4, without a leading slash. */
	path: string;
	query: URLSearchParams;
	/** Absolute, as the caller wrote it: paging links are made from it. */
	url: string;
	headers: NodeJS.Dict<string | string[]>;
	body: unknown;
	userId: number;
}

export interface Answer {
	status: number;
	headers?: Record<string, string>;
	body?: unknown;
}
