/** Storage says no in Amazon S3's own words and shape: XML with a code (facts 4.1). */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
	) {
		super(message);
	}

	get xml(): string {
		return `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>${this.code}</Code><Message>${this.message}</Message></Error>`;
	}
}

export const twoAuthorizations = () =>
	new Refusal(400, 'InvalidArgument', 'The address is signed: an Authorization is one too many');
export const expired = () => new Refusal(403, 'AccessDenied', 'Request has expired');
export const wrongSignature = (why: string) => new Refusal(403, 'SignatureDoesNotMatch', why);
export const noLength = () =>
	new Refusal(411, 'MissingContentLength', 'The Content-Length header is needed');
export const badDigest = () =>
	new Refusal(400, 'BadDigest', 'The Content-MD5 is not that of the bytes received');

const CODES: Record<number, string> = {
	400: 'InvalidRequest',
	403: 'AccessDenied',
	404: 'NoSuchKey',
	500: 'InternalError',
	503: 'SlowDown',
};

/** For a fault on order; without a code the usual one of the status. */
export const onOrder = (status = 500, code = CODES[status] ?? 'InternalError') =>
	new Refusal(status, code, 'Injected fault');
