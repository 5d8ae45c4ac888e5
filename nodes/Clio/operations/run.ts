import type {
	IBinaryKeyData,
	IExecuteFunctions,
	INodeExecutionData,
	IPairedItemData,
} from 'n8n-workflow';
import { apiOf } from '../../../clio/api';
import type { Client, Json } from '../../../clio/client';
import { LateNames } from '../../../clio/customFields/lateNames';
import { ClioError, refuse } from '../../../clio/errors';
import { has } from '../../../clio/facts';
import { fieldsForPaths, valueAt } from '../../../clio/fields';
import { Filing } from '../../../clio/files/filing';
import type { Transfer } from '../../../clio/files/storage';
import { Firm } from '../../../clio/firm';
import { Records } from '../../../clio/records';
import { apiRequest, resourceBehind, resources } from '../../../clio/resources';
import type { Operation, Resource } from '../../../clio/resources/vocabulary';
import { terms } from '../../../clio/terms';
import { connect } from '../../connection';
import { nodeError } from '../../errors';
import { transferOf } from '../../files/carrier';
import { mapperParameter } from '../parameterNames';
import { soon } from './ahead';
import { hintOfWaiting, hintsOf } from './hints';
import { NamesAhead } from './namesAhead';
import { idIn, parameter } from './parameters';

export interface Connected {
	client: Client;
	records: Records;
	firm: Firm;
	filing: Filing;
	/** For files on their way. */
	transfer: Transfer;
	/** The resource, at the address its records have here. */
	place: Resource;
}

const inMenus: Record<string, Resource> = { ...resources, apiRequest };

/** One execution of the node: all input items, one resource, one connection. */
export class Run {
	private connected?: Promise<Connected>;
	/** Whose turn it is. */
	item = 0;
	/** What Clio was waited for, and how long. */
	readonly waited: Array<{ called: string; ms: number }> = [];
	/** Of records that custom fields refer to: read for all items together, when each had its turn. */
	readonly names = new LateNames();
	/** Records this run has created or found, by what they were looked for by. */
	readonly made = new Map<string, { id: string; readAt: number }>();

	constructor(
		readonly context: IExecuteFunctions,
		readonly resource: Resource,
		readonly operation: Operation,
	) {}

	/** What the form says: a resource and one of its operations, which may have a resource of its own. */
	static of(context: IExecuteFunctions): Run {
		const resource = context.getNodeParameter('resource', 0) as string;
		const operation = context.getNodeParameter('operation', 0, '') as Operation;
		const behind = resourceBehind(resource, operation);
		if (behind) return new Run(context, behind, behind.operations[0]);
		checkMenus(resource, operation);
		return new Run(context, inMenus[resource], operation);
	}

	/** Made on first use, so that a wrong credential is told on the item that needs it. */
	async connection(): Promise<Connected> {
		this.connected ??= connect(this.context, 'patient', apiOf(this.resource)).then((client) =>
			this.connectedBy(client),
		);
		return this.connected;
	}

	private connectedBy(client: Client): Connected {
		const names = new NamesAhead(this);
		const firm = new Firm(client, new Map(), {
			ids: async (resource, id) => soon(this, resource, id),
			names: (resource, text) => names.besides(resource, text),
		});
		return {
			client,
			records: new Records(client, this.resource),
			firm,
			filing: new Filing(firm),
			transfer: transferOf(this.context, client),
			place: this.resource,
		};
	}

	/** The connection to where an item's records are: of some the address names the record they are part of. */
	async at(item: number): Promise<Connected> {
		const connected = await this.connection();
		const { within = {}, path } = this.resource;
		let filled = path;
		for (const [key, field] of Object.entries(within)) {
			if (field.kind !== 'reference') continue;
			const id = await idIn(this, resources[field.to[0]], parameter(this, key, item));
			filled = filled.replace(`{${key}}`, id);
		}
		if (filled === path) return connected;
		const place = { ...this.resource, path: filled };
		return { ...connected, place, records: new Records(connected.client, place) };
	}

