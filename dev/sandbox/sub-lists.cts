import { invalid } from './errors.cts';
import { applyRules, bool, integer, member } from './rules.cts';
import { stamp } from './time.cts';
import type { Place, Rule } from './vocabulary.cts';

type Entry = Record<string, any>;

export function entries(value: unknown, { field }: Place): Entry[] {
	if (value === null) return [];
	const list = Array.isArray(value) ? value : undefined;
	if (list?.every((each) => typeof each === 'object' && each !== null)) return list;
	throw invalid(`${field} must be a list of objects`);
}

interface SubList {
	/** The kind whose ids the entries take. */
	kind: string;
	max?: number;
	/** Keys an entry must have when it is added. */
	required?: string[];
	/** The key that removes an entry (facts, trap 13). */
	removal?: '_destroy' | '_deleted';
	/** What is removed stays, with the time in deleted_at. */
	keepsRemoved?: boolean;
}

/** With an id: change it; without: add one; `_destroy`: remove; not mentioned: stays (facts 5.2). */
export const subList = (
	rules: Record<string, Rule>,
	{ kind, max, required = [], removal = '_destroy', keepsRemoved = false }: SubList,
): Rule => {
	return (value, place) => {
		const at = stamp(place.world.now());
		const list: Entry[] = [...(place.before ?? [])];
		for (const entry of entries(value, place)) {
			const index = find(list, entry, place);
			const isRemoved = isTrue(entry[removal]);
			if (index >= 0 && isRemoved) list.splice(index, 1, ...removed(list[index]));
			else if (index >= 0) list[index] = change(list[index], entry);
			else if (!isRemoved) list.push(add(entry));
		}
		if (max !== undefined && list.length > max) {
			throw invalid(`${place.field} may hold at most ${max} entries`);
		}
		return list;

		function removed(before: Entry): Entry[] {
			return keepsRemoved ? [{ ...before, deleted_at: at, updated_at: at }] : [];
		}
		function change(before: Entry, entry: Entry): Entry {
			return { ...before, ...applyRules(rules, entry, before, place), updated_at: at };
		}
		function add(entry: Entry): Entry {
			const id = place.world.store.nextId(kind);
			const fields = applyRules(rules, entry, {}, place);
			for (const key of required) {
				if (fields[key] == null) throw invalid(`${place.field}.${key} is required`);
			}
			return { created_at: at, ...fields, id, updated_at: at };
		}
	};
};

function find(list: Entry[], { id }: Entry, { field, world }: Place): number {
	if (id === undefined || id === null) return -1;
	const wanted = integer(id, { field: `${field}.id`, world, before: undefined });
	const index = list.findIndex((each) => each.id === wanted);
	if (index < 0) throw invalid(`${field} has no entry with the id ${id}`);
	return index;
}

export const isTrue = (value: unknown) => value === true || value === 'true';

/**
 * People of a communication, attendees of an event: an entry is a record named by type and id,
 * so naming it again changes nothing. The removing key differs (facts, trap 13).
 */
export const members = (
	resources: Record<string, string>,
	removal: '_deleted' | '_destroy',
): Rule => {
	const rule = member(resources);
	return (value, place) => {
		let list: Entry[] = [...(place.before ?? [])];
		for (const entry of entries(value, place)) {
			const found = rule(entry, place) as Entry;
			list = list.filter((each) => each.id !== found.id || each.type !== found.type);
			if (!bool(entry[removal] ?? false, place)) list.push(found);
		}
		return list;
	};
};
