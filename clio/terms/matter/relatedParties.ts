import type { Creates } from '../../body';
import { rowsOf } from '../../body/written';
import type { Json } from '../../client';
import { isEmpty } from '../../convert';
import { ClioError, raise, refuse } from '../../errors';
import type { Firm } from '../../firm';
import { plain } from '../../names';
import { recordId, wireId } from '../../ids';
import { resources } from '../../resources';

export interface Party {
	contact: string;
	/** e.g. Opposing counsel */
	relationship: string;
}

/** Related Parties of the form, each once. */
export function partiesOf(rows: unknown): Party[] {
	const parties = rowsOf(rows).map(({ contact, relationship }) => {
		if (isEmpty(contact))
			refuse('Related Parties has an entry without a contact', 'Choose a contact, or remove it.');
		const id = recordId(resources.contact, contact);
		return { contact: id, relationship: String(relationship ?? '').trim() };
	});
	return parties.filter((one, at) => parties.findIndex((other) => isSame(one, other)) === at);
}

const isSame = (one: Party, other: Party): boolean =>
	one.contact === other.contact && plain(one.relationship) === plain(other.relationship);

/**
 * Adds those whom the matter has not yet. They are records of their own: in the matter's body Clio
 * discourages them (facts 5.3).
 */
export async function addRelatedParties(
	parties: Party[],
	matter: string,
	firm: Firm,
	create: Creates,
): Promise<void> {
	const known = await relatedTo(firm, matter);
	for (const party of parties) {
		if (known.some((one) => isSame(one, party))) continue;
		const { contact, relationship } = party;
		const data: Json = { matter: { id: wireId(matter) }, contact: { id: wireId(contact) } };
		if (relationship) data.description = relationship;
		const what = `the related party${relationship && ` "${relationship}"`} (contact ${contact})`;
		await create('relationship', data, what).catch(async (error: unknown) => {
			// The answer got lost: if the party is there now, it was carried out.
			const isLost = error instanceof ClioError && error.reason === 'inDoubt';
			const isThere = isLost && (await relatedTo(firm, matter)).some((one) => isSame(one, party));
			if (!isThere) raise(error as ClioError);
		});
	}
}

async function relatedTo(firm: Firm, matter: string): Promise<Party[]> {
	const query = { matter_id: matter, fields: 'id,description,contact{id}' };
	const all = await firm.listAnew(resources.relationship, query);
	return all.map(({ contact, description }) => ({
		contact: String((Object(contact) as Json).id),
		relationship: String(description ?? ''),
	}));
}
