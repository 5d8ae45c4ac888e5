import axios, { type AxiosRequestConfig } from 'axios';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Chance, evenly } from '../../dev/chaos/chance.cts';
import { allFaults, type Fault } from '../../dev/chaos/faults.cts';
import { ChaosProxy } from '../../dev/chaos/proxy.cts';

/** The line that fails on purpose: each kind of failure is what it says, and hits as often as it was told to. */
let clio: Server;
let proxy: ChaosProxy;
/** What was carried out. */
let bodies: string[];

const record = {
	data: { id: 7, name: 'A matter with a name that takes more than one piece to send' },
};

beforeEach(async () => {
	bodies = [];
	clio = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += chunk));
		request.on('end', () => {
			bodies.push(body);
			response.setHeader('content-type', 'application/json').end(JSON.stringify(record));
		});
	});
	await new Promise<void>((resolve) => clio.listen(0, '127.0.0.1', resolve));
	const { port } = clio.address() as AddressInfo;
	proxy = await ChaosProxy.start(`http://127.0.0.1:${port}`);
});
afterEach(async () => {
	await proxy.close();
	await new Promise((resolve) => clio.close(resolve));
});

const post = async (more: AxiosRequestConfig = {}) =>
	axios
		.post(
			`${proxy.url}/api/v4/matters.json?key=secret`,
			{ name: 'New' },
			{
				...{ timeout: 400, signal: AbortSignal.timeout(900) },
				...{ validateStatus: () => true, maxRedirects: 0, ...more },
			},
		)
		.catch((error: { code: string }) => error.code);

const under = async (fault: Fault) => {
	proxy.rage(1, { [fault]: 1 });
	return await post();
};

test('what is not hit comes as it is', async () => {
	expect(await post()).toMatchObject({ status: 200, data: record });
	expect(bodies).toEqual(['{"name":"New"}']);
	expect(proxy.deeds).toMatchObject([
		{ method: 'POST', path: '/api/v4/matters.json', fault: undefined, passed: true, status: 200 },
	]);
});

/** What the caller sees: a code where there was no answer, else the status and what came. */
const broken = expect.stringMatching(/ECONNRESET|ERR_BAD_RESPONSE/);
const stalled = 'ECONNABORTED';
const html = expect.stringMatching(/^<!DOCTYPE html>/);
const whole = { status: 200, data: record };

const outcomes: Record<Fault, unknown> = {
	'reset before': broken,
	'reset after': broken,
	'reset midway': broken,
	'closed before': broken,
	'stall before': stalled,
	'stall after': stalled,
	'stall midway': stalled,
	'cut short of its length': broken,
	'cut between chunks': broken,
	'cut without a sign': { status: 200, data: expect.stringMatching(/^\{"data":\{"id":7[^}]*$/) },
	drip: whole,
	'drip without end': 'ERR_CANCELED',
	'500 before': { status: 500, data: { error: { type: 'InternalError' } } },
	'500 after': { status: 500, data: { error: { type: 'InternalError' } } },
	'502 before': { status: 502, data: html },
	'502 after': { status: 502, data: html },
	'503 before': { status: 503, data: '' },
	'503 after': { status: 503, data: '' },
	'504 after': { status: 504, data: html },
	'429 that says how long': { status: 429, headers: { 'retry-after': '1' } },
	'429 that says until when': { status: 429, headers: { 'x-ratelimit-remaining': '0' } },
	'429 without a word': { status: 429, data: '' },
	'HTML before': { status: 200, data: html },
	'HTML after': { status: 200, data: html },
	'empty before': { status: 200, data: '' },
	'empty after': { status: 200, data: '' },
	'sent to a sign-in page': { status: 302, headers: { location: 'https://sign-in.example/' } },
	'turned away by a firewall': { status: 403, data: html },
	'401 before': { status: 401 },
	'called HTML': { ...whole, headers: { 'content-type': 'text/html' } },
	'called nothing': whole,
	compressed: whole,
};

/** Of which nothing is carried out. */
const kept = (fault: Fault) => /before|^429|sign-in|firewall/.test(fault);

test.each(allFaults)('%s', async (fault) => {
	const outcome = await under(fault);
	if (typeof outcomes[fault] === 'object' && 'status' in (outcomes[fault] as object))
		expect(outcome).toMatchObject(outcomes[fault] as object);
	else expect(outcome).toEqual(outcomes[fault]);
	expect(bodies).toHaveLength(kept(fault) ? 0 : 1);
	expect(proxy.deeds).toMatchObject([{ fault, passed: !kept(fault) }]);
});

test('refusals for their number come three at a time', async () => {
	proxy.rage(1, { '429 without a word': 0.2 });
	for (let count = 0; count < 60; count++) await post();
	const runs = proxy.deeds
		.map(({ status }) => (status === 429 ? 'x' : ' '))
		.join('')
		.trim()
		.split(/ +/);
	expect(runs.length).toBeGreaterThan(3);
	expect(runs.slice(0, -1).filter(({ length }) => length % 3)).toEqual([]);
});

describe('chance', () => {
	const drawn = (seed: number, share: number, count = 1_000) => {
		const chance = new Chance(seed, evenly(share, allFaults));
		return Array.from({ length: count }, () => chance.draw('GET', '/api/v4/matters/5.json'));
	};

	test('is the same for the same seed, and another for another', () => {
		expect(drawn(1, 0.5)).toEqual(drawn(1, 0.5));
		expect(drawn(1, 0.5)).not.toEqual(drawn(2, 0.5));
	});

	test.each([0, 0.05, 0.2, 0.5, 1])('hits as often as it is told: %p', (share) => {
		const hit = drawn(3, share).filter(Boolean).length / 1_000;
		expect(Math.abs(hit - share)).toBeLessThan(0.04);
	});

	test('does not ask what came to other places in between', () => {
		const chance = new Chance(1, evenly(0.5, allFaults));
		const mixed = Array.from({ length: 100 }, (_, count) => {
			if (count % 3) chance.draw('POST', '/api/v4/tasks.json');
			return chance.draw('GET', `/api/v4/matters/${count}.json`);
		});
		expect(mixed).toEqual(drawn(1, 0.5, 100));
	});
});
