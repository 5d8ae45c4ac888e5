import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importDemo, runDemo } from '../../dev/n8n/demo.cts';
import type { Step } from '../../dev/n8n/step.cts';
import type { Teardown } from '../../dev/n8n/teardown.cts';
import { allVersions, type PinnedN8n } from '../../dev/n8n/versions.cts';
import { digestOf } from './big-file.cts';
import { byId, startFileHost, type FileHost } from './file-host.cts';
import { Line } from './line.cts';
import { Published, requireEach } from './published.cts';
import type { Suite } from './suite.cts';

/** What activates workflows; the newer is what n8n uses from 2.40 unless told otherwise. */
interface Engine {
	name: string;
	env: NodeJS.ProcessEnv;
	isNewer: boolean;
}

const OLDER = engine('older engine', false);
const NEWER = engine('newer engine', true);
/** Where n8n has it. */
const NEWER_CODE = 'node_modules/n8n/dist/workflows/publication';
const CHANGES = 20;

const tried: string[] = [];

/** What firms do most, in every n8n of the README's table. Not part of `npm run e2e` without a name. */
export const run: Suite = async (step, teardown) => {
	for (const version of allVersions()) await tryOut(version, step, teardown);
};

/** What each n8n was tried with. */
export const tell = () => tried;

async function tryOut(version: PinnedN8n, step: Step, teardown: Teardown): Promise<void> {
	const inVersion: Step = (title, act) => step(`n8n ${version.n8n}: ${title}`, act);
	const host = await startFileHost(inVersion, teardown, { version });
	await inVersion('All matters are listed, page by page, and a task is created', () => list(host));
	await inVersion('An expired access token is renewed', () => renew(host));
	await inVersion('A file goes up and comes down as it was', () => upAndDown(host));
	const engines = enginesOf(host);
	for (const engine of engines) await trigger(host, engine, inVersion);
	await host.stop();
	const names = engines.map(({ name }) => name).join(' and ');
	tried.push(`n8n ${version.n8n} on Node ${version.node}: ${names}`);
}

function engine(name: string, isNewer: boolean): Engine {
	return { name, isNewer, env: { N8N_USE_WORKFLOW_PUBLICATION_SERVICE: String(isNewer) } };
}

const enginesOf = ({ install }: FileHost): Engine[] =>
	existsSync(join(install.folder, NEWER_CODE)) ? [OLDER, NEWER] : [OLDER];

async function trigger(host: FileHost, engine: Engine, step: Step): Promise<void> {
	await step(`It starts with the ${engine.name}`, async () => {
		await host.n8n.stop();
		await host.n8n.start(engine.env);
	});
	const published = await step("Published, and Clio's handshake is answered", () =>
		publish(host, engine),
	);
	await step(`${CHANGES} changes, each one execution`, () => changes(host, published));
	await step(`n8n restarts while ${CHANGES} matters change: each one execution`, () =>
		restart(host, published, engine),
	);
	await step('Deactivated, it leaves no webhook', async () => {
		await published.deactivate();
		assert.deepEqual(published.webhooks(), []);
	});
}

async function list(host: FileHost): Promise<void> {
	const { sandbox } = host;
	const before = sandbox.requests.length;
	await runDemo(host, await importDemo(host.api, host.credential));
	const pages = sandbox.requests
		.slice(before)
		.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/v4/matters'));
	assert.ok(pages.length > 1, 'the list has several pages');
}

async function renew(host: FileHost): Promise<void> {
	const { sandbox } = host;
	sandbox.expireTokens();
	const before = sandbox.requests.length;
	await runDemo(host, await importDemo(host.api, host.credential));
	const renewals = sandbox.requests.slice(before).filter(({ path }) => path === '/oauth/token');
	assert.equal(renewals.length, 1, 'one renewal serves the whole run');
}

async function upAndDown(host: FileHost): Promise<void> {
	const { sandbox, folder, api, clio, read } = host;
	const path = join(folder, 'Letter to the court.txt');
	writeFileSync(path, 'We act for the claimant. §');
	const document = { resource: 'document' };
	const parent = byId(`Matter:${sandbox.store.all('matters')[0].id}`);
	const documentId = byId('={{ $json.id }}');
	const line = await Line.publish(host, 'Up and down', [
		read('Read', path),
		clio('Upload', { ...document, operation: 'upload', parent }),
		clio('Download', { ...document, operation: 'download', documentId }),
	]);
	const ran = await line.run();
	const id = Number(ran.item('Upload').json.id);
	assert.equal(await sandbox.storage.digest(id), await digestOf(path));
	const { fileName, ...file } = ran.item('Download').binary!.data;
	assert.equal(fileName, 'Letter to the court.txt');
	assert.equal(await digestOf(await api.file(file)), await digestOf(path));
}

async function publish(host: FileHost, { isNewer }: Engine): Promise<Published> {
	const published = await Published.start(host, host.credential);
	assert.equal(await host.api.isByNewerEngine(published.id), isNewer);
	await published.webhook();
	return published;
}

async function changes({ sandbox }: FileHost, published: Published): Promise<void> {
	sandbox.change('matters', {}, { count: CHANGES });
	await sandbox.webhooks.settled();
	await published.exactly(CHANGES);
}

async function restart(
	{ n8n, sandbox }: FileHost,
	published: Published,
	{ env }: Engine,
): Promise<void> {
	await n8n.stop();
	sandbox.change('matters', {}, { count: CHANGES });
	await sandbox.webhooks.settled();
	await n8n.start(env);
	requireEach(await published.arrived(CHANGES), CHANGES, 'id');
}
