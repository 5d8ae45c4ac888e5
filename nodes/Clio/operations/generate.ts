import type { INodeExecutionData } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { isEmpty } from '../../../clio/convert';
import { ClioError, refuse } from '../../../clio/errors';
import { hasId } from '../../../clio/facts';
import { onlyFields, withFields } from '../../../clio/fields';
import { finished, seen, type Job } from '../../../clio/files/job';
import { fileFields, recordedFile } from '../../../clio/files/names';
import { rowsOf } from '../../../clio/files/rows';
import { resources } from '../../../clio/resources';
import type { Resource } from '../../../clio/resources/vocabulary';
import { bodyOf, enteredFor } from './body';
import { filesOf, giveFile, wantsRows } from './giveFile';
import { changeEach } from './once';
import { outputOf, together } from './output';
import { idIn, parameter } from './parameters';
import type { Emit, Run } from './run';
import { createRecord, shownAfter } from './write';

/**
 * Has Clio make something in the background, waits for it, and gives its file. A retry waits for what was
 * begun before.
 */
export async function generate(run: Run): Promise<INodeExecutionData[]> {
	const { resource } = run;
	return changeEach(
		run,
		async (item) => {
			outputOf(run, item, [], madeBy(resource));
			waitOf(run, item);
			await checkPreset(run, item);
			const { data } = await bodyOf(run, 'create', enteredFor(run, item, true));
			const { records, place } = await run.at(item);
			return {
				content: [resource.name, place.path, data],
				async send(step) {
					const { id } = await createRecord(run, data, { fields: 'id', step, records });
					return { id, period: periodOf(data) };
				},
			};
		},
		async (item, begun, emit, anew) => {
			const record = await made(run, item, begun).catch((error: unknown) => {
				if (!isInVain(resource, error)) throw begunAlready(resource, begun, error);
				anew();
				throw error;
			});
			const period = String(begun.period);
			return give(run, item, { record, period }, emit).catch((error: unknown) => {
				throw begunAlready(resource, begun, error);
			});
		},
	);
}

/**
 * What Clio could not make, or has no more, is no use to wait for again. What stays in the firm may only be
 * slow to be seen, and must not come twice.
 */
const isInVain = ({ temporary }: Resource, error: unknown): boolean =>
	error instanceof ClioError &&
	(error.reason === 'refused' || (error.reason === 'notFound' && temporary === true));

/** What stays in the firm is made, whatever keeps us from seeing it: a new execution would have it made again. */
function begunAlready({ temporary }: Resource, { id }: Json, error: unknown): unknown {
	if (temporary || !(error instanceof ClioError) || error.reason === 'unfinished') return error;
	const { reason, message, advice, status, saidType } = error;
	const told = `Clio has been asked for it: ID ${String(id)}. Fetch it later by its ID; a retry of this execution waits for the same one.`;
	return new ClioError(reason, message, `${advice} ${told}`, status, saidType);
}

/** Whether there will be rows, where a preset says the format: before Clio makes the report. */
async function checkPreset(run: Run, item: number): Promise<void> {
	const { preset } = run.resource.within ?? {};
	if (!preset || !wantsRows(run, item)) return;
	const id = await idIn(run, resources.reportPreset, parameter(run, 'preset', item));
	const { firm } = await run.connection();
	rowsOf(String((await firm.read('reportPreset', id, 'format')).format));
}

/** What is made: behind an operation of its own stands the resource that has the operation. */
const madeBy = (resource: Resource): Resource =>
	hasId(resource) ? resource : resources[String(resource.operationOf?.resource)];

const periodOf = ({ start_date: from, end_date: to, year }: Json): string =>
	[year, from && to ? `${String(from)} to ${String(to)}` : (from ?? to)]
		.filter((one) => !isEmpty(one))
		.join(' ');

/** The record of what is made, once it is there. */
async function made(run: Run, item: number, { id }: Json): Promise<Json> {
	const resource = madeBy(run.resource);
	const output = outputOf(run, item, [], resource);
	const { transfer } = await run.connection();
	const most = waitOf(run, item);
	const job: Job = {
		path: `${resource.path}/${String(id)}`,
		fields: withFields(output.fields, [...fileFields(resource), ...fieldsOfFiles(resource)]),
		called: `the ${resource.label.toLowerCase()}`,
		permission: resource.permission,
	};
	if (!most) return seen(transfer, job);
	const start = transfer.clock.now();
	const record = await finished(transfer, job, most);
	run.waited.push({ called: job.called, ms: transfer.clock.now() - start });
	return record;
}

async function give(
	run: Run,
	item: number,
	{ record, period }: { record: Json; period: string },
	emit: Emit,
): Promise<void> {
	const resource = madeBy(run.resource);
	const output = outputOf(run, item, [], resource);
	const shown = await shownAfter(run, onlyFields(record, output.fields), output);
	if (!waitOf(run, item)) return emit([shown], filesOf(run, item));
	if (!resource.file) return giveDocuments(run, item, { record, shown }, emit);
	const file = recordedFile(resource, record, period);
	return giveFile(run, item, { resource, record, shown, file }, emit);
}

/** What is made may be documents, each with its own file. */
const fieldsOfFiles = ({ file, records }: Resource): string[] =>
	file ? [] : Object.keys(records).flatMap((name) => namesWithin(name, records[name]));

const namesWithin = (name: string, kind: string): string[] =>
	kind === 'document' ? fileFields(resources[kind]).map((one) => `${name}.${one}`) : [];

async function giveDocuments(
	run: Run,
	item: number,
	{ record, shown }: { record: Json; shown: Json },
	emit: Emit,
): Promise<void> {
	const { document } = resources;
	const documents = [record.documents ?? []].flat() as Json[];
	for (const one of documents) {
		const named = together(shown, { documentId: one.id, document: one.name });
		await giveFile(run, item, { resource: document, record: one, shown: named }, emit);
	}
	if (!documents.length) emit([shown], filesOf(run, item));
}

/** How long to wait, in milliseconds; as long as usual, if what was mapped came out empty. */
function waitOf(run: Run, item: number): number {
	const given = parameter(run, 'waitAtMost', item);
	const minutes = isEmpty(given) ? usualMinutes : Number(given);
	if (minutes >= 0 && minutes <= mostMinutes) return minutes * 60_000;
	return refuse(
		`Wait at Most is not a number of minutes from 0 to ${mostMinutes}`,
		'Enter one like 5. For what takes longer, fetch it later by its ID.',
	);
}

const usualMinutes = 5;
const mostMinutes = 24 * 60;
