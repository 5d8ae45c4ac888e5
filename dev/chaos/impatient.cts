/**
 * Loaded into n8n before anything else: of the time that a request may wait for an answer or for more of one,
 * n8n's five minutes or what the package says, it gets a hundredth, but a second at least.
 */
const { ClientRequest } = require('node:http') as typeof import('node:http');
const { isMainThread } = require('node:worker_threads') as typeof import('node:worker_threads');

const LEAST_MS = 1_000;
const SHARE = 100;

if (isMainThread) {
	const { setTimeout } = ClientRequest.prototype;
	ClientRequest.prototype.setTimeout = function (ms, done) {
		return setTimeout.call(this, ms > LEAST_MS ? Math.max(ms / SHARE, LEAST_MS) : ms, done);
	};
}
