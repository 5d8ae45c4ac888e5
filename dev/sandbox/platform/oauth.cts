import type { FastifyInstance } from 'fastify';
import { oauthRoutes, type App, type Fields } from '../oauth/routes.cts';
import type { Tokens } from '../oauth/tokens.cts';
import { isScope } from './scopes.cts';

/** Whether the app's switch "Use PKCE" is on; what Clio does when it is off and PKCE comes is UNKNOWN. */
export type Pkce = 'optional' | 'required' | 'refused';

export interface TokenRequest {
	grant: string;
	at: number;
	ok: boolean;
}

/** The Platform's OAuth: scopes are a must, PKCE a switch of the app (facts of the Platform, 3). */
export function platformOAuth(
	server: FastifyInstance,
	app: App,
	tokens: Tokens,
	userId: () => number,
	pkce: () => Pkce,
	onToken: (grant: string, ok: boolean) => void,
): void {
	oauthRoutes(server, app, tokens, userId, {
		problem: (fields) => problemWithScopes(fields) ?? problemWithPkce(fields, pkce()),
		promised: ({ scope, code_challenge }) => ({
			scopes: scope!.split(' '),
			challenge: code_challenge,
		}),
		// UNKNOWN at the Platform; so says the standard.
		tellsDecline: () => true,
		onToken,
	});
	/** The app says who it is by Basic, and what it does not know is no error to it. */
	server.post('/oauth/revoke', (request, reply) => {
		const { clientId, clientSecret } = app;
		const known = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
		if (request.headers.authorization !== `Basic ${known}`) {
			const error_description = 'The app key and secret must come as Basic authorization';
			return reply.code(401).send({ error: 'invalid_client', error_description });
		}
		tokens.revoke((request.body as Fields | null)?.token ?? '');
		return reply.code(200).send({});
	});
}

/** A scope that the app does not have blocks the authorization. */
function problemWithScopes({ scope }: Fields): string | undefined {
	if (!scope?.trim()) return 'invalid_scope: The scope is missing.';
	const stranger = scope.split(' ').find((each) => !isScope(each));
	return stranger && `invalid_scope: The app does not have the scope ${stranger}.`;
}

function problemWithPkce(fields: Fields, pkce: Pkce): string | undefined {
	const { code_challenge: challenge, code_challenge_method: method } = fields;
	if (challenge === undefined) {
		return pkce === 'required' ? 'invalid_request: The code_challenge is missing.' : undefined;
	}
	if (pkce === 'refused') return 'invalid_request: This app does not use PKCE.';
	return method === 'S256' ? undefined : 'invalid_request: The method of PKCE must be S256.';
}
