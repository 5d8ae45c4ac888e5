import { ApiError } from '../errors.cts';
import type { Access, Tokens } from './tokens.cts';

/** A bearer that is expired, revoked or made up: the OAuth shape (facts 2.7, trap 23). */
export class InvalidToken extends ApiError {
	constructor() {
		super(401, 'invalid_token', 'The access token is invalid, expired or revoked', {
			'www-authenticate':
				'Bearer realm="Clio", error="invalid_token", error_description="The access token is invalid"',
		});
	}

	override get body(): any {
		return { error: 'invalid_token', error_description: this.message };
	}
}

/** Two shapes of 401: Clio's own only when the header is missing or malformed (facts 2.7). */
export function authorize(header: string | undefined, tokens: Tokens) {
	const [, token] = /^Bearer +(\S+)$/i.exec(header ?? '') ?? [];
	if (!token) throw new ApiError(401, 'UnauthorizedError', 'User is not authorized');
	const access: Access | undefined = tokens.find(token);
	if (!access) throw new InvalidToken();
	return { token, userId: access.userId, scopes: access.scopes };
}
