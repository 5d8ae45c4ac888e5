import { createServer, type AddressInfo } from 'node:net';

export interface Ports {
	editor: number;
	webhook: number;
	sandbox: number;
}

export const DEFAULT_PORTS: Ports = { editor: 5678, webhook: 5679, sandbox: 4500 };

const ROLES: Record<keyof Ports, { name: string; option: string }> = {
	editor: { name: 'n8n editor', option: '--port' },
	webhook: { name: 'n8n webhooks', option: '--webhook-port' },
	sandbox: { name: 'Clio sandbox', option: '--sandbox-port' },
};

/** Speaks of every busy port at once, before anything is started. */
export async function requireFree(ports: Ports): Promise<void> {
	const complaints: string[] = [];
	for (const role of Object.keys(ROLES) as Array<keyof Ports>) {
		if (await isFree(ports[role])) continue;
		const { name, option } = ROLES[role];
		complaints.push(
			`Port ${ports[role]} (${name}) is in use. ` +
				`Choose another with npm start -- ${option} ${ports[role] + 10}.`,
		);
	}
	if (complaints.length > 0) throw new Error(complaints.join('\n'));
}

export async function freePorts(): Promise<Ports> {
	const [editor, webhook, sandbox] = await someFreePorts(3);
	return { editor, webhook, sandbox };
}

/** All are held open until the last is known, so that no two are the same. */
export async function someFreePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
	return ports;
}

async function isFree(port: number): Promise<boolean> {
	try {
		const server = await listen(port);
		await new Promise((done) => server.close(done));
		return true;
	} catch {
		return false;
	}
}

function listen(port: number): Promise<ReturnType<typeof createServer>> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => resolve(server));
	});
}
