import type { Setting } from '../../body';
import type { Json } from '../../client';
import { isEmpty } from '../../convert';
import { refuse } from '../../errors';
import { recordId } from '../../ids';
import { resources } from '../../resources';

/**
 * A new matter gets the practice area of its stage, and none gets a stage of another area: whether Clio
 * refuses that is not known.
 */
export async function areaOfStage(
	{ matter_stage: stage, practice_area: area }: Json,
	{ operation, firm }: Setting,
): Promise<Json> {
	if (isEmpty(stage) || (isEmpty(area) && operation === 'update')) return {};
	const stages = await firm.list(resources.matterStage, { fields: 'id,name,practice_area_id' });
	const wanted = recordId(resources.matterStage, stage);
	const found = stages.find(({ id }) => String(id) === wanted);
	if (!found || isEmpty(found.practice_area_id)) return {};
	const own = String(found.practice_area_id);
	if (isEmpty(area)) return { practice_area: own };
	if (own === recordId(resources.practiceArea, area)) return {};
	return refuse(
		`The stage "${String(found.name)}" belongs to another practice area`,
		"Choose a stage of the matter's practice area.",
	);
}
