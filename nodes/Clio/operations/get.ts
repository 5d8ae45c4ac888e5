import type { INodeExecutionData } from 'n8n-workflow';
import type { Json, Query } from '../../../clio/client';
import { isSameEtag } from '../../../clio/etags';
import { withFields } from '../../../clio/fields';
import { wireId } from '../../../clio/ids';
import { inBatches, readAlone } from '../../../clio/records';
import { knownEtag, withEtag } from './etags';
import { queryOf } from './getAll';
import { outputOf, type Output } from './output';
import { parameter, recordIdOf } from './parameters';
import { eachItem, type Connected, type Run } from './run';

/** All items in ceil(N / 200) list calls; what a list does not give is read alone (design, "Verbs take the batch"). */
export async function get(run: Run): Promise<INodeExecutionData[]> {
	const batches = run.resource.byIds ? await batchesOf(run) : new Map<string, Batch>();

	return eachItem(run, async (item, emit) => {
		const connected = await run.at(item);
		const asked = await askedBy(run, item);
		const { query } = run.resource.single ? await queryOf(run, item) : {};
		const found = await batches.get(asked.look + asked.id)?.find(connected, asked.id);
		emit([given(asked, found ?? (await alone(connected, asked, query)))]);
	});
}

/** What an item asks for. Items with the same look can be read and shown together. */
interface Asked {
	id: string;
	/** The id as it stands in the output; a record of which there is only one has none. */
	shownId: Json;
	/** The etag under which the record is known, '' for none yet; undefined where that is no matter. */
	known?: string;
	output: Output;
	look: string;
}

async function askedBy(run: Run, item: number): Promise<Asked> {
	const known = knownEtag(run, item);
	const output = outputOf(run, item);
	const fields = known === undefined ? output.fields : fieldsWithEtag(run, output);
	const id = await recordIdOf(run, item);
	const { single, textIds } = run.resource;
	return {
		id,
		shownId: single ? {} : { id: textIds ? id : wireId(id) },
		known,
		output: { ...output, fields },
		look: [fields, parameter(run, 'addDetails', item), parameter(run, 'output', item)].join(' '),
	};
}

const tellsEtags = ({ resource }: Run): boolean => resource.reads.includes('etag');

const fieldsWithEtag = (run: Run, { fields }: Output): string =>
	tellsEtags(run) ? withFields(fields, ['etag']) : fields;

/** A record that was read: shown, unless it is as every item knows it. */
interface Read {
	etag?: unknown;
	shown?: Json;
}

const isAsKnown = ({ known }: Asked, etag: unknown): boolean =>
	Boolean(known) && isSameEtag(etag, known as string);

function given(asked: Asked, { etag, shown }: Read): Json {
	if (!shown || isAsKnown(asked, etag)) return { ...asked.shownId, unchanged: true };
	return asked.known === undefined ? shown : withEtag(shown, etag, { unchanged: false });
}

/** Clio says with 304 that a record is as it is known, or sends it all the same: the etag tells. */
async function alone(connected: Connected, asked: Asked, query?: Query): Promise<Read> {
	const { id, known, output } = asked;
	const read = await connected.records.getIfChanged(id, output.fields, { known, query });
	const { record, etag } = read;
	if (!record || isAsKnown(asked, etag)) return { etag };
	const [shown] = await output.show([record], connected);
	return { etag, shown };
}

/** Records that are read, and shown, together when the first of them is needed. */
class Batch {
	private read?: Promise<Map<string, Read>>;

	private readonly items: number;

	/** @param asked by id, what items ask for */
	constructor(private readonly asked: Map<string, Asked[]>) {
		this.items = [...asked.values()].flat().length;
	}

	async find(connected: Connected, id: string): Promise<Read | undefined> {
		if (this.items < 2) return undefined;
		this.read ??= this.readAll(connected).catch(readAlone);
		return (await this.read).get(id);
	}

	private async readAll(connected: Connected): Promise<Map<string, Read>> {
		const [[{ output }]] = this.asked.values();
		const { fields, show } = output;
		const all = withFields(fields, ['id']);
		const found = [...(await connected.records.byIds([...this.asked.keys()], all))];
		const changed = found.filter(([id, { etag }]) => !this.isKnownToAll(id, etag));
		const shown = await show(
			changed.map(([, one]) => (all === fields ? one : withoutId(one))),
			connected,
		);
		const looks = new Map(changed.map(([id], at) => [id, shown[at]]));
		return new Map(found.map(([id, { etag }]) => [id, { etag, shown: looks.get(id) }]));
	}

	/** Showing a record may cost calls of its own. */
	private isKnownToAll = (id: string, etag: unknown): boolean =>
		(this.asked.get(id) ?? []).every((one) => isAsKnown(one, etag));
}

/** The batch of each item; items with wrong input are told when it is their turn. */
async function batchesOf(run: Run): Promise<Map<string, Batch>> {
	const looks = new Map<string, Map<string, Asked[]>>();
	for (let item = 0; item < run.size; item++) {
		const asked = await askedBy(run, item).catch(() => undefined);
		// Clio Grow tells an etag with a single record alone.
		if (!asked || (asked.known !== undefined && !tellsEtags(run))) continue;
		const byId = looks.get(asked.look) ?? new Map<string, Asked[]>();
		const items = byId.get(asked.id) ?? [];
		items.push(asked);
		looks.set(asked.look, byId.set(asked.id, items));
	}
	const batches = new Map<string, Batch>();
	for (const [look, byId] of looks) {
		const [[{ output }]] = byId.values();
		for (const ids of inBatches([...byId.keys()], output.fields, run.resource)) {
			const batch = new Batch(new Map(ids.map((id) => [id, byId.get(id) as Asked[]])));
			for (const id of ids) batches.set(look + id, batch);
		}
	}
	return batches;
}

function withoutId(record: Json): Json {
	const rest = { ...record };
	delete rest.id;
	return rest;
}
