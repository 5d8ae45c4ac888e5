import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { apis } from '../../clio/api';
import type { Client } from '../../clio/client';
import { Firm } from '../../clio/firm';
import { poll as pollClio, type Told } from '../../clio/polling/poll';
import type { Source } from '../../clio/polling/source';
import { connect } from '../connection';
import { activationError, nodeError } from '../errors';
import type { PollEvent } from '../../clio/polling/pollEvents';
import { show, type Shown } from './output';
import { hasBegun, keep, keptOf } from './kept';
import { met, over } from './patience';
import { setupOf } from './settings';

/** What a person set up. */
export interface Setup {
	api?: 'grow';
	/** What it is about, in one text: with other settings a trigger begins anew. */
	of: string;
	/** Where to look; asked anew for each poll, since what a person said by name is looked up. */
	sources(firm: Firm): Promise<Source[]>;
	output: Shown;
	/** What to say when there is nothing to show as a test event. */
	nothing: string;
}

/** Those that poll now: n8n begins the next poll although Clio is slow. Published anew, a trigger is another one. */
const underWay = new WeakSet<IPollFunctions>();

/** What every poll trigger does: at its times, once when it is published, and for test events. */
export async function poll(
	context: IPollFunctions,
	events: Record<string, PollEvent>,
	api?: 'grow',
): Promise<INodeExecutionData[][] | null> {
	const isTest = context.getMode() === 'manual';
	if (underWay.has(context)) return null;
	underWay.add(context);
	try {
		const setup = setupOf(context, events, api);
		const client = await connect(context, 'patient', apis[setup.api ?? 'manage']);
		const found = isTest
			? await sample(context, client, setup)
			: await news(context, client, setup);
		over(context);
		return found.length ? [found] : null;
	} catch (error) {
		if (!isTest && met(context, error)) return null;
		const toShow = isTest || hasBegun(context) ? nodeError : activationError;
		throw toShow(context.getNode(), error);
	} finally {
		underWay.delete(context);
	}
}

/** Remembered only when all of it can be told: if anything fails, the next poll finds the same again. */
async function news(
	context: IPollFunctions,
	client: Client,
	setup: Setup,
): Promise<INodeExecutionData[]> {
	const firm = new Firm(client);
	const sources = await setup.sources(firm);
	const { told, kept } = await pollClio(client, sources, keptOf(context, setup, sources), setup.of);
	const items = await itemsOf(context, told, { firm, setup });
	keep(context, kept);
	return items;
}

/** A real record to build the workflow with; nothing is remembered. */
async function sample(
	context: IPollFunctions,
	client: Client,
	setup: Setup,
): Promise<INodeExecutionData[]> {
	const firm = new Firm(client);
	for (const source of await setup.sources(firm)) {
		const found = await source.sample(client);
		if (found) return itemsOf(context, [found], { firm, setup });
	}
	throw new NodeOperationError(context.getNode(), setup.nothing, {
		description: 'Create one in Clio, or change the settings of this node, then fetch again.',
	});
}

async function itemsOf(
	context: IPollFunctions,
	told: Told[],
	{ firm, setup }: { firm: Firm; setup: Setup },
): Promise<INodeExecutionData[]> {
	const shown = await show(told, setup.output, { firm, zone: context.getTimezone() });
	return shown.map((json) => ({ json: json as IDataObject }));
}
