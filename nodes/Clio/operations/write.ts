import type { Body, Creates } from '../../../clio/body';
import { changesFor, fieldsToCompare, newEntries, type How } from '../../../clio/changes';
import type { Json } from '../../../clio/client';
import { withDisabled } from '../../../clio/disabled';
import { isEmpty } from '../../../clio/convert';
import { ClioError, raise } from '../../../clio/errors';
import { nameOf } from '../../../clio/facts';
import { joinFields, onlyFields, valueAt, withFields } from '../../../clio/fields';
import { Records } from '../../../clio/records';
import { awaitedIn, withCreated } from '../../../clio/references';
import { resources } from '../../../clio/resources';
import type { Reading } from './ahead';
import type { Guard } from './guards';
import { show as showHint, tellBare } from './hints';
import type { Step } from './once';
import type { Output } from './output';
import type { Run } from './run';

/** Creates the record, and before it what it refers to; each call is made once, also when repeated. */
export async function createRecord(
	run: Run,
	data: Json,
	{ fields, step, records }: { fields: string; step: Step; records: Records },
): Promise<Json> {
	const { firm } = await run.connection();
	const complete = await createAwaited(run, newEntries(run.resource, data), step);
	return step('create', async () =>
		explained(
			run,
			complete,
			firm.change(run.resource, withFields(fields, ['id']), async (asked) =>
				records.create(complete, asked),
			),
		),
	);
}

/**
 * A record that was written, as the person wants to see it. Showing it may ask Clio for more, e.g. the names
 * of custom fields: if that fails, the record is given as it came, for written it is.
 */
export async function shownAfter(run: Run, record: Json, { show }: Output): Promise<Json> {
	const shown = show([record], await run.connection()).catch((error: unknown) => {
		tellBare(run, error);
		return [record];
	});
	return (await shown)[0];
}

/** What of a new record Clio has left out without a word, as its answer shows. */
export function tellLeftOut({ context, resource }: Run, data: Json, record: Json): void {
	const names = Object.entries(resource.writes)
		.filter(
			([key, field]) => field.mayBeLeftOut && data[key] && isEmpty(valueAt(record, `${key}.id`)),
		)
		.map(([key, field]) => nameOf(key, field));
	if (names.length) showHint(context, `${names.join(' and ')} ${leftOut}`);
}

const leftOut =
	'did not come into the new record: Clio leaves it out where it cannot find the record meant, or where the account cannot have it there yet.';

/** A change of a record: what to send, and the record as it was if that had to be known. */
export interface Planned {
	changes: Json;
	before?: Json;
	/** What it goes by. */
	reading?: Pick<Reading, 'isEarly' | 'etag'>;
	/** Where the record was read a while ago. */
	guard?: Guard;
	/** Creates what belongs to the record. */
	after?: Body['after'];
}

/** What of the body changes the record, which is read for it only where that must be known. */
export async function plan(
	run: Run,
	data: Json,
	{ how, fields }: { how: How; fields: string },
	reading: Reading,
): Promise<Planned> {
	const compared = fieldsToCompare(run.resource, data, how);
	if (!compared && Object.keys(data).length) return { changes: data, reading };
	const { firm } = await run.connection();
	const before = await reading.read(joinFields(joinFields(fields, 'id'), compared ?? 'id'));
	const changes = await changesFor(run.resource, { data, before, firm }, how);
	return { changes, before, reading };
}

/** Sends what changes; nothing, if nothing does. Gives the record as it is then. */
export async function updateRecord(
	run: Run,
	id: string,
	{ changes, before, guard, after }: Planned,
	asked: { fields: string; step: Step; ifMatch?: string },
): Promise<Json> {
	const { fields, step, ifMatch } = asked;
	const { records, firm } = await run.connection();
	const finished = async (record: Json): Promise<Json> => {
		if (after) await finish(run, id, after, step);
		return record;
	};
	if (before && !Object.keys(changes).length) return finished(onlyFields(before, fields));
	const complete = await createAwaited(run, changes, step);
	const send = async (shown: string) =>
		step('update', async () =>
			explained(
				run,
				complete,
				firm.change(run.resource, shown, async (all) =>
					records.update(id, complete, all, { ifMatch, guard: guard?.etag }),
				),
			),
		);
	if (!guard) return finished(await send(fields));
	return send(withFields(fields, ['etag'])).then(
		async (record) => finished(onlyFields(guard.passed(record), fields)),
		async (error: unknown) => updateRecord(run, id, await guard.anew(error), asked),
	);
}

/** What Clio refuses is told with what may be the reason. */
async function explained(run: Run, data: Json, sent: Promise<Json>): Promise<Json> {
	const { firm } = await run.connection();
	return sent.catch(async (error: unknown) =>
		raise((await withDisabled(error, run.resource, data, firm)) as ClioError),
	);
}

async function createAwaited(run: Run, data: Json, step: Step): Promise<Json> {
	const { client, firm } = await run.connection();
	const made = new Map<string, unknown>();
	for (const { resource, data: values } of awaitedIn(data)) {
		const content = JSON.stringify(values);
		const record = await step(`${resource} ${content}`, async () =>
			firm.change(resources[resource], 'id', async (asked) =>
				new Records(client, resources[resource]).create(values, asked),
			),
		);
		made.set(content, record.id);
		firm.learn(resource, String(values.name), record);
	}
	return withCreated(data, made);
}

/**
 * Creates what belongs to a record that stands. What was created before is told by what it is, since a
 * repetition may find more there, and so create less.
 */
export async function finish(
	run: Run,
	id: string,
	after: NonNullable<Body['after']>,
	step: Step,
	verb = 'changed',
): Promise<void> {
	const creates = createsBy(run, step);
	let missing: string | undefined;
	const create: Creates = async (resource, values, what) => {
		missing = what;
		const made = await creates(resource, values);
		missing = undefined;
		return made;
	};
	await after(id, create).catch((error: unknown) => {
		const stands = `The ${run.resource.label.toLowerCase()} was ${verb} (ID ${id})`;
		raiseHalf(error, `${stands}, but ${missing ?? 'something that belongs to it'} was not created`);
	});
}

/** Creates records beside the one that an item is about; none of them twice. */
export function createsBy(run: Run, step: Step): Creates {
	const counts = new Map<string, number>();
	return async (resource, values) => {
		const { client } = await run.connection();
		const content = `then ${resource} ${JSON.stringify(values)}`;
		const count = (counts.get(content) ?? 0) + 1;
		counts.set(content, count);
		return step(`${content} ${count}`, async () =>
			new Records(client, resources[resource]).create(values, 'id'),
		);
	};
}

/** What failed when something else had been carried out already. */
export function raiseHalf(error: unknown, half: string): never {
	if (!(error instanceof ClioError)) throw error;
	const { reason, message, advice, status } = error;
	// That somebody pressed the button stays what is told first.
	if (reason === 'cancelled') raise(new ClioError(reason, message, `${half}. ${advice}`));
	return raise(new ClioError(reason, `${half}: ${message}`, advice, status));
}
