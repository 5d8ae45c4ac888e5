import { randomBytes, randomInt } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { asked, published, signed, withClio } from './trigger-kit.cts';

const requests = 10_000;
const together = 50;
const pick = <T,>(values: T[]): T => values[randomInt(values.length)];

/** Something that a stranger might send: half of it about our own webhook. */
function nonsense(own: number): [body: string, headers: Record<string, string>] {
	const id = pick<unknown>([own, own, randomInt(1e9), String(own), `${own}.json`, -1, null, {}]);
	const event = pick<unknown>(['updated', 'created', 'matter_closed', '__proto__', 7, undefined]);
	const data = pick<unknown>([
		{ id: randomInt(1e6), etag: `"${randomInt(1e9)}"` },
		{ id: '../users/who_am_i' },
		{},
		[],
		'text',
		undefined,
	]);
	const body = pick([
		JSON.stringify({ data, meta: { event, webhook_id: id } }),
		JSON.stringify({ data, meta: { event, webhook_id: id } }),
		randomBytes(randomInt(200)).toString('latin1'),
		'{"data":',
		'',
	]);
	const signature = pick<Record<string, string>>([
		signed(body, randomBytes(16).toString('hex')),
		signed(body, ''),
		signed(body, 'undefined'),
		{ 'x-hook-signature': randomBytes(randomInt(1, 80)).toString('base64url') },
		{ 'x-hook-signature': `sha256=${'0'.repeat(64)}` },
		{},
	]);
	const handshake = pick<Record<string, string>>([
		{},
		{},
		{},
		{ 'x-hook-secret': randomBytes(8).toString('hex') },
	]);
	return [body, { ...signature, ...handshake }];
}

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

const used = () => {
	collect();
	return process.memoryUsage().heapUsed;
};

it('10,000 random requests start nothing, ask Clio hardly anything and leave nothing behind', async () =>
	withClio({}, async (place) => {
		const { sandbox, host } = place;
		const { id } = await published(place);
		const storage = JSON.stringify(host.database);
		const calls = sandbox.requests.length;
		const statuses = new Map<number, number>();
		const wave = async (count: number) => {
			for (let sent = 0; sent < count; sent += together) {
				const replies = await Promise.all(
					Array.from({ length: together }, () => host.post(...nonsense(id))),
				);
				for (const { status } of replies) statuses.set(status, (statuses.get(status) ?? 0) + 1);
			}
		};
		await wave(1_000);
		const before = used();
		await wave(requests - 1_000);
		const grown = used() - before;

		expect(host.begun).toBe(0);
		expect([...statuses.keys()].filter((status) => ![200, 401, 503].includes(status))).toEqual([]);
		expect(JSON.stringify(host.database)).toBe(storage);
		// Beside the regular check after publishing.
		const questions = asked(sandbox, calls).filter((call) => /^GET webhooks\/\d+$/.test(call));
		expect(questions.length).toBeLessThanOrEqual(5);
		expect(grown).toBeLessThan(20e6);

		// And it still works.
		sandbox.change('matters', { description: 'Changed' });
		await host.executions(1);
		expect(host.started).toHaveLength(1);
	}));
