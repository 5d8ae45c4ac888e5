import type { INodeExecutionData } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { ConflictCheck, visibleOnly, type Match } from '../../../clio/conflicts';
import { isEmpty } from '../../../clio/convert';
import { refuse } from '../../../clio/errors';
import { partyOf } from '../../../clio/parties';
import { hint } from './hints';
import { parameter } from './parameters';
import { eachItem, type Run } from './run';

/** One answer a name; a name, and whatever it shares with others, is searched for once in all items. */
export async function checkConflicts(run: Run): Promise<INodeExecutionData[]> {
	let check: ConflictCheck | undefined;
	const output = await eachItem(run, async (item, emit) => {
		// All of an item first: half a check may be taken for a whole one.
		const parties = namesOf(parameter(run, 'names', item)).map(partyOf);
		const { firm } = await run.connection();
		check ??= new ConflictCheck(firm);
		const found: Json[] = [];
		for (const party of parties) found.push(shown(party.name, await check.matches(party)));
		emit(found);
	});
	if (check) hint(run.context, 'conflicts');
	return output;
}

/** One a line or between semicolons, or a list from another node, which an AI agent writes as JSON text. */
function namesOf(given: unknown): string[] {
	const lines = [listIn(given)].flat().flatMap((one) => (isEmpty(one) ? [] : one));
	if (lines.some((one) => typeof one !== 'string' && typeof one !== 'number')) {
		return refuse(
			'Names has something in it that is no text',
			'Give one name per line, or a list of names.',
		);
	}
	const names = lines.flatMap((one) => String(one).split(/[\r\n;]/)).map((one) => one.trim());
	const unique = [...new Set(names.filter(Boolean))];
	return unique.length ? unique : refuse('Names is empty', 'Give at least one name to check.');
}

/** Taken as one name, a list would be found nowhere, as if there were no conflict. */
function listIn(given: unknown): unknown {
	if (typeof given !== 'string' || !/^\s*\[/.test(given)) return given;
	try {
		return JSON.parse(given) as unknown;
	} catch {
		return refuse('Names is not a list that can be read', 'Give one name per line.');
	}
}

/** The most serious match, and all of them. */
function shown(name: string, matches: Match[]): Json {
	const keys = ['role', 'relationship', 'contact', 'matter', 'status', 'url'] as const;
	const first = keys.map((key) => [key, matches[0]?.[key] ?? null]);
	const possibleConflict = matches.length > 0;
	return { name, possibleConflict, ...Object.fromEntries(first), matches, note: visibleOnly };
}
