import { randomBytes } from 'node:crypto';
import fastify from 'fastify';
import type { App } from './oauth.cts';
import { Stopped, Trouble } from './trouble.cts';

interface Asking {
	app: App;
	port: number;
	/** How long somebody has to allow access, in milliseconds. */
	patience: number;
	signal: AbortSignal;
	say: (text: string) => void;
}

type Fields = Record<string, string | undefined>;

export const redirectAt = (port: number): string => `http://127.0.0.1:${port}/callback`;

const page = (title: string, text: string): string =>
	`<!doctype html><meta charset="utf-8"><title>${title}</title><body style="font: 1rem sans-serif; margin: 4rem"><h1>${title}</h1><p>${text}</p>`;

/** Waits until a person has allowed access on Clio's page, which brings the code to this machine. */
export async function codeOf({ app, port, patience, signal, say }: Asking): Promise<string> {
	const state = randomBytes(16).toString('hex');
	const redirect = redirectAt(port);
	const server = fastify({ forceCloseConnections: true });
	let arrived: (fields: Fields) => void;
	const answered = new Promise<Fields>((resolve) => (arrived = resolve));
	server.get('/callback', (request, reply) => {
		const fields = request.query as Fields;
		const html = reply.type('text/html; charset=utf-8');
		if (fields.state !== state)
			return html
				.code(400)
				.send(page('Not this one', 'Open the address that the command printed.'));
		arrived(fields);
		return html.send(page('Thank you', 'You can close this window; the command goes on.'));
	});
	await server.listen({ port, host: '127.0.0.1' }).catch(() => {
		throw new Trouble(
			`Port ${port} is taken.\nChoose another with --port, and add its redirect address to the app: http://127.0.0.1:<port>/callback`,
		);
	});
	try {
		say(
			`Open this address in the browser of this machine, sign in to Clio and choose Allow:\n\n  ${app.consentAt(redirect, state)}\n\nDoes Clio show an error instead? Then check the app key and the region, and that the app has the redirect address ${redirect}\n`,
		);
		return codeIn(await Promise.race([answered, tooLate(patience, signal)]));
	} finally {
		await server.close();
	}
}

function codeIn({ code, error }: Fields): string {
	if (code) return code;
	if (error === 'access_denied') {
		throw new Trouble(
			'Access was refused on Clio’s page.\nRun the command again and choose Allow; without access nothing can be asked.',
		);
	}
	throw new Trouble(
		`Clio gave no access${error && /^[a-z_]{3,40}$/.test(error) ? ` (${error})` : ''}.\nCheck the app in Clio’s developer portal, then run the command again.`,
	);
}

async function tooLate(ms: number, signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		const late = new Trouble(
			`Nobody has allowed access within ${Math.round(ms / 60_000)} minutes.\nRun the command again, and open the address that it prints.`,
		);
		setTimeout(() => reject(late), ms).unref();
		signal.addEventListener('abort', () => reject(new Stopped()), { once: true });
	});
}
