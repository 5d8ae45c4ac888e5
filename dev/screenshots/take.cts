/** `npm run screenshots`: takes the pictures of the docs from a running editor; `-- <name> …` only these. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { openEditor } from '../n8n/browser.cts';
import {
	connectPlatform,
	connectSandbox,
	importDemo,
	importExample,
	startTriggerDemo,
} from '../n8n/demo.cts';
import { startHost, type Host } from '../n8n/host.cts';
import { stopOnSignals } from '../n8n/signals.cts';
import { printStep as step } from '../n8n/step.cts';
import { Teardown } from '../n8n/teardown.cts';
import { pictures as places, type Place } from './pictures.cts';
import { recipes } from './recipes.cts';
import * as workflows from './workflows.cts';

const FOLDER = join(__dirname, '../../docs/images');
const INTAKE = join(__dirname, '../../examples/web-form-to-matter.json');
const HEAVIEST = 150_000;

const pictures = { ...places, ...recipes };

async function main(): Promise<void> {
	const wanted = process.argv.slice(2);
	const all = Object.keys(pictures).join(', ');
	if (wanted.includes('--help')) return console.log(`npm run screenshots -- [name …], of: ${all}`);
	const unknown = wanted.filter((name) => !(name in pictures));
	if (unknown.length) {
		throw new Error(`No picture ${unknown.join(', ')}. There are: ${all}`);
	}
	const teardown = new Teardown();
	const signal = stopOnSignals(teardown);
	try {
		await take(await startHost({ step, teardown }), wanted, teardown);
	} catch (error) {
		if (!signal.received) throw error;
	} finally {
		await teardown.run();
	}
}

async function take(host: Host, wanted: string[], teardown: Teardown): Promise<void> {
	const credential = await connectSandbox(host);
	const demo = await importDemo(host.api, credential);
	const draft = await host.api.importWorkflow(workflows.taskWith(credential));
	const advanced = await host.api.importWorkflow(workflows.advancedWith(credential));
	const upload = await host.api.importWorkflow(workflows.uploadWith(credential));
	const report = await host.api.importWorkflow(workflows.reportWith(credential));
	const triggerDemo = await startTriggerDemo(host, credential);
	const intake = await importExample(host.api, INTAKE, credential);
	const platform = await connectPlatform(host);
	const lead = await host.api.importWorkflow(workflows.leadWith(platform));
	const growMatters = await host.api.importWorkflow(workflows.growMattersWith(platform));
	const deadlines = await host.api.importWorkflow(workflows.deadlinesWith(credential));
	const anyChange = await host.api.importWorkflow(workflows.anyChangeWith(credential));
	const hired = await host.api.importWorkflow(workflows.hiredWith(platform));
	const page = await openEditor(host, teardown);
	const place: Place = {
		page,
		editorUrl: host.editorUrl,
		sandboxUrl: host.sandbox.url,
		api: host.api,
		credentials: [credential, platform],
		demo,
		draft,
		advanced,
		upload,
		report,
		triggerDemo,
		intake,
		lead,
		growMatters,
		deadlines,
		anyChange,
		hired,
	};
	mkdirSync(FOLDER, { recursive: true });
	const failed: string[] = [];
	for (const name of wanted.length ? wanted : Object.keys(pictures)) {
		await step(`${name}.png`, async () => await save(name, await pictures[name](place))).catch(
			(error: Error) => failed.push(`${name}.png: ${error.message}`),
		);
	}
	if (failed.length) throw new Error(failed.join('\n'));
}

/** With as many colours as such a picture has: less than half of what the browser makes. */
async function save(name: string, picture: Buffer): Promise<void> {
	const light = await sharp(picture).png({ palette: true, dither: 0, effort: 10 }).toBuffer();
	if (light.length > HEAVIEST) throw new Error(`${name}.png has ${light.length} bytes`);
	writeFileSync(join(FOLDER, `${name}.png`), light);
}

main().catch((error: Error) => {
	console.error(`\n${error.message}`);
	process.exitCode = 1;
});
