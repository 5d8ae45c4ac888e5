import type { Json } from '../client';
import { ClioError, raise } from '../errors';
import type { Transfer } from './storage';

/** What Clio makes in the background, e.g. a report (facts 4.4, 5.9). */
export interface Job {
	/** Path of its record. */
	path: string;
	/** What to read of it, with its state. */
	fields: string;
	/** What people call it, e.g. `the report "Revenue"`. */
	called: string;
	permission: string;
}

const firstPause = 1_000;
const longestPause = 15_000;

/**
 * Waits until it is there, asking less and less often, since every question counts towards the limit of Clio.
 * Nothing in it (`empty`) is a result, too. Throws if Clio could not make it or the time is up.
 * @param most how long, in milliseconds
 */
export async function finished(transfer: Transfer, job: Job, most: number): Promise<Json> {
	const { clock } = transfer;
	const start = clock.now();
	for (let pause = firstPause; ; pause = Math.min(pause * 1.5, longestPause)) {
		const record = await seen(transfer, job);
		if (['completed', 'empty'].includes(String(record.state))) return record;
		if (record.state === 'failed') return raise(failure(job, record));
		const left = start + most - clock.now();
		if (left <= 0) return raise(unfinished(job, record, most));
		await clock.sleep(Math.min(pause, left));
	}
}

/** How far it is. */
export async function seen({ client }: Pick<Transfer, 'client'>, job: Job): Promise<Json> {
	const { data } = await client.call({
		method: 'GET',
		path: job.path,
		query: { fields: job.fields },
		attempt: { did: `see how far ${job.called} is`, permission: job.permission },
	});
	return data as Json;
}

function failure({ called }: Job, { id, message }: Json): ClioError {
	const quote = message ? `Clio says: "${String(message)}". ` : '';
	return new ClioError(
		'refused',
		`Clio could not make ${called} (ID ${String(id)})`,
		`${quote}Try it in Clio itself with the same settings: what fails there, too, is for Clio's support.`,
	);
}

function unfinished({ called }: Job, { id, state }: Json, most: number): ClioError {
	const minutes = Math.round(most / 6_000) / 10;
	return new ClioError(
		'unfinished',
		`Clio has not finished ${called} after ${minutes} minute${minutes === 1 ? '' : 's'}`,
		`It goes on: ID ${String(id)}, ${String(state).replace(/_/g, ' ')}. Raise Wait at Most, or fetch it later by its ID. A retry of this execution waits for the same one.`,
	);
}
