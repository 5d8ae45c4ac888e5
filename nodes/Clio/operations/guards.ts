import { changesTo } from '../../../clio/changes';
import type { Json } from '../../../clio/client';
import { isEmpty } from '../../../clio/convert';
import { ClioError } from '../../../clio/errors';
import { withFields } from '../../../clio/fields';
import type { Resource } from '../../../clio/resources/vocabulary';
import type { Planned } from './write';

/** What goes with a change that was planned for a record as it was a while ago. */
export interface Guard {
	/** Clio carries out the change only if the record still has it. */
	etag: string;
	/** Clio has carried it out: the record as it is then. */
	passed(record: Json): Json;
	/** The change for the record as it is now, if Clio says that it is another by now; else throws the error. */
	anew(error: unknown): Promise<Planned>;
}

/** A guard saves a request where it passes and costs one where it is refused: so many more may be refused. */
const mostRefused = 3;

/**
 * Somebody may have changed a record since it was read for an item to come. Rather than read each again,
 * Clio is told with the change which record it is meant for (facts 2.6).
 *
 * UNKNOWN whether the etag in a list is the one that Clio compares, and whether that of a record changes
 * with what belongs to it, such as the values of custom fields. Both show in what Clio answers: guards are
 * then given up for this run, and each record is read again before its change.
 */
export class Guards {
	private givenUp = false;
	/** How many more were refused than passed. */
	private refused = 0;

	constructor(private readonly resource: Resource) {}

	/** What to read of a record, so that a change of it can be guarded. */
	fields(fields: string): string {
		return this.resource.reads.includes('etag') ? withFields(fields, ['etag']) : fields;
	}

	/**
	 * A plan for a record that was read a while ago, guarded; or one made now.
	 * @param ifMatch the etag that a person says it must have, which guards as well
	 */
	async hold(planned: Planned, anew: () => Promise<Planned>, ifMatch?: string): Promise<Planned> {
		const { changes, before = {} } = planned;
		if (!Object.keys(changes).length) return planned;
		if (this.givenUp || isEmpty(before.etag)) return anew();
		if (ifMatch !== undefined) return ifMatch === before.etag ? planned : anew();
		const etag = String(before.etag);
		const passed = (record: Json): Json => {
			this.refused--;
			const isOther = Object.keys(changesTo(this.resource, before, changes, only)).length > 0;
			this.givenUp ||= isOther && record.etag === etag;
			return record;
		};
		const afresh = async (error: unknown): Promise<Planned> => {
			if (!(error instanceof ClioError) || error.reason !== 'changed') throw error;
			const now = await anew();
			this.givenUp ||= ++this.refused >= mostRefused || now.before?.etag === etag;
			return now;
		};
		return { ...planned, guard: { etag, passed, anew: afresh } };
	}
}

const only = { onlyChanges: true };
