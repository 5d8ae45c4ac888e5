import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	startSandbox,
	type PlatformOptions,
	type Sandbox,
	type WebhookOptions,
} from '../sandbox/server.cts';
import { installN8n, type N8nInstall } from './install.cts';
import type { N8n } from './n8n.cts';
import { installPackage } from './pack.cts';
import { freePorts, type Ports } from './ports.cts';
import { runStep, type Step } from './step.cts';
import { Teardown } from './teardown.cts';
import { makeTemporary } from './temp-folder.cts';
import type { PinnedN8n } from './versions.cts';

export interface FurnishOptions {
	/** Another n8n than the one all work is done with. */
	version?: PinnedN8n;
	/** Free ones are picked without it. */
	ports?: Ports;
	/** How many matters the sandbox holds. */
	matters?: number;
	/** How Clio's webhooks behave. */
	webhooks?: Partial<WebhookOptions>;
	/** Its refresh tokens serve once only, as those of some apps do. */
	rotateRefreshTokens?: boolean;
	/** How its Clio Grow behaves. */
	platform?: PlatformOptions;
	/** Folders of more community packages, installed beside this one. */
	packages?: string[];
	/** An n8n that has not got this package yet. */
	withoutPackage?: boolean;
	/** Told of every step; runs it in silence by default. */
	step?: Step;
	/** For callers that stop on a signal while the host still starts. */
	teardown?: Teardown;
}

export interface Furnished {
	step: Step;
	teardown: Teardown;
	ports: Ports;
	install: N8nInstall;
	userFolder: string;
	sandbox: Sandbox;
}

/** What every host begins with: n8n itself, a user folder with the package in it, and a Clio. */
export async function furnish(options: FurnishOptions, teardown: Teardown): Promise<Furnished> {
	const step = options.step ?? runStep;
	const ports = options.ports ?? (await freePorts());
	const install = await installN8n(teardown, options.version);
	const userFolder = newUserFolder(teardown);
	if (!options.withoutPackage) {
		await step('The package is packed and installed', () =>
			installPackage(userFolder, teardown, options.packages),
		);
	}
	const { matters = 250, webhooks, platform, rotateRefreshTokens } = options;
	const sandbox = await step('The Clio sandbox answers', () =>
		startSandbox({ port: ports.sandbox, matters, webhooks, platform, rotateRefreshTokens }),
	);
	teardown.add(() => sandbox.close());
	return { step, teardown, ports, install, userFolder, sandbox };
}

export function newUserFolder(teardown: Teardown): string {
	const folder = join(tmpdir(), `n8n-nodes-clio-${randomBytes(4).toString('hex')}`);
	makeTemporary(folder, teardown);
	return folder;
}

/** Undoes what it started when it fails, and only that. */
export async function startWithin<T>(
	outer: Teardown | undefined,
	start: (teardown: Teardown) => Promise<T>,
): Promise<T> {
	const teardown = outer?.part() ?? new Teardown();
	try {
		return await start(teardown);
	} catch (error) {
		await teardown.run();
		throw error;
	}
}

/** The log goes with the user folder, so its end has to be in the error. */
export async function started(n8n: N8n): Promise<void> {
	try {
		await n8n.start();
	} catch (error) {
		throw new Error(`${(error as Error).message}\n\nThe end of n8n's log:\n${n8n.log()}`);
	}
}
