/** The lead inbox of Clio Grow has a page, but no OpenAPI file: what that page says (facts, Platform 10). */
import type { OpenApi, Schema } from './openapi.cts';

const text: Schema = { type: 'string' };

const lead: Schema = {
	type: 'object',
	required: ['from_first', 'from_last', 'from_message', 'referring_url', 'from_source'],
	properties: {
		from_first: text,
		from_last: text,
		from_message: text,
		referring_url: text,
		from_source: text,
		from_email: text,
		from_phone: text,
	},
};

const body: Schema = {
	type: 'object',
	required: ['inbox_lead'],
	// The credential adds the token, which no log has.
	properties: { inbox_lead: lead, inbox_lead_token: text },
};

export const leadInboxFile: OpenApi = {
	paths: {
		'/inbox_leads': {
			post: {
				parameters: [],
				requestBody: { content: { 'application/json': { schema: body } } },
				responses: { 201: {} },
			},
		},
	},
	components: { schemas: {} },
};
