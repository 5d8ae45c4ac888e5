import type { Rates } from '../../dev/chaos/chance.cts';
import type { Deed } from '../../dev/chaos/exchange.cts';
import { ChaosProxy } from '../../dev/chaos/proxy.cts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../dev/sandbox/server.cts';
import { credentialsFor, type Stored } from '../engine/engine.cts';
import { Grow } from '../engine/grow-kit.cts';
import { Firm } from '../engine/kit.cts';

type Credential = 'clioOAuth2Api' | 'clioPlatformOAuth2Api' | 'clioGrowLeadInboxApi';

/** A firm, and a bad line to each of its servers: Clio, its storage, and Clio Grow. */
export class Line {
	readonly firm: Firm;
	readonly grow: Grow;
	private marks = 0;
	private readonly beside: Line[] = [];
	private isAs = { seed: 0, rates: {} as Rates };

	private constructor(
		readonly sandbox: Sandbox,
		private readonly clio: ChaosProxy,
		private readonly storage: ChaosProxy,
		private readonly platform: ChaosProxy,
	) {
		this.firm = new Firm(sandbox);
		this.grow = new Grow(sandbox);
	}

	static async start(options: SandboxOptions): Promise<Line> {
		const sandbox = await startSandbox(options);
		const { storage, platform } = sandbox;
		const behind = [sandbox.url, storage.url, platform.url];
		const proxyFor = (url: string) => ChaosProxy.start(url, 0, sandbox.now);
		const [clio, files, grow] = await Promise.all(behind.map(proxyFor));
		storage.rewrite((address) => address.replace(storage.url, files.url));
		return new Line(sandbox, clio, files, grow);
	}

	/** What a credential says so that all goes over this line. */
	addresses(name: Credential = 'clioOAuth2Api') {
		const { url } = name === 'clioOAuth2Api' ? this.clio : this.platform;
		return {
			customHost: url,
			authUrl: `${url}/oauth/authorize`,
			accessTokenUrl: `${url}/oauth/token`,
		};
	}

	/** A connection of an execution's own, over this line. */
	over(name: Credential = 'clioOAuth2Api'): { stored: Stored } {
		const { sandbox } = this;
		return { stored: credentialsFor({ sandbox, credential: this.addresses(name) }, name) };
	}

	/** The same as seen without the line: what links to Clio leads there, and a file's address is always another. */
	atHome<T>(shown: T): T {
		const text = JSON.stringify(shown)
			.replace(/http:\/\/127\.0\.0\.1:\d+/g, this.sandbox.url)
			.replace(/\/files\/\w+\/([^?"]+)\?[^"]+/g, '/files/$1');
		return JSON.parse(text) as T;
	}

	/** What nothing else at Clio is called. */
	mark(): string {
		return `Mark${++this.marks}x`;
	}

	expireTokens(): void {
		this.sandbox.expireTokens();
		this.sandbox.platform.expireTokens();
	}

	/** From now on so many of the requests meet these faults. */
	rage(seed: number, rates: Rates): void {
		this.isAs = { seed, rates };
		for (const proxy of this.proxies) proxy.rage(seed, rates);
	}

	calm(): void {
		for (const proxy of this.proxies) proxy.calm();
	}

	/** As bad a line to another firm, calm at first; what becomes of its requests counts here. */
	async another(options: SandboxOptions): Promise<Line> {
		const line = await Line.start(options);
		line.isAs = this.isAs;
		this.beside.push(line);
		return line;
	}

	/** As bad as it was. */
	rageAgain(): void {
		this.rage(this.isAs.seed, this.isAs.rates);
	}

	/** What became of each request. */
	get deeds(): Deed[] {
		return [...this.proxies, ...this.beside].flatMap(({ deeds }) => deeds);
	}

	async close(): Promise<void> {
		for (const line of this.beside) await line.close();
		for (const proxy of this.proxies) await proxy.close();
		await this.sandbox.close();
	}

	private get proxies(): ChaosProxy[] {
		return [this.clio, this.storage, this.platform];
	}
}
