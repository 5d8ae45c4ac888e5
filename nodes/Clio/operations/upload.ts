import type { INodeExecutionData } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { isEmpty, toWire } from '../../../clio/convert';
import { nameOf } from '../../../clio/facts';
import type { File } from '../../../clio/files/file';
import { onePath, rootOf } from '../../../clio/files/folders';
import { fileName } from '../../../clio/files/names';
import { wireId } from '../../../clio/ids';
import { fileIn } from '../../files/input';
import { bodyOf, enteredFor } from './body';
import { changeEach, type Step } from './once';
import { outputOf, type Output } from './output';
import type { Run } from './run';
import { putFile, unchanged } from './putFile';
import { createsBy } from './write';

/** Files a document with a matter, a contact or in a folder, which is created if it is not there. */
export async function upload(run: Run): Promise<INodeExecutionData[]> {
	return changeEach(run, async (item) => {
		const { client, filing } = await run.connection();
		const wanted = await wantedOf(run, item);
		const { file, data, path, ifExists, output } = wanted;
		client.checkMayWrite(`upload "${file.name}"`);
		return {
			content: [file.name, file.size, data, path, ifExists],
			async send(step) {
				if (step.isDone('store')) return putFile(run, { file, data, output, step });
				const { parent, home, twin } = await placeFor(run, wanted, step);
				if (twin && ifExists === 'skip') return unchanged(run, String(twin.id), output);
				const record = await putFile(run, { file, data: { ...data, parent }, output, step });
				if (home && !twin) filing.learn(home, { id: record.id, name: file.name });
				return record;
			},
		};
	});
}

interface Wanted {
	file: File;
	data: Json;
	/** Names of folders from the top. */
	path: string[];
	ifExists: string;
	output: Output;
}

/** What the form of an item says, checked. */
async function wantedOf(run: Run, item: number): Promise<Wanted> {
	const output = outputOf(run, item);
	const entered = enteredFor(run, item, true);
	const { binaryPropertyName, folder_path, if_name_exists, name: said, ...values } = entered.values;
	const given = await fileIn(run.context, item, binaryPropertyName);
	const name = fileName(said, given.name);
	const { data } = await bodyOf(run, 'create', { ...entered, values: { ...values, name } });
	const { if_name_exists: field } = run.resource.writes;
	const ifExists = isEmpty(if_name_exists) ? 'addVersion' : if_name_exists;
	return {
		file: { ...given, name },
		data: { ...data, content_type: given.type },
		path: onePath(folder_path),
		ifExists: String(toWire(field, ifExists, nameOf('if_name_exists', field), '')),
		output,
	};
}

interface Place {
	/** As Clio is told. */
	parent: unknown;
	/** The folder, if there is one yet. */
	home?: string;
	/** The document that has the name there already. */
	twin?: Json;
}

async function placeFor(
	run: Run,
	{ file, data, path, ifExists }: Wanted,
	step: Step,
): Promise<Place> {
	const { filing } = await run.connection();
	const root = rootOf(data.parent as Json);
	const below = path.length ? await filing.below(root).at(path, createsBy(run, step)) : undefined;
	const into = below ? { id: wireId(below.id), type: 'Folder' } : data.parent;
	if (ifExists === 'keepBoth') return { parent: into };
	const home = below?.id ?? (await filing.home(root));
	const twin = home && !below?.wasCreated ? await filing.document(home, file.name) : undefined;
	return { parent: twin ? { id: twin.id, type: 'Document' } : into, home, twin };
}
