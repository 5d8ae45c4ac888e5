import type { Json, Query } from '../../../clio/client';
import { ClioError, raise, refuse } from '../../../clio/errors';
import { download } from '../../../clio/files/download';
import { recordedFile, type Recorded } from '../../../clio/files/names';
import { rowsOf } from '../../../clio/files/rows';
import type { Resource } from '../../../clio/resources/vocabulary';
import { keep, textOf } from '../../files/output';
import { show as hint } from './hints';
import { parameter } from './parameters';
import type { Emit, Run } from './run';

/** What has a file, and how it is shown. */
export interface Source {
	resource: Resource;
	record: Json;
	shown: Json;
	/** If it is not called as the record says. */
	file?: Recorded;
	/** Which of its files, e.g. a version. */
	query?: Query;
}

/** Gives a record with its file, beside those that the item has already; or the rows of a report. */
export async function giveFile(run: Run, item: number, source: Source, emit: Emit): Promise<void> {
	const { resource, record, shown } = source;
	const asRows = parameter(run, 'return', item) === 'rows';
	if (record.state === 'empty') {
		hint(run.context, `${String(record.name ?? resource.label)} is empty: ${nothing}`);
		return emit(asRows ? [] : [{ ...shown, empty: true }]);
	}
	checkReady(source);
	const { transfer } = await run.connection();
	const file = source.file ?? recordedFile(resource, record);
	const wanted = {
		path: `${resource.path}/${String(record.id)}/download`,
		query: source.query,
		attempt: { did: `fetch "${file.name}"`, permission: resource.permission },
		...file,
	};
	if (asRows) return emit(rowsOf(await download(transfer, wanted, textOf), String(record.format)));
	const field = fieldOf(run, item);
	const data = await download(transfer, wanted, async (bytes) =>
		keep(run.context, bytes, file.name, file.type),
	);
	const given = run.context.getInputData()[item]?.binary;
	return emit([shown], { ...given, [field]: data });
}

const nothing = 'Clio found nothing for it, e.g. in the period.';

/** Where the file goes. */
export const fieldOf = (run: Run, item: number): string =>
	String(parameter(run, 'binaryPropertyName', item) || '') ||
	refuse('Put Output File in Field is empty', 'Enter the name of a field, e.g. data.');

/** Only what has a state is made in the background. */
function checkReady({ resource, record: { id, state = 'completed' } }: Source): void {
	if (state === 'completed') return;
	const called = `${resource.label} ${String(id)}`;
	raise(
		state === 'failed'
			? new ClioError(
					'refused',
					`${called} has no file: Clio could not make it`,
					'Have it made anew.',
				)
			: new ClioError(
					'unfinished',
					`${called} is not ready yet (${String(state).replace(/_/g, ' ')})`,
					'Clio is still at it. Try again in a minute.',
				),
	);
}
