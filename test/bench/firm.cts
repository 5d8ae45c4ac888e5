import type { SandboxOptions } from '../../dev/sandbox/server.cts';
import type { N8nInstall } from '../../dev/n8n/install.cts';
import type { Teardown } from '../../dev/n8n/teardown.cts';
import type { ContestantHandlers } from './contestant.process.cts';
import type { FirmHandlers } from './firm.process.cts';
import { Process } from './process.cts';
import type { Account } from './work.cts';

/** More than any measurement takes, unless it sets a limit: Clio would wait where the sandbox tells of none left. */
const unmet = { rateLimit: 1_000_000 };

/** An invented firm in a process of its own. */
export class Firm {
	private constructor(
		readonly process: Process<FirmHandlers>,
		readonly account: Account,
	) {}

	static async start(teardown: Teardown, options: SandboxOptions): Promise<Firm> {
		const process = Process.start<FirmHandlers>('firm.process.cts', teardown);
		return new Firm(process, await process.ask('start', { ...unmet, ...options }));
	}

	/** Whoever works with it does so in a process of its own, too, in the installed n8n's Node. */
	async contestant(teardown: Teardown, { node }: N8nInstall): Promise<Process<ContestantHandlers>> {
		const flags = ['--require', require.resolve('./n8n-first.cts'), '--expose-gc'];
		const file = 'contestant.process.cts';
		const process = Process.start<ContestantHandlers>(file, teardown, { node, flags });
		await process.ask('use', this.account);
		return process;
	}

	end(): void {
		this.process.end();
	}
}
