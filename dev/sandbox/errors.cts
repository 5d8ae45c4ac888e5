/** An answer in Clio's own error shape (facts 2.7). Everything that refuses a call throws one. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		readonly type: string,
		message: string,
		readonly headers: Record<string, string> = {},
	) {
		super(message);
	}

	get body() {
		return { error: { type: this.type, message: this.message } };
	}
}

/** What the body of a refusal looks like: Clio's two APIs do not agree. */
export type Shape = (error: ApiError) => unknown;

export const ownShape: Shape = ({ body }) => body;

// Type names other than InvalidFields, UnauthorizedError, ForbiddenError, ArgumentError and
// RateLimited are UNKNOWN (facts 2.7); these are ours.
export const badRequest = (message: string) => new ApiError(400, 'BadRequest', message);
export const invalidFields = (message: string) => new ApiError(400, 'InvalidFields', message);
export const forbidden = () =>
	new ApiError(403, 'ForbiddenError', 'User is forbidden from taking that action');
export const notFound = (message: string) => new ApiError(404, 'RecordNotFound', message);
export const gone = (message: string) => new ApiError(410, 'VersionGone', message);
export const staleEtag = (message: string) => new ApiError(412, 'PreconditionFailed', message);
export const argumentError = (message: string) => new ApiError(422, 'ArgumentError', message);
/** Validation comes as one message; a per-field map is not documented (facts 2.7). */
export const invalid = (message: string) => new ApiError(422, 'ValidationError', message);
