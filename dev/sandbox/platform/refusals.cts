import { ApiError, forbidden, type Shape } from '../errors.cts';
import type { Usual } from '../faults.cts';
import { InvalidToken } from '../oauth/bearer.cts';

/** Where the body is not Grow's: the answer of the gateway before it (facts of the Platform, 4). */
class ByTheGateway extends ApiError {
	override get body(): any {
		return { message: this.message };
	}
}

export type LimitedAnswer = 'spec' | 'gateway';

/** Two pages of Clio say two things, and neither has a Retry-After. */
export const tooMany = (answer: LimitedAnswer): ApiError =>
	answer === 'gateway'
		? new ByTheGateway(429, 'RateLimited', 'Too Many Requests')
		: new ApiError(429, 'RateLimited', 'Too Many Requests');

/** `{"error": {"status": "404", "message": "…"}}`, both of them text. */
export const growShape: Shape = (error) =>
	error instanceof ByTheGateway
		? error.body
		: { error: { status: String(error.status), message: error.message } };

export const usual: Usual = { 401: new InvalidToken(), 403: forbidden(), 429: tooMany('spec') };
