import type { Setting } from '../body';
import type { Json } from '../client';
import { isEmpty } from '../convert';
import { toDay } from '../dates';
import { refuse } from '../errors';
import type { Firm } from '../firm';
import { own, type Own } from './own';
import type { Along, Terms } from './terms';

/** With one of these changed and no price sent, Clio sets the usual one anew (facts 5.4). */
const resetting = ['activity_description', 'matter', 'user'];

/**
 * A rate that was agreed stays: it is sent along with what would reset it. It is read after all that may
 * take something out of the change (Skip If Nothing Changes, Fill Empty Only), because the same rate would
 * go with that. Clear Fields with Rate asks for the usual one.
 */
export const keptRate: Along = {
	needs: (data) => isEmpty(data.price) && (data.price === null || isResetBy(data)),
	reads: ['price', 'flat_rate', ...resetting],

	async changes({ price, ...changes }, { data, before, firm }) {
		const moved = resetting.filter((name) => isMoved(changes, before, name));
		if (price === null && !isResetBy(data)) {
			refuse(
				'Rate cannot be cleared by itself',
				'Clio sets the usual rate when the timekeeper, the matter or the category changes. Else enter a rate.',
			);
		}
		const isUsual = data.price === null || isEmpty(before.price) || !moved.length;
		if (isUsual || (await isFlat(moved, changes, before, firm))) return changes;
		return { ...changes, price: before.price };
	},
};

/** Time as hours or from when to when, what becomes of it on the bill, and a rate that stays what it was. */
export const timeEntry: Terms = {
	async write(values, setting) {
		return {
			...values,
			...time(values, setting),
			...billing(values, setting),
			...(await timekeeper(values, setting)),
		};
	},

	along: keptRate,
};

type GivenAs = 'duration' | 'startAndEnd' | 'timer';

function time(values: Json, setting: Setting): Json {
	const said = own(setting.resource.writes, values, setting.zone, 'Both are needed.');
	switch (givenAs(said, setting)) {
		case 'startAndEnd':
			return span(values, said, setting);
		case 'timer':
			return { duration: undefined, start_timer: true };
		case 'duration':
			if (setting.operation === 'update' || said.has('duration') || values.start_timer) return {};
			return refuse('Duration is missing', 'Enter the time spent, e.g. 1.5, 1:30 or 90m.');
	}
}

/** A new entry's form has a menu for it; an update has what was added to it. */
function givenAs({ get, has }: Own, { operation }: Setting): GivenAs {
	const chosen = get<GivenAs>('time_given_as');
	if (operation === 'create') return chosen ?? 'duration';
	const isSpan = has('started') || has('ended');
	if (isSpan && (has('duration') || (chosen && chosen !== 'startAndEnd'))) {
		refuse(
			'The time is given in two ways',
			'An update takes either a duration, or a start and an end. Remove one of them.',
		);
	}
	return isSpan ? 'startAndEnd' : chosen === 'timer' ? 'timer' : 'duration';
}

function span(values: Json, { need }: Own, { zone }: Setting): Json {
	const [start, end] = [need<string>('started'), need<string>('ended')].map(Date.parse);
	const seconds = Math.round((end - start) / 1000);
	const advice = 'Check both, with their dates and, where given, their time zones.';
	if (seconds < 0) refuse('End is before Start', advice);
	if (seconds === 0) refuse('End is the same moment as Start', advice);
	if (seconds > longest) refuse('End is more than a day after Start', advice);
	return {
		duration: `${seconds / 60}m`,
		date: isEmpty(values.date) ? toDay(values.started, zone, 'Start') : values.date,
	};
}

const longest = 24 * 3600;

/**
 * Clio has two switches: `non_billable` keeps an entry off the bill, unless `no_charge` shows it there
 * without charging for it. Billable stands in the form from the start, so for a new entry nothing is sent:
 * some firms have time on flat-fee and contingency matters non-billable by default.
 */
function billing(values: Json, { resource, operation, zone }: Setting): Json {
	const chosen = own(resource.writes, values, zone, '').get<string>('billing');
	if (!chosen || (chosen === 'billable' && operation === 'create')) return {};
	return { non_billable: chosen !== 'billable', no_charge: chosen === 'noCharge' };
}

/** Clio takes the connected user, too; said here, since an entry that is there is known by it. */
async function timekeeper(values: Json, { firm, resource, zone }: Setting): Promise<Json> {
	const ifExists = own(resource.writes, values, zone, '').get('if_exists') ?? 'createAnother';
	if (ifExists === 'createAnother' || !isEmpty(values.user)) return {};
	return { user: String((await firm.me()).id) };
}

const isResetBy = (data: Json): boolean => resetting.some((name) => name in data);

const isMoved = (changes: Json, before: Json, name: string): boolean =>
	name in changes && idOf(changes[name]) !== idOf(before[name]);

const idOf = (record: unknown): string => String((Object(record) as Json).id);

/** The price of a category with a flat fee is an amount, not a rate: one must not become the other. */
async function isFlat(
	moved: string[],
	{ activity_description: category }: Json,
	{ flat_rate: wasFlat }: Json,
	firm: Firm,
): Promise<boolean> {
	if (!moved.includes('activity_description')) return false;
	const { id } = Object(category) as Json;
	if (wasFlat || isEmpty(id)) return true;
	const { rate } = await firm.read('activityDescription', String(id), 'id,rate{type}');
	return (Object(rate) as Json).type === 'FlatRate';
}
