import type { Json } from '../client';
import { isEmpty } from '../convert';
import { dayIn, nextDay, toMoment } from '../dates';
import { refuse } from '../errors';
import { nameOf, titleCase } from '../facts';
import { withArticle } from '../names';
import type { Setting } from '../body';
import type { Fallback, Field } from '../resources/vocabulary';

/** Fills what Clio requires and the person left empty, and refuses what then is still missing. */
export async function complete(data: Json, setting: Setting): Promise<void> {
	for (const [key, field] of Object.entries(setting.resource.writes)) {
		const wire = field.wire ?? key;
		if (field.own || wire.includes('.') || wire in data || !applies(field.when, data)) continue;
		const fallen = field.whenEmpty && (await fallback(field, data, setting));
		if (!isEmpty(fallen)) data[wire] = fallen;
		if (field.required && isEmpty(data[wire])) {
			const { operation, resource } = setting;
			refuse(
				`${nameOf(key, field)} is missing`,
				`Clio cannot ${operation} ${withArticle(resource.label.toLowerCase())} without it.`,
			);
		}
	}
}

function applies(conditions: Field['when'] = {}, data: Json): boolean {
	return Object.entries(conditions).every(([key, values]) => values.includes(String(data[key])));
}

async function fallback(field: Field, data: Json, setting: Setting): Promise<unknown> {
	const use = field.whenEmpty as Fallback;
	const now = new Date(setting.now);
	switch (use.use) {
		case 'today':
			return applies(use.onlyIf, data) ? dayIn(setting.zone, now) : undefined;
		case 'preset':
			return field.kind === 'choice' ? field.preset : undefined;
		case 'now':
			return now.toISOString();
		case 'copy':
			return data[use.of];
		case 'terms':
			return undefined;
		case 'after': {
			if (isEmpty(data[use.of])) return undefined;
			const start = toMoment(data[use.of], setting.zone, titleCase(use.of));
			if (data.all_day === true) return nextDay(start, setting.zone);
			return new Date(Date.parse(start) + 3_600_000).toISOString();
		}
		case 'ownCalendar': {
			const { default_calendar_id: id } = await setting.firm.me();
			return isEmpty(id) ? undefined : { id };
		}
	}
}
