import { invalid } from '../errors.cts';
import { select, type Selection } from '../fields.cts';
import { kindOfModel, type Model } from './models.cts';

const LONGEST = 1000;

/** The `fields` of a webhook: checked like those of a call, refused like a body (422: UNKNOWN). */
export function selectionOf(model: Model, text: string): Selection {
	if (text.length > LONGEST) throw invalid(`fields is longer than ${LONGEST} characters`);
	try {
		return select(kindOfModel(model), text);
	} catch (error) {
		throw invalid(`fields: ${(error as Error).message}`);
	}
}