	/** At the end, if there ever was a connection. */
	async tellHints(): Promise<void> {
		const connected = await this.connected?.catch(() => undefined);
		if (connected) hintsOf(this.context, connected.client);
		if (this.waited.length) hintOfWaiting(this.context, this.waited);
	}

	/** Puts names where ids still stand in the output. */
	async nameAll(): Promise<void> {
		if (!this.names.unfinished.size) return;
		const { firm } = await this.connection();
		await this.names.fill(firm);
	}

	/** The parameter with the firm's own fields; one of each operation, since a mapper keeps what it was opened for. */
	get mapper(): string {
		const isNew = ['create', 'findOrCreate'].includes(this.operation);
		return mapperParameter(this.resource.name, isNew);
	}

	/** Reads what an item's form does not say off a record beside the one it is about. */
	reader = (id: string, resource: Resource): Reader =>
		readerOf(resource, async (fields) => {
			const { firm } = await this.connection();
			return firm.readEarly(resource.name, id, fields);
		});

	get size(): number {
		return this.context.getInputData().length;
	}
}

/** A workflow that was not made in the editor may say anything in place of what the two menus offer. */
function checkMenus(resource: string, operation: Operation): void {
	const offered = has(inMenus, resource) ? inMenus[resource].operations : [];
	if (!offered.includes(operation))
		refuse(
			`This node has no operation "${operation}" for "${resource}"`,
			'Choose both from their menus: neither can come from an expression.',
		);
}

type Reader = (path: string) => Promise<unknown>;

/** Reads values of a record by their paths; those that are needed together come together. */
export function readerOf({ name }: Resource, read: (fields: string) => Promise<Json>): Reader {
	const { reads = [] } = terms[name] ?? {};
	return async (path) =>
		valueAt(await read(fieldsForPaths(reads.includes(path) ? reads : [path])), path);
}

/** `binary`: the files of each record. */
export type Emit = (records: Json[], binary?: IBinaryKeyData) => void;

/**
 * Carries out `work` for each item in order. What an item emitted before it failed stays in the output
 * when the node goes on; a failure otherwise ends the node. Every output names its input item.
 * @param nameAll what is left to do for all of them
 */
export async function eachItem(
	run: Run,
	work: (item: number, emit: Emit) => Promise<void>,
	nameAll = async (): Promise<void> => run.nameAll(),
): Promise<INodeExecutionData[]> {
	const { context, size } = run;
	const output: INodeExecutionData[] = [];
	const fail = (error: unknown, item: number): void => {
		const shown = nodeError(context.getNode(), error, item);
		if (!goesOn(context, error)) throw shown;
		// Without `error` beside it: n8n would replace the details by the message alone.
		const json = { error: shown.message, details: shown.description };
		output.push({ json, pairedItem: { item } });
	};
	for (let item = 0; item < size; item++) {
		const pairedItem = { item };
		const emit: Emit = (records, binary) => {
			for (const json of records as INodeExecutionData['json'][])
				output.push(binary ? { json, binary, pairedItem } : { json, pairedItem });
		};
		run.item = item;
		await work(item, emit).catch((error: unknown) => fail(error, item));
	}
	await nameAll().catch((error: unknown) => {
		for (const item of itemsOf(output, run.names.unfinished)) fail(error, item);
	});
	await run.tellHints();
	return output;
}

/** The items whose records have these custom fields. */
function itemsOf(output: INodeExecutionData[], customFields: Set<unknown>): number[] {
	const some = output.filter(({ json }) => customFields.has(json.customFields));
	return [...new Set(some.map(({ pairedItem }) => (pairedItem as IPairedItemData).item))];
}

/** "Continue on fail", which a cancelled execution overrules. */
const goesOn = (context: IExecuteFunctions, error: unknown): boolean =>
	context.continueOnFail() && !(error instanceof ClioError && error.reason === 'cancelled');
