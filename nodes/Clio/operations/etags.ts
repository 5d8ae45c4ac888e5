import type { Json } from '../../../clio/client';
import { isEmpty, oneOf } from '../../../clio/convert';
import { ClioError, refuse } from '../../../clio/errors';
import { checkedEtag, strong } from '../../../clio/etags';
import { withFields } from '../../../clio/fields';
import { menus } from '../findMenus';
import type { Give } from './once';
import { together, type Output } from './output';
import { options } from './parameters';
import type { Run } from './run';
import { raiseHalf } from './write';

/** For Get: the etag under which an item knows its record, '' for none yet; undefined without the option. */
export function knownEtag(run: Run, item: number): string | undefined {
	const given = options(run, item);
	if (!('ifNoneMatch' in given)) return undefined;
	return isEmpty(given.ifNoneMatch) ? '' : checkedEtag(given.ifNoneMatch, 'Skip If Unchanged');
}

/** For Update: the etag that the record must still have. One that came out empty must not turn the check off. */
export function expectedEtag(run: Run, item: number): string | undefined {
	const given = options(run, item);
	if ('ifMatch' in given && !isEmpty(given.ifMatch))
		return strong(checkedEtag(given.ifMatch, 'Only If Unchanged'));
	if (!('ifMatch' in given || 'whenChanged' in given)) return undefined;
	return refuse(
		'Only If Unchanged is empty',
		'Give it the etag of the record, which Get returns with the option Skip If Unchanged, or with Output set to All Fields.',
	);
}

/** True if a refused update is no error, but gives the record as it is. */
function isToldApart(run: Run, item: number): boolean {
	const { whenChanged } = options(run, item);
	const { name, values } = menus.whenChanged();
	return !isEmpty(whenChanged) && oneOf(values, whenChanged, name) === 'current';
}

/** What an update asks Clio for: the next one wants to know the etag. */
export function outputTold(run: Run, item: number, output: Output): Output {
	if (!isToldApart(run, item)) return output;
	return { ...output, fields: withFields(output.fields, ['etag']) };
}

interface Told {
	item: number;
	id: string;
	output: Output;
}

/**
 * Carries out an update. With If It Has Changed set to Return the Current Record, `updated` tells whether Clio
 * took it, and a refused one gives the record as it is now.
 */
export async function toldApart(
	run: Run,
	{ item, id, output }: Told,
	change: () => Promise<{ record: Json; shown: Json }>,
): Promise<Json> {
	if (!isToldApart(run, item)) return (await change()).shown;
	return change().then(
		({ record, shown }) => withEtag(shown, record.etag, { updated: true }),
		async (error: unknown) => {
			if (!(error instanceof ClioError) || error.reason !== 'changed') throw error;
			return current(run, id, output).catch((failed) => raiseHalf(failed, notRead));
		},
	);
}

const notRead =
	'Somebody has changed the record since it was read, so it was not updated, but it could not be read as it is now';

async function current(run: Run, id: string, { fields, show }: Output): Promise<Json> {
	const connected = await run.connection();
	const record = await connected.records.get(id, fields);
	const [shown] = await show([record], connected);
	return withEtag(shown, record.etag, { updated: false });
}

/** What Clio refused is not carried out: a retry of the execution asks anew. */
export const giveTold: Give = async (_, result, emit, anew) => {
	emit([result]);
	if (result.updated === false) anew();
};

/** A record with its etag, for the workflow to keep, whatever else the person wants to see of it. */
export const withEtag = (shown: Json, etag: unknown, said: Json): Json =>
	together(shown, { etag: etag ?? null, ...said });
