import {
	connectGrow,
	connectSandbox,
	endTriggerDemo,
	importDemo,
	runDemo,
	runTriggerDemo,
	startTriggerDemo,
} from './demo.cts';
import { startHost, type Host } from './host.cts';
import { readOptions, USAGE, type StartOptions } from './options.cts';
import { stopOnSignals } from './signals.cts';
import { printStep as step } from './step.cts';
import { Teardown } from './teardown.cts';

/** Clio Grow's limit is for all of an app's calls together. */
const AS_AT_CLIO = { rateLimit: 3 };

async function main(): Promise<void> {
	const options = await readOptions(process.argv.slice(2));
	if (!options) return console.log(USAGE);
	const teardown = new Teardown();
	const signal = stopOnSignals(teardown);
	try {
		const host = await startHost({ ...options, platform: AS_AT_CLIO, step, teardown });
		await withLog(host, () => present(host, options));
	} catch (error) {
		if (!signal.received) throw error;
	} finally {
		await teardown.run();
	}
}

/** Shows the demo; without --check, stays until n8n ends, which by itself it should not. */
async function present(host: Host, options: StartOptions): Promise<void> {
	await showDemo(host, options);
	if (options.check) return;
	announce(host);
	await host.n8n.ended();
	throw new Error('n8n ended by itself.');
}

/** The logs go with the rest, so their ends go into the error. */
async function withLog(host: Host, run: () => Promise<void>): Promise<void> {
	try {
		await run();
	} catch (error) {
		throw new Error(
			[
				(error as Error).message,
				`Clio's last answers:\n${lastAnswers(host)}`,
				`The end of n8n's log:\n${host.n8n.log()}`,
			].join('\n\n'),
		);
	}
}

function lastAnswers({ sandbox }: Host): string {
	return sandbox.requests
		.slice(-5)
		.map(({ method, path, query, status }) => `${status} ${method} ${path}?${query}`)
		.join('\n');
}

async function showDemo(host: Host, { check }: StartOptions): Promise<void> {
	const credential = await step('The credential is connected through OAuth', () =>
		connectSandbox(host),
	);
	await step('Those for Clio Grow and its lead inbox are made as well', () => connectGrow(host));
	const workflow = await step('The demo workflow is imported', () =>
		importDemo(host.api, credential),
	);
	const run = await step('The demo ran, every node of it', () => runDemo(host, workflow));
	const started = await step('The workflow with the trigger is published', () =>
		startTriggerDemo(host, credential),
	);
	if (!check) return;
	const matter = await step('A matter changed at Clio, and the workflow ran once', () =>
		runTriggerDemo(host, started),
	);
	await step('It is unpublished, and Clio has no webhook left', () =>
		endTriggerDemo(host, started),
	);
	console.log(`✔ ${run.matters} matters listed, as many as the sandbox holds`);
	console.log(`✔ Matter ${matter} came with the trigger`);
	console.log(`✔ Task ${run.task.id} "${run.task.name}" is in the sandbox`);
}

function announce(host: Host): void {
	console.log(`
Ready. The workflow "Clio demo" has just run once. "Clio demo: a matter has changed" is published:
press "Change a matter" on the sandbox's page, and look at its executions. Clio Grow has its credentials.

  n8n       ${host.editorUrl}
            ${host.login.email}  ${host.login.password}
  Webhooks  ${host.webhookUrl}
  Sandbox   ${host.sandbox.url}
  Grow      ${host.sandbox.platform.url}
            ${host.sandbox.platform.clientId}  ${host.sandbox.platform.clientSecret}
  Log       ${host.n8n.logFile}

Ctrl-C stops everything and removes what was made.
`);
}

main().catch((error: Error) => {
	console.error(`\n${error.message}`);
	process.exitCode = 1;
});
