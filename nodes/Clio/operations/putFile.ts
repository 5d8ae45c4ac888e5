import type { Json } from '../../../clio/client';
import { ClioError } from '../../../clio/errors';
import type { File } from '../../../clio/files/file';
import type { Stub, Uploading } from '../../../clio/files/begin';
import {
	complete,
	discard,
	isThere,
	isTimeout,
	isVersion,
	store,
} from '../../../clio/files/upload';
import { withFields } from '../../../clio/fields';
import type { Step } from './once';
import { together, type Output } from './output';
import type { Run } from './run';
import { shownAfter } from './write';

interface Put {
	file: File;
	/** What Clio is told of it. */
	data: Json;
	output: Output;
	step: Step;
}

/**
 * Uploads a file and gives the document. A retry after the bytes are there only says so again, since they
 * may be seen already; where Clio refuses them for good, or a cancel comes before, nothing remains of them.
 */
export async function putFile(run: Run, { file, data, output, step }: Put): Promise<Json> {
	const { transfer } = await run.connection();
	const uploading = { ...transfer, file };
	const stored = await step('store', async () => ({
		...(await store(uploading, data)),
		isVersion: isVersion(data),
	}));
	const stub = stored as unknown as Stub & { isVersion: boolean };
	const fields = withFields(output.fields, ['id']);
	const record = await complete(uploading, stub, fields).catch(async (error: unknown) => {
		if (!isFinal(error) && !(await isCutShort(error, uploading, stub))) throw error;
		if (!stub.isVersion) await discard(uploading, stub);
		step.undo('store');
		throw error;
	});
	const shown = await shownAfter(run, record, output);
	return together(shown, { wasUploaded: true, wasCreated: !stub.isVersion });
}

/** The document that has the name already, as it is. */
export async function unchanged(run: Run, id: string, output: Output): Promise<Json> {
	const { firm } = await run.connection();
	const record = await firm.read('document', id, withFields(output.fields, ['id']));
	const shown = await shownAfter(run, record, output);
	return together(shown, { wasUploaded: false, wasCreated: false });
}

/** A cancel may come after the file could be seen, which it then stays. */
const isCutShort = async (error: unknown, uploading: Uploading, stub: Stub): Promise<boolean> =>
	error instanceof ClioError &&
	error.reason === 'cancelled' &&
	!(await isThere(uploading, stub, true).catch(() => true));

/** Not a check that takes long: the bytes are there, and a retry asks again. */
const isFinal = (error: unknown): boolean =>
	error instanceof ClioError &&
	['refused', 'badInput', 'notFound'].includes(error.reason) &&
	!isTimeout(error);
