import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Editor } from '../../dev/editor/editor.cts';
import { calm, signIn } from '../../dev/n8n/browser.cts';
import { runCommand, startChild, tail, type Child } from '../../dev/n8n/child.cts';
import { innerEnv } from '../../dev/n8n/npm.cts';
import type { Login } from '../../dev/n8n/n8n-types.cts';
import { DEFAULT_PORTS, freePorts, requireFree } from '../../dev/n8n/ports.cts';
import type { Teardown } from '../../dev/n8n/teardown.cts';
import { makeTemporary } from '../../dev/n8n/temp-folder.cts';
import { until } from '../../dev/n8n/until.cts';
import { commandOf, type Chapter } from './newcomer-guide.cts';

const ROOT = join(__dirname, '../..');

/** Where the newcomer is: a clone, the terminal, and a browser. */
export interface Clone {
	page: Page;
	teardown: Teardown;
	folder: string;
	/** What programs keep for a while. */
	temporary: string;
	terminal?: Child;
	printed?: Printed;
	/** As the terminal tells of them. */
	editor?: Editor;
}

interface Printed {
	editorUrl: string;
	sandboxUrl: string;
	login: Login;
}

/** As anybody gets it: what is committed, and nothing that lies about. */
export async function clone(folder: string, teardown: Teardown): Promise<string> {
	makeTemporary(folder, teardown);
	const to = join(folder, 'n8n-nodes-clio');
	const options = { cwd: folder, env: innerEnv(), logFile: join(folder, 'clone.log'), teardown };
	await runCommand('git', ['clone', '--quiet', ROOT, to], options);
	return to;
}

const contributor: Chapter<Clone> = {
	page: 'README.md',
	title: 'For a contributor',
	instructions: [
		{
			says: 'npm ci && npm start',
			async do(at) {
				const { temporary, teardown } = at;
				makeTemporary(temporary, teardown);
				at.terminal = startChild('sh', ['-c', await command()], {
					cwd: at.folder,
					env: innerEnv({ TMPDIR: temporary }),
					logFile: logOf(at),
					teardown,
				});
				const over = at.terminal.exited.then((code) => {
					throw new Error(`It ended with ${code}:\n${tail(logOf(at))}`);
				});
				over.catch(() => undefined); // by Ctrl-C, later
				const ready = () => readFileSync(logOf(at), 'utf8').includes('Ctrl-C stops everything');
				await Promise.race([until(ready, { what: 'It is ready', withinMs: 300_000 }), over]);
			},
		},
		{
			says: 'It prints the addresses and the login',
			async do(at) {
				at.printed = printedIn(readFileSync(logOf(at), 'utf8'));
				at.editor = new Editor(at.page, at.printed.editorUrl);
				await signIn(at.page, at.printed);
			},
		},
		{
			says: 'runs the demo workflow',
			do: async (at) => await ran(at, 'Clio demo'),
		},
	],
};

const tryIt: Chapter<Clone> = {
	page: 'docs/contributing.md',
	title: 'Try it and test it',
	instructions: [
		{
			says: "Press Change a matter on the sandbox's page, and Clio calls n8n",
			async do(at) {
				const sandbox = await at.page.context().newPage();
				await sandbox.goto(at.printed!.sandboxUrl);
				await sandbox.getByRole('button', { name: 'Change a matter' }).click();
				await sandbox.getByText(/^Matter \S+ has a new client reference$/).waitFor();
				await sandbox.close();
				await ran(at, 'Clio demo: a matter has changed');
			},
		},
		{
			says: 'stays until Ctrl-C, which removes everything again',
			async do({ terminal, temporary }) {
				const made = () =>
					readdirSync(temporary).filter((name) => name.startsWith('n8n-nodes-clio'));
				assert.equal(made().length, 1, 'the folder of n8n');
				process.kill(-terminal!.pid!, 'SIGINT'); // to all in the foreground, as a terminal sends it
				await until(() => !isRunning(terminal!.pid!), { what: 'It ends' });
				assert.deepEqual(made(), []);
			},
		},
	],
};

/** What README and its page for contributors say of a first start. */
export const chapters = [contributor, tryIt];

/** README's own; where its ports are taken, with the options that it then asks for. */
async function command(): Promise<string> {
	const line = commandOf(contributor, 'npm start');
	const isFree = await requireFree(DEFAULT_PORTS).then(
		() => true,
		() => false,
	);
	if (isFree) return line;
	const { editor, webhook, sandbox } = await freePorts();
	return `${line} -- --port ${editor} --webhook-port ${webhook} --sandbox-port ${sandbox}`;
}

function printedIn(output: string): Printed {
	const [, editorUrl, email, password] = /^ +n8n +(\S+)\n +(\S+@\S+) +(\S+)$/m.exec(output)!;
	const [, sandboxUrl] = /^ +Sandbox +(\S+)$/m.exec(output)!;
	return { editorUrl, sandboxUrl, login: { email, password } };
}

/** A workflow that is there has run once, well; n8n's list says so. */
async function ran({ page, editor, printed }: Clone, workflow: string): Promise<void> {
	await page.goto(printed!.editorUrl);
	await page.getByTestId('workflow-card-name').getByText(workflow, { exact: true }).click();
	await page.getByTestId('canvas-node').first().waitFor();
	await calm(page);
	const list = await editor!.executions();
	await list.getByText(/^Succeeded/).waitFor(); // one, not two
}

const logOf = ({ folder }: Clone): string => join(folder, '../terminal.log');

/** Any of those that a terminal started together. */
function isRunning(pid: number): boolean {
	try {
		return process.kill(-pid, 0);
	} catch {
		return false;
	}
}
