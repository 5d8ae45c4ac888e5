import type { INodeExecutionData } from 'n8n-workflow';
import { fileName } from '../../../clio/files/names';
import { resources } from '../../../clio/resources';
import { wireId } from '../../../clio/ids';
import { fileIn } from '../../files/input';
import { bodyOf, enteredFor } from './body';
import { changeEach } from './once';
import { outputOf } from './output';
import { idIn, parameter } from './parameters';
import { putFile } from './putFile';
import type { Run } from './run';

/** A newer file for a document, which keeps its name and its earlier versions. */
export async function uploadVersion(run: Run): Promise<INodeExecutionData[]> {
	return changeEach(run, async (item) => {
		const output = outputOf(run, item);
		const entered = enteredFor(run, item, true);
		const { binaryPropertyName, name: said, ...values } = entered.values;
		const given = await fileIn(run.context, item, binaryPropertyName);
		const file = { ...given, name: fileName(said, given.name) };
		const { client, firm } = await run.connection();
		client.checkMayWrite(`upload "${file.name}"`);
		const id = await idIn(run, resources.document, parameter(run, 'document', item));
		const { name } = await firm.read('document', id, 'name');
		const named = { ...entered, values: { ...values, name: file.name } };
		const body = await bodyOf(run, 'create', named);
		// Clio wants a name; what the document is called stays.
		const data = {
			...body.data,
			name,
			parent: { id: wireId(id), type: 'Document' },
			content_type: file.type,
		};
		return {
			content: [id, file.name, file.size, data],
			send: async (step) => putFile(run, { file, data, output, step }),
		};
	});
}
