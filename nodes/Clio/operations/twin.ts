import { changesFor, fieldsToCompare, type How } from '../../../clio/changes';
import type { Json } from '../../../clio/client';
import { isEmpty, toWire } from '../../../clio/convert';
import { refuse } from '../../../clio/errors';
import { nameOf } from '../../../clio/facts';
import { joinFields, withFields } from '../../../clio/fields';
import { searchForTwin, several } from '../../../clio/find';
import { search } from '../../../clio/find/search';
import { told } from '../../../clio/firm';
import { plain } from '../../../clio/names';
import type { Resource } from '../../../clio/resources/vocabulary';
import { longestKept } from './ahead';
import type { Guards } from './guards';
import { chosen, parameter } from './parameters';
import type { Run } from './run';
import type { Planned } from './write';

/** What to do if the record is there already. */
export type IfExists = 'createAnother' | 'fillEmpty' | 'leave' | 'stop' | 'update';

/** Of the operation, or of the field If It Exists of a new record. */
export function ifExistsOf(run: Run, item: number, values: Json): IfExists {
	if (run.operation === 'findOrCreate') return 'leave';
	if (run.operation === 'upsert') return chosen(run, 'whenFound', item) as IfExists;
	const { if_exists: field } = run.resource.writes;
	if (isEmpty(values.if_exists)) return 'createAnother';
	return toWire(field, values.if_exists, nameOf('if_exists', field), '') as IfExists;
}

/** What of the given values changes the record that is there; undefined if nothing does. */
export const howFor = (ifExists: IfExists): How | undefined =>
	({ update: { onlyChanges: true }, fillEmpty: { onlyEmpty: true } })[ifExists as string];

interface Twin {
	/** The record that is there already. */
	record?: Json;
	/** What must be read of it: to compare, to show, and for the items to come. */
	reads: string;
	/** True if the record is given as it was when an item before had to do with it. */
	isEarly: boolean;
	/** What came of it: the next item may mean the same, and Clio's search may not know of it yet (UNKNOWN). */
	remember: (record: Json) => void;
}

/** Looks for the record that a new one would double. Several are refused with a list. */
export async function twinOf(
	run: Run,
	item: number,
	data: Json,
	{ said, how, fields }: { said: Json; how?: How; fields: string },
): Promise<Twin> {
	const { context, resource } = run;
	const { client, firm, records } = await run.connection();
	const wanted = await searchForTwin(firm, resource, data, {
		...(run.operation === 'upsert' ? waysOf(run, item) : {}),
		zone: context.getTimezone(),
	});
	const compared = (how && fieldsToCompare(resource, said, how)) ?? 'id';
	const etag = how && resource.reads.includes('etag') ? ['etag'] : [];
	const reads = withFields(joinFields(joinFields('id', fields), compared), [
		...wanted.reads,
		...etag,
	]);
	const key = wanted.key ?? plain(wanted.said);
	const own = run.made.get(key);
	const isKept = () => own !== undefined && firm.hasRead(resource.name, own.id, reads);
	const isEarly = isKept() && client.now() - Number(own?.readAt) < longestKept;
	const remember = (record: Json) => {
		if (isEarly && isKept()) return;
		run.made.set(key, { id: String(record.id), readAt: client.now() });
		firm.keep(resource.name, record, reads);
	};
	const found = own
		? [await (isEarly ? firm.read(resource.name, own.id, reads) : records.get(own.id, reads))]
		: await search(firm, resource, wanted, reads);
	const fitting = found.filter((record) => wanted.fits?.(record) ?? true);
	if (found.length && !fitting.length) refuseOther(data, found[0], resource, wanted.said);
	const anyDoes = wanted.anyDoes && !how;
	if (fitting.length > 1 && !anyDoes)
		several(resource, fitting, wanted.told?.(fitting[0]) ?? wanted.said);
	return { record: fitting[0], reads, isEarly, remember };
}

/**
 * What of the given values changes the record. As an item before has seen it, it can show that nothing does;
 * what is sent is guarded, or goes by the record as it is now.
 */
export async function planFor(
	run: Run,
	around: { before: Json; twin: Twin; data: Json; how?: How; guards: Guards },
): Promise<Planned> {
	const { before, twin, data, how, guards } = around;
	if (!how) return { changes: {}, before };
	const { resource } = run;
	const { firm, records } = await run.connection();
	const planned = async (record: Json, isEarly = false): Promise<Planned> => ({
		changes: await changesFor(resource, { data, before: record, firm }, how),
		before: record,
		reading: { isEarly, etag: isEmpty(record.etag) ? undefined : String(record.etag) },
	});
	const anew = async () => planned(await records.get(String(before.id), twin.reads));
	return guards.hold(await planned(before, twin.isEarly), anew);
}

/** The names of a person are none of a company, whose e-mail address or number it may share. */
function refuseOther({ type }: Json, record: Json, resource: Resource, said: string): never {
	const [wanted, found] = [type, record.type].map((one) => String(one).toLowerCase());
	return refuse(
		`A ${found} has ${said}, not a ${wanted}`,
		`Nothing was changed. Clio has: ${told(resource, record)}. Set Type to ${String(record.type)}, or choose another way in Match By.`,
	);
}

const waysOf = (run: Run, item: number) => ({
	by: chosen(run, 'matchBy', item),
	field: String(parameter(run, 'matchByField', item) || ''),
});

export function refuseTwin(resource: Resource, record: Json): never {
	return refuse(
		`The ${resource.label.toLowerCase()} is there already`,
		`Nothing was created. Clio has: ${told(resource, record)}.`,
	);
}
