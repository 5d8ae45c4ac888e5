import type { Json } from '../client';
import type { Source } from './source';

/** So many are waited for at most; the oldest are given up. */
const most = 500;

/**
 * Tells what a source finds when it is ready, e.g. a hired matter that is in Clio Manage as well. Those that
 * are not are asked for by their ids at each poll: whether becoming ready changes `updated_at` is not known.
 */
export function whenReady(source: Source, isReady: (record: Json) => boolean): Source {
	const late: string[] = [];
	return {
		...source,
		async since(client, since) {
			const found = await source.since(client, since);
			late.push(...found.flatMap(({ record }) => (isReady(record) ? [] : [String(record.id)])));
			return found.filter(({ record }) => isReady(record));
		},
		async goRound(client, kept = []) {
			const ids = [...new Set([...(kept as string[]), ...late])].slice(-most);
			const again = await source.byIds!(client, ids);
			const waiting = again.filter(({ record }) => !isReady(record));
			return {
				found: again.filter(({ record }) => isReady(record)),
				kept: waiting.map(({ record }) => String(record.id)),
			};
		},
	};
}
