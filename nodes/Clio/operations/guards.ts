import { changesTo } from '../../../clio/changes';
import type { Json } from '../../../clio/client';
import { ClioError } from '../../../clio/errors';
import { isSameEtag, strong } from '../../../clio/etags';
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

	/**
	 * A plan that goes by a record as it was a while ago, guarded; or one made now.
	 * @param ifMatch the etag that a person says the record must have, which guards as well
	 */
	async hold<T extends Planned>(planned: T, anew: () => Promise<T>, ifMatch?: string): Promise<T> {
		const { changes, before, reading } = planned;
		if (!reading?.isEarly || !Object.keys(changes).length) return planned;
		const { etag } = reading;
		if (this.givenUp || etag === undefined) return anew();
		if (ifMatch !== undefined) return isSameEtag(etag, ifMatch) ? planned : anew();
		const passed = (record: Json): Json => {
			this.refused--;
			this.givenUp ||= isSameEtag(record.etag, etag) && this.isOther(changes, before);
			return record;
		};
		const afresh = async (error: unknown): Promise<Planned> => {
			if (!(error instanceof ClioError) || error.reason !== 'changed') throw error;
			const now = await anew();
			this.givenUp ||= ++this.refused >= mostRefused || isSameEtag(now.reading?.etag, etag);
			return now;
		};
		return { ...planned, guard: { etag: strong(etag), passed, anew: afresh } };
	}

	/** Whether the changes say something that the record had not. */
	private isOther(changes: Json, before?: Json): boolean {
		if (!before) return false;
		return Object.keys(changesTo(this.resource, before, changes, { onlyChanges: true })).length > 0;
	}
}
