import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { regions } from '../../clio/regions';
import type { Keys } from './oauth.cts';
import { Stopped, Trouble } from './trouble.cts';

/** Where questions to a person go. What is typed may be a secret, so readline itself prints nothing. */
export interface Terminal {
	input: NodeJS.ReadableStream;
	output: NodeJS.WritableStream;
	/** Whether somebody sits there. */
	isManned: boolean;
	signal: AbortSignal;
}

/** From the environment, else from the terminal. They are kept nowhere, and are no arguments: those show in lists of processes. */
export async function keysFrom(env: NodeJS.ProcessEnv, terminal: Terminal): Promise<Keys> {
	const { CLIO_CLIENT_ID: id, CLIO_CLIENT_SECRET: secret } = env;
	if ((!id || !secret) && !terminal.isManned) {
		throw new Trouble(
			'The key and the secret of your Clio app are missing.\nSet CLIO_CLIENT_ID and CLIO_CLIENT_SECRET, or run the command in a terminal, where it asks for them.',
		);
	}
	const clientId = id || (await ask(terminal, 'App key: ', 'shown'));
	const clientSecret = secret || (await ask(terminal, 'App secret (is not shown): ', 'hidden'));
	if (!clientId || !clientSecret)
		throw new Trouble(
			'Without app key and app secret nothing can be asked.\nRun the command again.',
		);
	return { clientId, clientSecret };
}

const menu = Object.entries(regions)
	.map(([name, { label }]) => `${name} (${label})`)
	.join(', ');

export async function regionFrom(terminal: Terminal): Promise<string> {
	if (!terminal.isManned) {
		throw new Trouble(`Say where the firm's Clio is: --region ${Object.keys(regions).join('|')}`);
	}
	return (await ask(terminal, `Region of the firm, ${menu}: `, 'shown')).toLowerCase();
}

async function ask(
	{ input, output, signal }: Terminal,
	question: string,
	answer: 'shown' | 'hidden',
): Promise<string> {
	const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
	const lines = createInterface({
		input,
		output: answer === 'shown' ? output : nowhere,
		terminal: true,
		historySize: 0,
	});
	try {
		if (answer === 'hidden') output.write(question);
		// In raw mode, Ctrl-C is a key like any other, and so is Ctrl-D, which closes.
		const pressed = new Promise<never>((_, reject) => {
			for (const end of ['SIGINT', 'close']) lines.once(end, () => reject(new Stopped()));
		});
		const typed = lines.question(answer === 'shown' ? question : '', { signal });
		return (await Promise.race([typed, pressed])).trim();
	} finally {
		lines.close();
		if (answer === 'hidden') output.write('\n');
	}
}
