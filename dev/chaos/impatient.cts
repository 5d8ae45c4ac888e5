/**
 * Loaded into a program before anything else: of the time that its requests may wait for an answer or for more of one,
 * n8n's five minutes or what the package says, they get a hundredth, but two seconds at least.
 */
const { Socket } = require('node:net') as typeof import('node:net');
const { isMainThread } = require('node:worker_threads') as typeof import('node:worker_threads');

const LEAST_MS = 2_000;
const SHARE = 100;

const shorter = (ms: number): number => (ms > LEAST_MS ? Math.max(ms / SHARE, LEAST_MS) : ms);

if (isMainThread) {
	const { setTimeout } = Socket.prototype;
	Socket.prototype.setTimeout = function (ms, done) {
		// One that somebody else has opened has a server.
		const isOwn = !(this as { server?: unknown }).server;
		return setTimeout.call(this, isOwn ? shorter(ms) : ms, done);
	};
	const { timeout } = AbortSignal;
	AbortSignal.timeout = (ms) => timeout.call(AbortSignal, shorter(ms));
}
