import type { INodeExecutionData } from 'n8n-workflow';
import { find as findRecords, several } from '../../../clio/find';
import { toText } from '../../../clio/convert';
import { ClioError, raise } from '../../../clio/errors';
import { onlyFields } from '../../../clio/fields';
import { filesOf } from './giveFile';
import { outputOf } from './output';
import { chosen, parameter } from './parameters';
import { eachItem, type Run } from './run';

/** The record that a person means by what they know of it, with the files of the item. */
export async function find(run: Run): Promise<INodeExecutionData[]> {
	const { context, resource } = run;
	return eachItem(run, async (item, emit) => {
		const connected = await run.connection();
		const { fields, show } = outputOf(run, item);
		const wanted = {
			by: chosen(run, 'findBy', item),
			field: String(parameter(run, 'findByField', item) || ''),
			value: parameter(run, 'findValue', item),
		};
		const ifNone = chosen(run, 'ifNone', item);
		const ifSeveral = chosen(run, 'ifSeveral', item);
		// An object or a list as text would be found nowhere, as if Clio had no such record.
		const words = `"${toText(wanted.value ?? '', 'Value')}"`;
		const zone = context.getTimezone();
		const found = await findRecords(connected.firm, resource, wanted, { fields, zone });
		// What is looked for is often where a file of the item goes next.
		const binary = filesOf(run, item);
		if (!found.length) return emit(none(run, item, { ifNone, words }), binary);
		if (found.length > 1 && ifSeveral === 'error') several(resource, found, words);
		const meant = ifSeveral === 'all' ? found : found.slice(0, 1);
		const shown = await show(
			meant.map((record) => onlyFields(record, fields)),
			connected,
		);
		emit(
			shown.map((one) => ({ found: true, ...one })),
			binary,
		);
	});
}

function none(
	{ context, resource }: Run,
	item: number,
	{ ifNone, words }: { ifNone: string; words: string },
) {
	const label = resource.label.toLowerCase();
	switch (ifNone) {
		case 'stop':
			return [];
		case 'error':
			return raise(
				new ClioError(
					'notFound',
					`No ${label} was found by ${words}`,
					`The ${resource.plural.toLowerCase()} were searched as far as the connected user may see them. Check the value, or set If None to Pass On.`,
				),
			);
		default:
			return [{ ...context.getInputData()[item].json, found: false }];
	}
}
