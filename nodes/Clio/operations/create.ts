import type { INodeExecutionData } from 'n8n-workflow';
import { saidOf } from '../../../clio/changes';
import { onlyFields, withFields } from '../../../clio/fields';
import { bodyOf, enteredFor } from './body';
import { changeEach } from './once';
import { Guards } from './guards';
import { outputOf, together } from './output';
import type { Run } from './run';
import { howFor, ifExistsOf, planFor, refuseTwin, twinOf } from './twin';
import { createRecord, finish, shownAfter, tellLeftOut, updateRecord } from './write';

/** Create, Find or Create, and Create or Update: a new record, unless it is there already. */
export async function create(run: Run): Promise<INodeExecutionData[]> {
	const { resource } = run;
	const guards = new Guards(resource);
	return changeEach(run, async (item) => {
		const output = outputOf(run, item);
		const { fields } = output;
		const entered = enteredFor(run, item, true);
		const ifExists = ifExistsOf(run, item, entered.values);
		const body = await bodyOf(run, 'create', entered);
		const said = saidOf(resource, body.data, entered);
		const how = howFor(ifExists);
		const looks = ifExists !== 'createAnother';
		const { records, place } = await run.at(item);
		return {
			content: [resource.name, place.path, run.operation, body.data],
			async send(step) {
				// A try before this one may have created it and broken off: that is no other record.
				const isToFind = looks && !step.isDone('create');
				const twin = isToFind
					? await twinOf(run, item, body.data, { said, how, fields })
					: undefined;
				const before = twin?.record;
				if (before && ifExists === 'stop') refuseTwin(resource, before);
				const record =
					twin && before
						? await updateRecord(
								run,
								String(before.id),
								await planFor(run, { before, twin, data: said, how, guards }),
								{ fields: twin.reads, step },
							)
						: await createRecord(run, body.data, { fields: twin?.reads ?? fields, step, records });
				twin?.remember(record);
				if (!before) tellLeftOut(run, body.data, record);
				if (body.after && (how || !before))
					await finish(run, String(record.id), body.after, step, before ? 'changed' : 'created');
				const asked = fields ? onlyFields(record, withFields(fields, ['id'])) : record;
				const shown = await shownAfter(run, asked, output);
				return looks ? together(shown, { wasCreated: !before }) : shown;
			},
		};
	});
}
