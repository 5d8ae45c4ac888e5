import type { Json } from '../client';
import { isEmpty } from '../convert';
import { readerOf } from '../fields';
import type { Firm } from '../firm';
import { resources } from '../resources';
import type { Resource } from '../resources/vocabulary';

/** The kinds of records that a custom field can refer to (facts 5.1). */
const kinds = ['contact', 'matter'] as const;
type Kind = (typeof kinds)[number];

export const isNamed = (kind: unknown): kind is Kind => kinds.includes(kind as Kind);

/** An id among values, which is to become a name. */
interface Place {
	values: Json;
	key: string;
}

/**
 * The names of records that custom fields refer to by their ids. Those that pass by in any case are known; the
 * others are read when all have passed by, 200 at once, and put into what was shown before.
 */
export class LateNames {
	private readonly known = {
		contact: new Map<string, unknown>(),
		matter: new Map<string, unknown>(),
	};
	private readonly waiting = {
		contact: new Map<string, Place[]>(),
		matter: new Map<string, Place[]>(),
	};

	/** What records tell of names: their own, and those of the records within them. */
	pass(resource: Resource, records: Json[]): void {
		for (const { kind, id, name } of namesIn(resource)) {
			const known = this.known[kind];
			for (const record of records) {
				const called = name(record);
				if (!isEmpty(called)) known.set(String(id(record)), called);
			}
		}
	}

	/** Puts a name in place of an id that stands among values, now or in `fill`. */
	put(kind: Kind, id: string, values: Json, key: string): void {
		const name = this.known[kind].get(id);
		if (name !== undefined) {
			values[key] = name;
			return;
		}
		const places = this.waiting[kind].get(id);
		if (places) places.push({ values, key });
		else this.waiting[kind].set(id, [{ values, key }]);
	}

	/** Reads the names that are not known yet; an id that nothing is found for stays. */
	async fill(firm: Firm): Promise<void> {
		for (const kind of kinds) {
			const [known, waiting] = [this.known[kind], this.waiting[kind]];
			const { shows } = resources[kind].lookup;
			const unknown = [...waiting.keys()].filter((id) => !known.has(id));
			const reading = firm.readAll(kind, unknown, `id,${shows}`);
			const found = await firm.whereAllowed(kind, reading, new Map<string, Json>());
			this.pass(resources[kind], [...found.values()]);
			for (const [id, places] of waiting)
				if (known.has(id)) for (const { values, key } of places) values[key] = known.get(id);
			waiting.clear();
		}
	}

	/** What has ids left that are to become names. */
	get unfinished(): Set<unknown> {
		const places = kinds.flatMap((kind) => [...this.waiting[kind].values()]).flat();
		return new Set(places.map(({ values }) => values));
	}
}

interface Named {
	kind: Kind;
	id: (record: unknown) => unknown;
	name: (record: unknown) => unknown;
}

/** Where a record of this resource may tell the name of a contact or a matter. */
function namesIn({ name: own, records }: Resource): Named[] {
	const all = [['', own], ...Object.entries(records).map(([path, kind]) => [`${path}.`, kind])];
	return all.flatMap(([path, kind]) =>
		isNamed(kind)
			? [{ kind, id: readerOf(`${path}id`), name: readerOf(path + resources[kind].lookup.shows) }]
			: [],
	);
}
