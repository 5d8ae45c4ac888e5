import { apiOf } from '../../../clio/api';
import type { Json } from '../../../clio/client';
import { toText } from '../../../clio/convert';
import { detailPaths, detailsOf } from '../../../clio/details';
import { hasFields } from '../../../clio/facts';
import { checkedFields, chosenFields, onlyFields, wholeRecord } from '../../../clio/fields';
import { redactedIn } from '../../../clio/grow/redacted';
import type { Resource } from '../../../clio/resources/vocabulary';
import { simplifiedFields, simplify } from '../../../clio/simplify';
import { terms } from '../../../clio/terms';
import { options, parameter } from './parameters';
import type { Connected, Run } from './run';

/** What an item wants to see: which `fields` to ask Clio for, and how to show records. */
export interface Output {
	fields: string;
	show(records: Json[], connected: Connected): Promise<Json[]>;
}

/** Records are shown as Clio sends them. */
const asIs = (fields: string): Output => ({
	fields,
	show: async (records) => records,
});

/** The fields that a person chose, also where Clio sends records whole. */
const chosen = (resource: Resource, fields: string): Output =>
	apiOf(resource).isWhole
		? { fields, show: async (records) => records.map((record) => onlyFields(record, fields)) }
		: asIs(fields);

/** Reads Output of an item. Throws for a list of fields that Clio would refuse. */
export function outputOf(
	run: Run,
	item: number,
	more: string[] = [],
	resource = run.resource,
): Output {
	if (!hasFields(resource)) return asIs('');
	const output = wanted(run, item, more, resource);
	return apiOf(resource).isWhole ? tellingOfRedacted(output) : output;
}

/** What Clio keeps from this connection, a hint then names. */
const tellingOfRedacted = ({ fields, show }: Output): Output => ({
	fields,
	async show(records, connected) {
		const redacted = records.flatMap((record) => redactedIn(record, fields));
		for (const name of redacted) connected.client.withheld.add(name);
		return show(records, connected);
	},
});

/** An expression may give the names as a list. */
const listed = (fields: unknown): string =>
	[fields]
		.flat()
		.map((one) => toText(one, 'Field List'))
		.join();

function wanted(run: Run, item: number, more: string[], resource: Resource): Output {
	const { fieldList } = options(run, item);
	if (fieldList) return chosen(resource, checkedFields(resource, listed(fieldList)));
	switch (parameter(run, 'output', item)) {
		case 'all':
			return asIs(wholeRecord(resource));
		case 'selected': {
			const names = [parameter(run, 'selectedFields', item)].flat().filter(Boolean).map(String);
			return chosen(resource, chosenFields(resource, names));
		}
		default:
			return simplified(run, resource, parameter(run, 'addDetails', item) === true, more);
	}
}

/** The values a person wants, those that are worked out, and those of the people behind the matter. */
function simplified(
	{ context, names: late }: Run,
	resource: Resource,
	withDetails: boolean,
	more: string[],
): Output {
	const { adds } = terms[resource.name] ?? {};
	const paths = [...more, ...(adds?.reads ?? []), ...(withDetails ? detailPaths(resource) : [])];
	return {
		fields: simplifiedFields(resource, paths),
		async show(records, { client, firm }) {
			const asking = { zone: context.getTimezone(), now: client.now(), firm };
			const shown = await simplify(resource, records, { ...asking, late });
			const details = withDetails ? await detailsOf(firm, resource, records) : [];
			const added: Json[] = [];
			for (const record of records) added.push({ ...(await adds?.values(record, asking)) });
			return shown.map((one, at) => together(one, added[at], details[at]));
		},
	};
}

/**
 * Several parts as one record. The firm's own fields come last: of those there may be dozens. Written out, since
 * `{ customFields, ...rest }` takes twice as long, and there may be 50,000 records.
 */
export function together(...parts: Array<Json | undefined>): Json {
	const whole: Json = {};
	let own: unknown;
	for (const part of parts) {
		for (const name in part) {
			if (name === 'customFields') own = part[name];
			else whole[name] = part[name];
		}
	}
	if (own !== undefined) whole.customFields = own;
	return whole;
}
