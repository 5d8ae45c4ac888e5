import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { ref, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { entries, isTrue } from '../sub-lists.cts';
import { one, words, type Resource, type Rule } from '../vocabulary.cts';
import type { World } from '../world.cts';
import { create, remove, update } from '../writes.cts';

/** Who a contact is to a matter: "Opposing party". */
export const relationships: Resource = {
	name: 'Relationship',
	path: 'relationships',
	// Two areas (facts 1.4).
	permission: ['Matters', 'Contacts'],
	operations: 'LGCUD',
	fields: words('id etag description created_at updated_at'),
	nested: { matter: one('matters'), contact: one('contacts') },
	body: { contact: ref('contacts'), description: text, matter: ref('matters') },
	// The spec marks none as required; UNKNOWN whether one without a matter or a contact passes.
	settle: (row) => {
		if (!row.matter) throw invalid("matter can't be blank");
		if (!row.contact) throw invalid("contact can't be blank");
	},
	filters: { contact_id: filter.id('contact'), matter_id: filter.id('matter') },
};

interface Entry {
	id?: number;
	_destroy?: unknown;
	[field: string]: unknown;
}

/** As part of a matter's body: the same records, which Clio would rather have written by themselves. */
export const relationshipEntries: Rule = (value, place) => {
	const list = entries(value, place);
	const { store } = place.world;
	const stranger = list.find(({ id }) => id != null && !store.get('relationships', Number(id)));
	if (stranger) throw invalid(`${place.field} has no entry with the id ${stranger.id}`);
	for (const { id, contact } of list) {
		if (id == null && !ref('contacts')(contact, place)) {
			throw invalid(`${place.field}.contact is required`);
		}
	}
	return list;
};

export function keepRelationships(list: Entry[], { id: matter }: Row, world: World): void {
	for (const { id, _destroy, contact, description } of list) {
		const given = { ...(contact !== undefined && { contact }), ...{ description } };
		const found = id == null ? undefined : world.store.get('relationships', Number(id));
		if (id == null) create(relationships, { ...given, matter: { id: matter } }, world);
		// UNKNOWN what the id of another matter's relationship does; nothing here.
		else if (found?.matter !== matter) continue;
		else if (isTrue(_destroy)) remove(relationships, found, world);
		else update(relationships, found, given, world);
	}
}

/** They go with the matter or the contact. */
export function removeRelationships(field: 'matter' | 'contact', id: number, world: World): void {
	const all = [...(world.grouped('relationships', field).get(id) ?? [])];
	for (const row of all) remove(relationships, row, world);
}
