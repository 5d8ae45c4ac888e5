import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { File, Stream } from '../../clio/files/file';
import { isEmpty } from '../../clio/convert';
import { contentType, endingOf } from '../../clio/files/names';
import { refuse } from '../../clio/errors';
import { allOf } from './fetch';

/** Clio says nowhere how large a file may be (facts 4.2); its storage takes no more in one piece. */
const tooLarge = 5_000_000_000;

/** The file in a field of an item. Throws before anything is sent for one that is not there, empty or too large. */
export async function fileIn(
	context: IExecuteFunctions,
	item: number,
	field: unknown,
): Promise<File> {
	const binary = binaryIn(context, item, field);
	const name = nameOf(binary);
	const size = await sizeOf(context, binary).catch(() => gone(name));
	if (!size)
		refuse(
			`The file "${name}" is empty (0 bytes)`,
			'Nothing was uploaded. Check the node that gives the file.',
		);
	if (size >= tooLarge)
		refuse(
			`The file "${name}" is too large: ${(size / 1e9).toFixed(1)} GB`,
			'Nothing was uploaded. Files must be smaller than 5 GB: split it, or upload it in Clio itself.',
		);
	return {
		name,
		size,
		type: contentType(binary.mimeType, name),
		read: async (chunkSize) => read(context, binary, chunkSize),
	};
}

function binaryIn(context: IExecuteFunctions, item: number, field: unknown): IBinaryData {
	try {
		return context.helpers.assertBinaryData(item, field as string);
	} catch {
		const given = Object.keys(context.getInputData()[item]?.binary ?? {});
		return refuse(
			typeof field === 'string' && field
				? `The item has no file in "${field}"`
				: `Input Data Field Name is ${isEmpty(field) ? 'empty' : 'not the name of a field'}`,
			given.length
				? `It has files in: ${given.join(', ')}. Enter one of them as Input Data Field Name.`
				: 'The node before must give a file, e.g. an e-mail with its attachments downloaded. Between it and this one no node may drop the file.',
		);
	}
}

/** n8n knows an ending by the type where the name has none. */
function nameOf({ fileName, fileExtension }: IBinaryData): string {
	const name = fileName?.split(/[/\\]/).pop()?.trim() || 'file';
	return endingOf(name) || !fileExtension ? name : `${name}.${fileExtension}`;
}

const gone = (name: string): never =>
	refuse(
		`n8n no longer has the file "${name}"`,
		'It deletes those of past executions. Run the workflow again from the node that gives the file.',
	);

async function sizeOf({ helpers }: IExecuteFunctions, { id, data }: IBinaryData): Promise<number> {
	if (!id) return Buffer.byteLength(data, 'base64');
	return (await helpers.getBinaryMetadata(id)).fileSize;
}

async function read(
	{ helpers }: IExecuteFunctions,
	{ id, data }: IBinaryData,
	chunkSize: number,
): Promise<Buffer | Stream> {
	if (!id) return Buffer.from(data, 'base64');
	return (await helpers.getBinaryStream(id, chunkSize)) as unknown as Stream;
}

/** All of it, as it stands in JSON. */
export async function base64Of(bytes: Buffer | Stream): Promise<string> {
	const all = Buffer.isBuffer(bytes) ? bytes : await allOf(bytes);
	return all.toString('base64');
}
