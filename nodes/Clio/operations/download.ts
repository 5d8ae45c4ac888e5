import type { INodeExecutionData } from 'n8n-workflow';
import { refuse } from '../../../clio/errors';
import { onlyFields, withFields } from '../../../clio/fields';
import { fileFields, recordedFile } from '../../../clio/files/names';
import { resources } from '../../../clio/resources';
import type { Source } from '../../files/fetch';
import { giveFile } from './giveFile';
import { outputOf } from './output';
import { parameter, recordIdOf } from './parameters';
import { eachItem, type Run } from './run';
import { shownAfter } from './write';

/** The file of a record, or of one of its versions. */
export async function download(run: Run): Promise<INodeExecutionData[]> {
	const { resource } = run;
	return eachItem(run, async (item, emit) => {
		const { records } = await run.connection();
		const id = await recordIdOf(run, item);
		const output = outputOf(run, item);
		const version = String(parameter(run, 'version', item) ?? '').trim();
		const record = await records.get(id, withFields(output.fields, fileFields(resource)));
		const shown = await shownAfter(run, onlyFields(record, output.fields), output);
		const chosen = version ? await versionOf(run, id, version) : {};
		await giveFile(run, item, { resource, record, shown, ...chosen }, emit);
	});
}

/** Clio has a list of versions, but none of them alone. */
async function versionOf(
	run: Run,
	document: string,
	version: string,
): Promise<Pick<Source, 'file' | 'query'>> {
	const { firm } = await run.connection();
	const { documentVersion } = resources;
	const list = { ...documentVersion, path: `documents/${document}/versions` };
	const all = await firm.listAnew(list, { fields: fileFields(documentVersion).join() });
	const found = all.find(({ id }) => String(id) === version);
	if (!found)
		refuse(
			`The document has no version with the ID ${version}`,
			all.length
				? `Its versions have the IDs ${all.map(({ id }) => String(id)).join(', ')}.`
				: 'Leave Version ID empty for the current one.',
		);
	return {
		file: recordedFile(documentVersion, found),
		query: { document_version_id: version },
	};
}
