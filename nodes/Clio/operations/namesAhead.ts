import { normal } from '../../../clio/names';
import { textOf } from '../../../clio/references';
import { parameter } from './parameters';
import type { Run } from './run';

/** How many items ahead are looked at: so many names are worth a list of some length. */
const itemsAhead = 1_000;

/** The names of records in the forms of the items to come. */
export class NamesAhead {
	private places?: string[];
	/** By resource and place: what stands there in each item. */
	private readonly said = new Map<string, string[]>();

	constructor(private readonly run: Run) {}

	/**
	 * The names that stand where this one does, in this item and those to come. A name may stand in several
	 * places, e.g. of a contact and of a user: it is not known which is asked for, so it is the one with the
	 * fewest names, which never promises too many.
	 */
	besides(resource: string, text: string): Set<string> {
		this.places ??= mappedIn(this.run.context.getNode().parameters);
		const sets = this.places
			.map((place) => this.namesAt(place, resource))
			.filter((names) => names.has(normal(text)));
		return sets.sort((a, b) => a.size - b.size)[0] ?? new Set();
	}

	private namesAt(place: string, resource: string): Set<string> {
		const key = `${resource} ${place}`;
		const said = this.said.get(key) ?? [];
		this.said.set(key, said);
		const names = new Set<string>();
		const end = Math.min(this.run.size, this.run.item + itemsAhead + 1);
		for (let item = this.run.item; item < end; item++) {
			said[item] ??= this.nameAt(place, resource, item);
			if (said[item]) names.add(said[item]);
		}
		return names;
	}

	/** Empty for an id, a link, or what cannot be worked out: that is told when it is its turn. */
	private nameAt(place: string, resource: string, item: number): string {
		try {
			const text = textOf({ to: [resource] }, parameter(this.run, place, item)) ?? '';
			return isTyped.test(text) ? '' : normal(text);
		} catch {
			return '';
		}
	}
}

/** `Contact:12` */
const isTyped = /^\w+:\d+$/;

/** Where a form may name another record for each item: paths to what is mapped, in locators and in mappers. */
function mappedIn(value: unknown, path = '', isChosen = false): string[] {
	if (typeof value !== 'object' || value === null)
		return isChosen && String(value).startsWith('=') ? [path] : [];
	if ('__rl' in value) return 'value' in value ? mappedIn(value.value, path, true) : [];
	return Object.entries(value).flatMap(([key, one]) =>
		mappedIn(one, path ? `${path}.${key}` : key, isChosen || 'mappingMode' in value),
	);
}
