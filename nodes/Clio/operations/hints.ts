import type { IExecuteFunctions } from 'n8n-workflow';
import type { Client } from '../../../clio/client';
import { visibleOnly } from '../../../clio/conflicts';
import { ClioError } from '../../../clio/errors';
import { sortedCeiling } from '../../../clio/pages';

const hints = {
	limit:
		'Clio has more records than the limit of this node. Raise Limit or switch Return All on to get the rest.',
	ceiling: `Clio sorts at most ${sortedCeiling.toLocaleString('en-US')} records, so the list ends there. Remove Sort By to get all of them, or narrow the list with filters.`,
	morePages: 'Clio has more pages of this list. Switch Get All Pages on to get the rest.',
	conflicts: visibleOnly,
	sieved:
		"Clio's list cannot be narrowed in this way, so the node read it and chose. With many records, add filters that Clio knows, e.g. Status or Responsible Attorney.",
	outdated:
		'Clio no longer speaks the version of its API this package was tested with. Update the package n8n-nodes-clio.',
};

const withoutFields = (names: string[]): string =>
	`Clio does not know these fields, so they were left out: ${names.join(', ')}. Update the package n8n-nodes-clio.`;

const withoutPermission = (names: string[], toRead: string): string =>
	`Some values are empty because this connection may not read them: ${names.join(', ')}. ${toRead}`;

/** Says something below the output that is no error, but that a person should know. */
export function hint(context: IExecuteFunctions, which: keyof typeof hints): void {
	show(context, hints[which]);
}

/** What the connection learned about Clio on the way. */
export function hintsOf(context: IExecuteFunctions, client: Client): void {
	const { outdated, leftOut, withheld, toRead, waited, budget } = client;
	if (outdated) hint(context, 'outdated');
	if (leftOut.size) show(context, withoutFields([...leftOut]));
	if (withheld.size) show(context, withoutPermission([...withheld], toRead));
	if (waited >= longestUntold) show(context, `Waited ${inWords(waited)} in all: ${takes(budget)}`);
}

/** Who waits as long as this wants to know for what, in milliseconds. */
const longestUntold = 2_000;

const takes = (budget: string): string =>
	`Clio takes ${budget}, and other workflows and apps with the same connection count, too.`;

function inWords(ms: number): string {
	const seconds = Math.round(ms / 1_000);
	return seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
}

/** What took its time. */
export function hintOfWaiting(
	context: IExecuteFunctions,
	waited: Array<{ called: string; ms: number }>,
): void {
	const all = waited.reduce((sum, { ms }) => sum + ms, 0);
	const [{ called }] = waited;
	const times = waited.length > 1 ? ` (${waited.length} times)` : '';
	show(context, `Waited ${inWords(all)} for Clio to make ${called}${times}.`);
}

/** After a change: what could not be read of what is shown of it. */
export function tellBare({ context }: { context: IExecuteFunctions }, error: unknown): void {
	if (!(error instanceof ClioError) || error.reason === 'cancelled') throw error;
	show(context, `${bareAfter} ${error.message}.`);
}

const bareAfter =
	'Clio has carried out the change, but not all of the output could be read, so the record is given in the words of Clio.';

/** Once, however many items it is about. */
export function show(context: IExecuteFunctions, message: string): void {
	const said = told.get(context) ?? new Set<string>();
	if (said.has(message)) return;
	told.set(context, said.add(message));
	context.addExecutionHints({ message, location: 'outputPane' });
}

const told = new WeakMap<IExecuteFunctions, Set<string>>();
