import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { Stream } from '../../clio/files/file';

/** Puts bytes where n8n keeps files, as they come. */
export const keep = async (
	{ helpers }: IExecuteFunctions,
	bytes: Stream | Buffer,
	name: string,
	type: string,
): Promise<IBinaryData> => helpers.prepareBinaryData(bytes as Buffer, name, type);

/** All of it as text. */
export async function textOf(bytes: Stream): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of bytes) chunks.push(chunk);
	return Buffer.concat(chunks).toString('utf8');
}
