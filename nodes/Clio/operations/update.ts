import type { INodeExecutionData } from 'n8n-workflow';
import type { Body } from '../../../clio/body';
import type { Json } from '../../../clio/client';
import { toBoolean } from '../../../clio/convert';
import { ClioError, refuse } from '../../../clio/errors';
import { terms } from '../../../clio/terms';
import { ReadAhead, type Reading } from './ahead';
import { bodyOf, enteredFor } from './body';
import { expectedEtag, giveTold, outputTold, toldApart } from './etags';
import { Guards } from './guards';
import { changeEach, type Change } from './once';
import { outputOf, type Output } from './output';
import { options, recordIdOf } from './parameters';
import { readerOf, type Run } from './run';
import {
	createRecord,
	finish,
	plan,
	raiseHalf,
	shownAfter,
	updateRecord,
	type Planned,
} from './write';

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
		const onlyChanges = toBoolean(
			options(run, item).skipUnchanged ?? false,
			'Skip If Nothing Changes',
		);
		const prepare = async (reading: Reading): Promise<Prepared> => {
			const record = readerOf(run.resource, async (paths) => reading.read(paths));
			const { data, after } = await bodyOf(run, 'update', entered, record);
			const next = await instead?.(id, { values: entered.values, data, records });
			if (next) return { data, changes: {}, next: { id, ...next, after, output } };
			return { data, after, ...(await plan(run, data, { how: { onlyChanges }, fields }, reading)) };
		};
		const prepared = await prepareEarly(ahead, { item, id }, prepare);
		if (prepared.next) return replacement(run, item, prepared.next);
		const anew = async () => prepare(ahead.alone(id));
		const planned = await guards.hold(prepared, anew, ifMatch);
		return {
			content: [run.resource.name, id, planned.data],
			async send(step) {
				if (Object.keys(planned.changes).length) ahead.forget(id);
				return toldApart(run, { item, id, output }, async () => {
					const record = await updateRecord(run, id, planned, { fields, step, ifMatch });
					return { record, shown: await shownAfter(run, record, output) };
				});
			},
		};
	};
	return changeEach(run, changeOf, giveTold);
}

interface Prepared extends Planned {
	data: Json;
	/** A new record in place of the change. */
	next?: Next;
}

/** By records that were read a while ago; what cannot be done with one may be possible by now. */
async function prepareEarly(
	ahead: ReadAhead,
	{ item, id }: { item: number; id: string },
	prepare: (reading: Reading) => Promise<Prepared>,
): Promise<Prepared> {
	const reading = ahead.reading(item, id);
	return prepare(reading).catch(async (error: unknown) => {
		const isInput = error instanceof ClioError && error.reason === 'badInput';
		if (!isInput || !reading.isEarly) throw error;
		return prepare(ahead.alone(id));
	});
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
