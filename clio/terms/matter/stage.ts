import type { Setting } from '../../body';
import type { Json } from '../../client';
import { isEmpty } from '../../convert';
import { refuse } from '../../errors';
import type { Firm } from '../../firm';
import { recordId } from '../../ids';
import { resources } from '../../resources';

/**
 * A new matter gets the practice area of its stage, and none gets a stage of another area: whether Clio
 * refuses that is not known.
 */
export async function areaOfStage(
	{ matter_stage: stage, practice_area: given }: Json,
	{ operation, firm, record }: Setting,
): Promise<Json> {
	if (isEmpty(stage)) return {};
	const list = firm.list(resources.matterStage, { fields: 'id,name,practice_area_id' });
	const stages = await firm.whereAllowed('matterStage', list, []);
	const wanted = recordId(resources.matterStage, stage);
	const found = stages.find(({ id }) => String(id) === wanted);
	if (!found || isEmpty(found.practice_area_id)) return {};
	const own = String(found.practice_area_id);
	const area = isEmpty(given) ? await record?.('practice_area.id') : given;
	if (isEmpty(area)) return operation === 'create' ? { practice_area: own } : {};
	const id = recordId(resources.practiceArea, area);
	if (own === id) return {};
	const nameOf = await areaNames(firm, [own, id]);
	return refuse(
		`The stage "${String(found.name)}" belongs to the practice area ${nameOf(own)}, not to ${nameOf(id)}`,
		`The matter's practice area ${isEmpty(given) ? 'in Clio' : 'in this node'} is ${nameOf(id)}. Choose one of its stages, or another practice area together with the stage.`,
	);
}

/** Without the permission to read practice areas, their ids. */
async function areaNames(firm: Firm, ids: string[]): Promise<(id: string) => string> {
	const asked = firm.readAll('practiceArea', ids, 'id,name');
	const areas = await firm.whereAllowed('practiceArea', asked, new Map<string, Json>());
	return (id) => `"${String(areas.get(id)?.name ?? id)}"`;
}
