import { ApiError, invalid } from '../errors.cts';
import type { Values } from '../change.cts';

const REQUIRED = ['from_first', 'from_last', 'from_message', 'referring_url', 'from_source'];

/**
 * The older inbox: no OAuth, a token in the body, free text in every field (facts of the Platform, 10).
 * A good token with an empty lead is 422 and makes nothing, so that a token can be tested.
 */
export function leadOf(body: unknown, token: string): Values {
	const { inbox_lead_token, inbox_lead } = (body ?? {}) as Record<string, unknown>;
	if (inbox_lead_token !== token) throw new ApiError(401, 'Unauthorized', 'Invalid token');
	const lead = (inbox_lead ?? {}) as Record<string, unknown>;
	const missing = REQUIRED.filter((key) => !lead[key]);
	if (missing.length > 0) throw invalid(`${missing.join(', ')} can't be blank`);
	return {
		first_name: lead.from_first,
		last_name: lead.from_last,
		email: lead.from_email ?? null,
		phone_number: lead.from_phone ?? null,
		from_message: lead.from_message,
		referring_url: lead.referring_url,
		from_source: lead.from_source,
	};
}
