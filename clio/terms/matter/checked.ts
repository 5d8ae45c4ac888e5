import type { Setting } from '../../body';
import { rowsOf } from '../../body/written';
import type { Json } from '../../client';
import { isEmpty } from '../../convert';
import { dayIn } from '../../dates';
import { refuse } from '../../errors';

/** The values, if they can be meant. */
export function checked(values: Json): Json {
	if (Number(values.trust_minimum) < 0)
		refuse('Trust Minimum is less than nothing', 'Enter the amount that should be in trust.');
	for (const { task_template_list: list } of rowsOf(values.task_template_list_instances)) {
		if (isEmpty(list))
			refuse('Task Lists has an entry without a task list', 'Choose a list, or remove the entry.');
	}
	return values;
}

const days: Record<string, string> = { closed: 'close_date', pending: 'pending_date' };

/**
 * A matter that is closed now was closed today, unless the form says otherwise; one that was closed before
 * keeps its day. What Clio does of its own accord is not known.
 */
export async function dayOfNewStatus(
	values: Json,
	{ operation, record, zone, now }: Setting,
): Promise<Json> {
	const status = String(values.status ?? '')
		.trim()
		.toLowerCase();
	const day = days[status];
	if (operation !== 'update' || !day || !isEmpty(values[day])) return {};
	const before = String(await record?.('status')).toLowerCase();
	return before === status ? {} : { [day]: dayIn(zone, new Date(now)) };
}
