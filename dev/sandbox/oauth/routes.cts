import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authorize } from './bearer.cts';
import { consentPage, plainPage } from './pages.cts';
import type { Promised, TokenAnswer, Tokens } from './tokens.cts';

export interface App {
	clientId: string;
	clientSecret: string;
	/** The one that is registered at the portal; without one, any will do. */
	redirectUri?: string;
}

export type Fields = Record<string, string | undefined>;

/** Where the two OAuth services of Clio differ. */
export interface Manners {
	/** Why nobody is asked at all. */
	problem?(fields: Fields): string | undefined;
	/** What the code is good for, beside its user and address. */
	promised?(fields: Fields): Partial<Promised>;
	/** Whether the app hears of a refusal; else the user stays here. */
	tellsDecline(fields: Fields): boolean;
	/** Sees each call for a token. */
	onToken?(grant: string, ok: boolean): void;
}

/** Only `redirect_on_decline=true` brings a refusal back (facts 1.2). */
const ofManage: Manners = {
	tellsDecline: ({ redirect_on_decline }) => redirect_on_decline === 'true',
};

/** OAuth's own error shape, not Clio's (facts 1.5). */
const refusal = (error: string, error_description: string) => ({ error, error_description });

export function oauthRoutes(
	server: FastifyInstance,
	app: App,
	tokens: Tokens,
	userId: () => number,
	manners: Manners = ofManage,
): void {
	const problemOf = (fields: Fields) => problemWith(fields, app) ?? manners.problem?.(fields);

	server.get('/oauth/authorize', (request, reply) => {
		const fields = request.query as Fields;
		const problem = problemOf(fields);
		if (problem) return html(reply.code(400), plainPage('This request cannot work', problem));
		// So that a machine can pass the page by: `approve=1`.
		if (fields.approve === '1') return approve(fields, reply);
		return html(reply, consentPage(fields));
	});

	server.post('/oauth/authorize', (request, reply) => {
		const fields = { ...(request.query as Fields), ...(request.body as Fields) };
		const problem = problemOf(fields);
		if (problem) return html(reply.code(400), plainPage('This request cannot work', problem));
		return fields.decision === 'decline' ? decline(fields, reply) : approve(fields, reply);
	});

	function approve(fields: Fields, reply: FastifyReply) {
		const { redirect_uri = '', state } = fields;
		const more = manners.promised?.(fields);
		const code = tokens.issueCode({ userId: userId(), redirectUri: redirect_uri, ...more });
		return reply.redirect(withQuery(redirect_uri, { code, state }), 302);
	}

	function decline(fields: Fields, reply: FastifyReply) {
		if (manners.tellsDecline(fields)) {
			const answer = { error: 'access_denied', state: fields.state };
			return reply.redirect(withQuery(fields.redirect_uri!, answer), 302);
		}
		return html(reply, plainPage('Access declined', 'The app was not given access to the firm.'));
	}

	server.post('/oauth/token', (request, reply) => {
		const fields = (request.body ?? {}) as Fields;
		const { grant_type: grant = '' } = fields;
		const refuse = (status: number, error: string, why: string) => {
			manners.onToken?.(grant, false);
			return reply.code(status).send(refusal(error, why));
		};
		// Credentials count in the body only; a Basic header is not documented (facts 1.3).
		if (fields.client_id !== app.clientId || fields.client_secret !== app.clientSecret) {
			const why = 'Client authentication failed: unknown client or secret';
			return refuse(401, 'invalid_client', why);
		}
		if (!Object.hasOwn(grants, grant)) {
			return refuse(400, 'unsupported_grant_type', 'This grant is not supported');
		}
		const answer = grants[grant](fields);
		// The message does not name the redirect, even when that is the reason (facts 1.5).
		if (!answer) return refuse(400, 'invalid_grant', 'The grant is invalid');
		manners.onToken?.(grant, true);
		return reply.header('cache-control', 'no-store').send(answer);
	});

	const grants: Record<string, (fields: Fields) => TokenAnswer | undefined> = {
		authorization_code: ({ code = '', redirect_uri = '', code_verifier }) =>
			tokens.redeem(code, redirect_uri, code_verifier),
		refresh_token: ({ refresh_token = '' }) => tokens.renew(refresh_token),
	};
}

/** How Manage takes a token back: the bearer says who asks. */
export function deauthorizeRoute(server: FastifyInstance, tokens: Tokens): void {
	server.post('/oauth/deauthorize', (request: FastifyRequest, reply) => {
		authorize(request.headers.authorization, tokens);
		tokens.revoke((request.body as Fields | null)?.token ?? '');
		return reply.code(200).send();
	});
}

function problemWith(fields: Fields, app: App): string | undefined {
	if (fields.client_id !== app.clientId) return 'The client_id is not the app key of this sandbox.';
	if (fields.response_type !== 'code') return 'The response_type must be "code".';
	if (!URL.canParse(fields.redirect_uri ?? '')) return 'The redirect_uri is missing or no address.';
	const { redirectUri = fields.redirect_uri } = app;
	if (fields.redirect_uri !== redirectUri) return 'The redirect_uri is not the registered one.';
	return undefined;
}

function withQuery(address: string, values: Fields): string {
	const url = new URL(address);
	for (const [name, value] of Object.entries(values)) {
		if (value !== undefined) url.searchParams.set(name, value);
	}
	return url.toString();
}

const html = (reply: FastifyReply, page: string) =>
	reply.type('text/html; charset=utf-8').send(page);
