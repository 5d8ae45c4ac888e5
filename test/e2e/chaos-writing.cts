import type { IBinaryData } from 'n8n-workflow';
import type { Row } from '../../dev/sandbox/store.cts';
import type { Setup } from '../engine/engine.cts';
import type { Line } from './chaos-line.cts';
import { credentialOf, runOn, type NodeName } from './chaos-node.cts';
import { judged, toldOf, type Work } from './chaos-work.cts';

/** What is written, and how often it then is there. `mark` is a word that is nowhere else; items have it as `$json.mark`. */
export interface Write {
	resource: string;
	operation: string;
	/** How many items, each with a mark of its own; one if not said. */
	size?: number;
	/** What there is before, one for each item, which has it. */
	before?: (line: Line, mark: string) => Row;
	parameters: (line: Line) => object;
	/** How often it was done at Clio. */
	times: (line: Line, mark: string, id: number) => number;
	/** What else must be so. */
	besides?: (line: Line, mark: string, id: number) => void | Promise<void>;
	/** What goes up. */
	file?: () => IBinaryData | Promise<IBinaryData>;
	rest?: Partial<Setup>;
}

export const matter = ({ firm }: Line) => firm.all('matters')[0];
export const marked = '={{ $json.mark }}';

/** What a node changes over the line is held against the firm afterwards. */
export const writing = (writes: Record<string, Write>, node: NodeName): Work[] =>
	Object.entries(writes).map(([family, write]) => ({
		family,
		isChange: true,
		run: async (line) => {
			const { resource, operation, size = 1, before, parameters, rest } = write;
			const data = await write.file?.();
			const items = Array.from({ length: size }, () => {
				const mark = line.mark();
				return { id: 0, ...before?.(line, mark), mark };
			});
			const outcome = await runOn(node, line, resource, operation, parameters(line), {
				...line.over(credentialOf(resource)),
				...rest,
				...(data && { files: [{ data }] }),
				items,
			});
			return async () => {
				const verdicts = toldOf(outcome, size).map(async (told, at) => {
					const { mark, id } = items[at];
					await write.besides?.(line, mark, id);
					return judged(told, write.times(line, mark, id), mark);
				});
				return await Promise.all(verdicts);
			};
		},
	}));
