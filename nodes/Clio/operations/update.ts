import type { INodeExecutionData } from 'n8n-workflow';
import type { Body } from '../../../clio/body';
import type { Json } from '../../../clio/client';
import { toBoolean } from '../../../clio/convert';
import { refuse } from '../../../clio/errors';
import { terms } from '../../../clio/terms';
import { ReadAhead } from './ahead';
import { bodyOf, enteredFor } from './body';
import { expectedEtag, giveTold, outputTold, toldApart } from './etags';
import { Guards } from './guards';
import { changeEach, type Change } from './once';
import { outputOf, type Output } from './output';
import { options, recordIdOf } from './parameters';
import type { Run } from './run';
import { createRecord, finish, plan, raiseHalf, shownAfter, updateRecord } from './write';

export async function update(run: Run): Promise<INodeExecutionData[]> {
	const ahead = new ReadAhead(run);
	const guards = new Guards(run.resource);
	const changeOf = async (item: number): Promise<Change> => {
		const { target, instead } = terms[run.resource.name] ?? {};
		const { records } = await run.connection();
		const entered = enteredFor(run, item, Boolean(run.resource.operationOf));
		const named = await recordIdOf(run, item);
		const id = (await target?.(named, entered.values, records)) ?? named;
		const output = outputTold(run, item, outputOf(run, item));
		const { fields } = output;
		const ifMatch = expectedEtag(run, item);
		const { data, after } = await bodyOf(run, 'update', entered, id);
		const next = await instead?.(id, { values: entered.values, data, records });
		if (next) return replacement(run, item, { id, ...next, after, output });
		const onlyChanges = toBoolean(
			options(run, item).skipUnchanged ?? false,
			'Skip If Nothing Changes',
		);
		const wanted = { how: { onlyChanges }, fields };
		const planFor = async (read: (paths: string) => Promise<Json>) =>
			plan(run, data, wanted, async (paths) => read(guards.fields(paths)));
		const first = await planFor(async (paths) => ahead.get(item, id, paths));
		// Somebody may have changed it since.
		const planned = ahead.wasEarly(id)
			? await guards.hold(
					first,
					async () => planFor(async (paths) => ahead.alone(id, paths)),
					ifMatch,
				)
			: first;
		return {
			content: [run.resource.name, id, data],
			async send(step) {
				if (Object.keys(planned.changes).length) ahead.forget(id);
				return toldApart(run, { item, id, output }, async () => {
					const record = await updateRecord(run, id, planned, { fields, step, ifMatch });
					if (after) await finish(run, id, after, step);
					return { record, shown: await shownAfter(run, record, output) };
				});
			},
		};
	};
	return changeEach(run, changeOf, giveTold);
}

interface Next {
	id: string;
	created: Json;
	old: Json;
	after: Body['after'];
	output: Output;
}

/** The new record comes first: should Clio refuse it, the old one stands. */
function replacement(run: Run, item: number, next: Next): Change {
	const { id, created, old, after, output } = next;
	if (expectedEtag(run, item) !== undefined)
		refuse(
			'Only If Unchanged cannot be used here',
			'The change makes a new record. Remove the option.',
		);
	return {
		content: [run.resource.name, id, created],
		async send(step) {
			const { records } = await run.connection();
			const record = await createRecord(run, created, { fields: output.fields, step, records });
			if (after) await finish(run, String(record.id), after, step);
			const end = async () => records.remove(id, old).then(() => ({ id }));
			await step('old', end).catch((error: unknown) =>
				raiseHalf(error, `${newStands(record)}, but the old one goes on beside it`),
			);
			return shownAfter(run, record, output);
		},
	};
}

const newStands = ({ id }: Json): string =>
	`The new series was created (ID ${String(id)}; a retry of this execution creates no other)`;
