import type { INodeExecutionData } from 'n8n-workflow';
import type { Json } from '../../../clio/client';
import { refuse } from '../../../clio/errors';
import { onePath, rootOf } from '../../../clio/files/folders';
import { withFields } from '../../../clio/fields';
import { wireId } from '../../../clio/ids';
import { bodyOf, enteredFor } from './body';
import { tellBare } from './hints';
import { changeEach } from './once';
import { outputOf, together } from './output';
import type { Run } from './run';
import { createsBy, shownAfter } from './write';

/** The folder at the end of a path; those that are not there are created. */
export async function path(run: Run): Promise<INodeExecutionData[]> {
	return changeEach(run, async (item) => {
		const { firm, filing } = await run.connection();
		const output = outputOf(run, item);
		const entered = enteredFor(run, item, true);
		const { data } = await bodyOf(run, 'create', entered);
		const names = onePath(entered.values.folder_path);
		if (!names.length)
			refuse('Folder Path is missing', 'Write it from the top, e.g. Pleadings/2026.');
		return {
			content: [data, names],
			async send(step) {
				const below = filing.below(rootOf(data.parent as Json));
				const { id, wasCreated } = await below.at(names, createsBy(run, step));
				const fields = withFields(output.fields, ['id']);
				const record = await firm.read('folder', id, fields).catch((error: unknown) => {
					if (!wasCreated) throw error;
					tellBare(run, error);
					return { id: wireId(id), name: names.at(-1) };
				});
				return together(await shownAfter(run, record, output), { wasCreated });
			},
		};
	});
}
