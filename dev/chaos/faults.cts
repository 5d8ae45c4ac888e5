import { gzipSync } from 'node:zlib';
import type { Exchange, Whole } from './exchange.cts';

/**
 * What can befall a request on its way: one entry a kind, each says when and how. "Before" and "after" are before
 * and after it was passed on: what fails after was carried out.
 */
export const faults = {
	'reset before': (one) => one.reset(),
	'reset after': async (one) => {
		await one.pass();
		one.reset();
	},
	'reset midway': async (one) => {
		await one.half(await one.pass(), 'length');
		one.reset();
	},
	'closed before': (one) => one.close(),

	'stall before': () => {},
	'stall after': async (one) => void (await one.pass()),
	'stall midway': async (one) => await one.half(await one.pass(), 'length'),

	'cut short of its length': async (one) => {
		await one.half(await one.pass(), 'length');
		one.close();
	},
	'cut between chunks': async (one) => {
		await one.half(await one.pass(), 'chunks');
		one.close();
	},
	'cut without a sign': async (one) => {
		await one.half(await one.pass(), 'end');
		one.close();
	},
	drip: async (one) => await one.drip(await one.pass(), 16, 30),
	'drip without end': async (one) => await one.dripOn(await one.pass(), 100),

	'500 before': (one) => one.answer(problem(500)),
	'500 after': async (one) => await instead(one, problem(500)),
	'502 before': (one) => one.answer(page(502)),
	'502 after': async (one) => await instead(one, page(502)),
	'503 before': (one) => one.answer(empty(503)),
	'503 after': async (one) => await instead(one, empty(503)),
	'504 after': async (one) => await instead(one, page(504)),

	'429 that says how long': (one) => one.answer(tooMany({ 'retry-after': '1' })),
	'429 that says until when': (one) => one.answer(tooMany(resetAt(one.now + 1_000))),
	'429 without a word': (one) => one.answer(empty(429)),

	'HTML before': (one) => one.answer(page(200)),
	'HTML after': async (one) => await instead(one, page(200)),
	'empty before': (one) => one.answer(empty(200)),
	'empty after': async (one) => await instead(one, empty(200)),
	'sent to a sign-in page': (one) =>
		one.answer({ ...page(302), headers: { location: 'https://sign-in.example/' } }),
	'turned away by a firewall': (one) => one.answer(page(403)),
	'401 before': (one) => one.answer({ ...empty(401) }),

	'called HTML': async (one) => one.answer(typed(await one.pass(), 'text/html')),
	'called nothing': async (one) => one.answer(typed(await one.pass(), undefined)),
	compressed: async (one) => one.answer(zipped(await one.pass())),
} satisfies Record<string, (one: Exchange) => void | Promise<void>>;

export type Fault = keyof typeof faults;

export const allFaults = Object.keys(faults) as Fault[];

/** Refusals for their number come in bursts: so many more requests meet the same. */
export const burst = 2;
export const isBurst = (fault: Fault): boolean => fault.startsWith('429');

async function instead(one: Exchange, whole: Whole): Promise<void> {
	await one.pass();
	one.answer(whole);
}

const json = { 'content-type': 'application/json; charset=utf-8' };

/** In Clio's own words. */
const problem = (status: number): Whole =>
	told(status, json, JSON.stringify({ error: { type: 'InternalError', message: 'Injected' } }));

const tooMany = (headers: Whole['headers']): Whole => {
	const error = { type: 'RateLimited', message: 'Rate limit exceeded' };
	return told(429, { ...json, ...headers }, JSON.stringify({ error }));
};

const resetAt = (ms: number): Whole['headers'] => ({
	'x-ratelimit-limit': '50',
	'x-ratelimit-remaining': '0',
	'x-ratelimit-reset': String(Math.ceil(ms / 1000)),
});

/** As something between the two says it. */
const page = (status: number): Whole =>
	told(
		status,
		{ 'content-type': 'text/html; charset=utf-8' },
		`<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>Just a moment</h1></body></html>`,
	);

const empty = (status: number): Whole => told(status, {}, '');

const told = (status: number, headers: Whole['headers'], text: string): Whole => ({
	...{ status, headers, body: Buffer.from(text) },
});

const typed = (whole: Whole, type?: string): Whole => ({
	...whole,
	headers: { ...whole.headers, 'content-type': type },
});

const zipped = (whole: Whole): Whole => ({
	...whole,
	headers: { ...whole.headers, 'content-encoding': 'gzip' },
	body: gzipSync(whole.body),
});
