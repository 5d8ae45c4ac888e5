import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError, badRequest, notFound, ownShape, type Shape } from './errors.cts';
import fastify from 'fastify';

/** Fastify with Clio's manners: its error shape everywhere, and bodies read with patience. */
export function newServer(shape: Shape = ownShape): FastifyInstance {
	const server = fastify({ bodyLimit: 20_000_000, forceCloseConnections: true });
	server.removeContentTypeParser('application/json');
	server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
		try {
			done(null, text === '' ? undefined : JSON.parse(text as string));
		} catch {
			done(badRequest('The body is not valid JSON'));
		}
	});
	server.addContentTypeParser('*', { parseAs: 'string' }, (_request, _text, done) => done(null));
	server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
		const known = error instanceof ApiError ? error : unexpected(error, request);
		return reply.code(known.status).headers(known.headers).send(shape(known));
	});
	server.setNotFoundHandler((request) => {
		throw notFound(`No such path: ${request.method} ${pathOf(request)}`);
	});
	return server;
}

/** Without the query: that of an OAuth call holds a code. */
const pathOf = ({ url }: FastifyRequest) => url.split('?')[0];

function unexpected(error: Error & { statusCode?: number }, request: FastifyRequest): ApiError {
	const { statusCode = 500 } = error;
	if (statusCode >= 500) console.error(request.method, pathOf(request), error);
	return new ApiError(statusCode, 'InternalError', error.message);
}
