import type { IBinaryData, IBinaryKeyData } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { oneOf } from '../../../clio/convert';
import { ClioError, raise, refuse } from '../../../clio/errors';
import { rowsOf } from '../../../clio/files/rows';
import { fetchFile, fetchText, type Source } from '../../files/fetch';
import { show as hint } from './hints';
import { parameter } from './parameters';
import type { Emit, Run } from './run';

/** Gives a record with its file, beside those that the item has already; or the rows of a report. */
export async function giveFile(
	run: Run,
	item: number,
	source: Source & { shown: Json },
	emit: Emit,
): Promise<void> {
	const { resource, record, shown } = source;
	const isEmpty = record.state === 'empty';
	if (isEmpty) hint(run.context, `${String(record.name ?? resource.label)} is empty: ${nothing}`);
	else checkReady(source);
	const { transfer } = await run.connection();
	if (wantsRows(run, item)) {
		const read = rowsOf(String(record.format));
		return emit(isEmpty ? [] : read(await fetchText(transfer, source)));
	}
	const beside = besideIn(run, item);
	if (isEmpty) return emit([{ ...shown, empty: true }], beside());
	return emit([shown], beside(await fetchFile(run.context, transfer, source)));
}

/** In place of the file. */
export function wantsRows(run: Run, item: number): boolean {
	const { writes, onDownload } = run.resource;
	const field = run.operation === 'download' ? onDownload?.return : writes.return;
	if (field?.kind !== 'choice') return false;
	return oneOf(field.values, parameter(run, 'return', item) || 'rows', 'Return') === 'rows';
}

const nothing = 'Clio found nothing for it, e.g. in the period.';

/** The files an item has already. */
export const filesOf = ({ context }: Run, item: number): IBinaryKeyData | undefined =>
	context.getInputData()[item]?.binary;

/** A file in the field that the form names, beside those that the item has already; without one none is there. */
export function besideIn(run: Run, item: number): (file?: IBinaryData) => IBinaryKeyData {
	const field =
		String(parameter(run, 'binaryPropertyName', item) || '') ||
		refuse('Put Output File in Field is empty', 'Enter the name of a field, e.g. data.');
	return (file) => {
		const files = { ...filesOf(run, item) };
		delete files[field];
		return file ? { ...files, [field]: file } : files;
	};
}

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
