import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Client, Json } from '../../../clio/client';
import { ClioError } from '../../../clio/errors';
import { Records } from '../../../clio/records';
import type { Resource } from '../../../clio/resources/vocabulary';
import { connect } from '../../connection';
import { nodeError } from '../../errors';
import { hintsOf } from './hints';

export interface Connected {
	client: Client;
	records: Records;
}

/** One execution of the node: all input items, one resource, one connection. */
export class Run {
	private connected?: Promise<Connected>;
	private calendar?: Promise<Json>;

	constructor(
		readonly context: IExecuteFunctions,
		readonly resource: Resource,
	) {}

	/** Made on first use, so that a wrong credential is told on the item that needs it. */
	async connection(): Promise<Connected> {
		this.connected ??= connect(this.context).then((client) => ({
			client,
			records: new Records(client, this.resource),
		}));
		return this.connected;
	}

	/** At the end, if there ever was a connection. */
	async tellHints(): Promise<void> {
		const connected = await this.connected?.catch(() => undefined);
		if (connected) hintsOf(this.context, connected.client);
	}

	/** The connected user's calendar, asked for once; needs no permission of its own (facts 5.10). */
	async ownCalendar(): Promise<unknown> {
		const { client } = await this.connection();
		this.calendar ??= client.call({
			method: 'GET',
			path: 'users/who_am_i',
			query: { fields: 'id,default_calendar_id' },
			attempt: { did: 'read the connected user' },
		});
		const { data } = await this.calendar.catch((error: unknown) => {
			this.calendar = undefined;
			throw error;
		});
		return (data as Json).default_calendar_id;
	}

	get size(): number {
		return this.context.getInputData().length;
	}
}

type Emit = (records: Json[]) => void;

/**
 * Carries out `work` for each item in order. What an item emitted before it failed stays in the output
 * when the node goes on; a failure otherwise ends the node. Every output names its input item.
 */
export async function eachItem(
	run: Run,
	work: (item: number, emit: Emit) => Promise<void>,
): Promise<INodeExecutionData[]> {
	const { context, size } = run;
	const output: INodeExecutionData[] = [];
	for (let item = 0; item < size; item++) {
		const emit: Emit = (records) => {
			for (const json of records) output.push({ json, pairedItem: { item } } as INodeExecutionData);
		};
		await work(item, emit).catch((error: unknown) => {
			const shown = nodeError(context.getNode(), error, item);
			if (!goesOn(context, error)) throw shown;
			// Without `error` beside it: n8n would replace the details by the message alone.
			const json = { error: shown.message, details: shown.description };
			output.push({ json, pairedItem: { item } });
		});
	}
	await run.tellHints();
	return output;
}

/** "Continue on fail", which a cancelled execution overrules. */
const goesOn = (context: IExecuteFunctions, error: unknown): boolean =>
	context.continueOnFail() && !(error instanceof ClioError && error.reason === 'cancelled');
