/**
 * n8n's official lint reads literals only, and the form is generated. Here the loaded description is
 * printed as a literal and given to the very lint the package is published with.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';

const root = join(__dirname, '../..');
const eslint = join(root, 'node_modules/eslint/bin/eslint.js');

interface Message {
	ruleId: string | null;
	message: string;
	column: number;
	line: number;
}

/** What the rules on parameters object to, each with the beginning of the property it is about. */
export function lint(description: INodeTypeDescription): string[] {
	const source = asSource(description);
	const lines = source.split('\n');
	return messagesFor(source).map(
		({ ruleId, message, line, column }) =>
			`${ruleId}: ${message} | ${lines[line - 1].slice(column - 1, column + 99)}`,
	);
}

/** The rules know a property's key only without quotation marks. */
function asSource(description: INodeTypeDescription): string {
	const literal = JSON.stringify(description).replace(/"([A-Za-z_]\w*)":/g, '$1:');
	return `export class Clio { description = ${literal}; }\n`;
}

function messagesFor(source: string): Message[] {
	const options = ['--stdin', '--stdin-filename', 'nodes/Clio/Clio.node.ts', '--format', 'json'];
	const { stdout, stderr } = spawnSync(process.execPath, [eslint, ...options], {
		cwd: root,
		input: source,
		encoding: 'utf8',
		maxBuffer: 100_000_000,
	});
	if (!stdout) throw new Error(stderr);
	const [{ messages }] = JSON.parse(stdout) as Array<{ messages: Message[] }>;
	return messages.filter(({ ruleId }) => !ruleId || ruleId.startsWith('n8n-nodes-base/node-param'));
}
