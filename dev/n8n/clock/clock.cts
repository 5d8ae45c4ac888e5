import { join } from 'node:path';
import { someFreePorts } from '../ports.cts';

/** What gives n8n such a clock. */
const PRELOAD = join(__dirname, 'preload.cts');

/** The clock of an n8n, which can be moved ahead while it runs and keeps its time over a restart. */
export class MovableClock {
	private constructor(
		private readonly port: number,
		private ahead: number,
	) {}

	/** It shows the same time as another now. */
	static async create(like?: MovableClock): Promise<MovableClock> {
		const [port] = await someFreePorts(1);
		return new MovableClock(port, like?.ahead ?? 0);
	}

	/** What n8n is started with. */
	environment(): NodeJS.ProcessEnv {
		return {
			NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}`,
			CLIO_CLOCK_PORT: String(this.port),
			CLIO_CLOCK_AHEAD: String(this.ahead),
			// By such a clock a session and old executions would be gone within the test.
			N8N_USER_MANAGEMENT_JWT_DURATION_HOURS: '87600',
			N8N_USER_MANAGEMENT_JWT_REFRESH_TIMEOUT_HOURS: '-1',
			EXECUTIONS_DATA_PRUNE: 'false',
		};
	}

	/** A stopped n8n finds the time passed when it is started. */
	async advance(ms: number, isRunning: boolean): Promise<void> {
		this.ahead += ms;
		if (isRunning) await this.ask(ms);
	}

	/** What part of the time since the last question n8n was at work. */
	async utilization(): Promise<number> {
		return (await this.ask(0)).utilization;
	}

	private async ask(ms: number): Promise<{ utilization: number }> {
		const answer = await fetch(`http://127.0.0.1:${this.port}/?ms=${ms}`);
		if (!answer.ok) throw new Error(`n8n's clock answered ${answer.status}`);
		return (await answer.json()) as { utilization: number };
	}
}
