import type { FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';
import type { Answer, Call } from './call.cts';
import type { Store } from './store.cts';
import type { World } from './world.cts';

/** Where files lie: outside the API, at signed addresses that are good for a while (facts 4.3). */

export interface File {
	name: string;
	type: string;
	content: string | Buffer;
}

interface Lent extends File {
	until: number;
}

const GOOD_FOR = 600_000;

const lent = new WeakMap<Store, Map<string, Lent>>();

function filesOf(store: Store): Map<string, Lent> {
	let files = lent.get(store);
	if (!files) lent.set(store, (files = new Map()));
	return files;
}

/** 303 with the way to a file; only its address gives access to it. */
export function wayTo(file: File, { store, now }: World, { url }: Call): Answer {
	const key = randomBytes(16).toString('hex');
	filesOf(store).set(key, { ...file, until: now() + GOOD_FOR });
	const location = new URL(`/storage/${key}/${encodeURIComponent(file.name)}`, url);
	return { status: 303, headers: { location: location.href } };
}

/** Whoever brings a bearer is refused, as by the real store: one authorization is enough (trap 8). */
export function storageRoutes(server: FastifyInstance, store: Store, now: () => number): void {
	server.get('/storage/:key/:name', ({ headers, params }, reply) => {
		const refuse = (status: number, code: string) =>
			reply.code(status).type('application/xml').send(`<Error><Code>${code}</Code></Error>`);
		if (headers.authorization) return refuse(400, 'InvalidArgument');
		const file = filesOf(store).get((params as { key: string }).key);
		if (!file || file.until < now()) return refuse(403, 'AccessDenied');
		const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`;
		return reply.header('content-disposition', disposition).type(file.type).send(file.content);
	});
}
