import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where suites put what they need for a while; at the end nothing of it is there, nor runs. */
export class Premises {
	private readonly folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-clio-e2e-'));

	constructor() {
		// Postgres runs as somebody else, whose folder is in here.
		chmodSync(this.folder, 0o755);
	}

	get env(): NodeJS.ProcessEnv {
		return { ...process.env, TMPDIR: this.folder };
	}

	/** What the suites left, folders and programs. All goes but pictures of the editor, taken when a step failed. */
	leave(): string[] {
		const entries = readdirSync(this.folder);
		// n8n and tsx have folders of their own here.
		const left = entries.filter((name) => /^n8n-nodes-clio-.*(?<!\.png)$/.test(name));
		const programs = programsWith(`TMPDIR=${this.folder}`);
		const isPicture = (name: string) => name.endsWith('.png');
		for (const name of entries.filter((one) => !isPicture(one)))
			rmSync(join(this.folder, name), { recursive: true });
		if (!entries.some(isPicture)) rmSync(this.folder, { recursive: true });
		return [...left, ...programs];
	}
}

/** Where the system shows them (Linux), the programs that were started with this in their environment. */
function programsWith(setting: string): string[] {
	if (!existsSync('/proc/self/environ')) return [];
	const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	const read = (id: string, what: string) => {
		try {
			return readFileSync(`/proc/${id}/${what}`, 'utf8').replaceAll('\0', ' ');
		} catch {
			return ''; // it has ended, or is somebody else's
		}
	};
	return ids
		.filter((id) => read(id, 'environ').includes(setting))
		.map((id) => `${id} ${read(id, 'cmdline')}`.slice(0, 120));
}
