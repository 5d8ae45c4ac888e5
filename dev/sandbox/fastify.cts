import { createRequire } from 'node:module';

/**
 * Under tsx, Node 20 loads a `.cts` program and all it imports through its ESM loader, which fails on
 * packages that require JSON, as one below fastify does. A require of our own goes around it.
 */
const load = createRequire(__filename);

export const fastify: typeof import('fastify').default = load('fastify');
export const formbody: typeof import('@fastify/formbody').default = load('@fastify/formbody');
