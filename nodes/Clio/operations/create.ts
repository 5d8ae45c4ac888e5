import type { INodeExecutionData } from 'n8n-workflow';
import { changesFor, saidOf } from '../../../clio/changes';
import { bodyOf, enteredFor } from './body';
import { changeEach } from './once';
import { outputOf, together } from './output';
import type { Run } from './run';
import { howFor, ifExistsOf, refuseTwin, twinOf } from './twin';
import { createRecord, finish, shownAfter, updateRecord } from './write';

/** Create, Find or Create, and Create or Update: a new record, unless it is there already. */
export async function create(run: Run): Promise<INodeExecutionData[]> {
	const { resource } = run;
	return changeEach(run, async (item) => {
		const output = outputOf(run, item);
		const { fields } = output;
		const entered = enteredFor(run, item, true);
		const ifExists = ifExistsOf(run, item, entered.values);
		const body = await bodyOf(run, 'create', entered);
		const said = saidOf(resource, body.data, entered.values);
		const how = howFor(ifExists);
		const looks = ifExists !== 'createAnother';
		const connected = await run.at(item);
		return {
			content: [resource.name, run.operation, body.data],
			async send(step) {
				// A try before this one may have created it and broken off: that is no other record.
				const isToFind = looks && !step.isDone('create');
				const twin = isToFind
					? await twinOf(run, item, body.data, { said, how, fields })
					: undefined;
				const before = twin?.record;
				if (before && ifExists === 'stop') refuseTwin(resource, before);
				const around = before && { data: said, before, firm: connected.firm };
				const changes = around && how ? await changesFor(resource, around, how) : {};
				const record = before
					? await updateRecord(run, String(before.id), { changes, before }, { fields, step })
					: await createRecord(run, body, { fields, step, records: connected.records });
				if (before && how && body.after) await finish(run, String(before.id), body.after, step);
				twin?.remember(record);
				const shown = await shownAfter(run, record, output);
				return looks ? together(shown, { wasCreated: !before }) : shown;
			},
		};
	});
}
