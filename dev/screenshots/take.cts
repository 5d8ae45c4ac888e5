/** `npm run screenshots`: takes the pictures of the docs from a running editor; `-- <name> …` only these. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEditor } from '../n8n/browser.cts';
import {
	connectPlatform,
	connectSandbox,
	importDemo,
	importExample,
	startTriggerDemo,
} from '../n8n/demo.cts';
import { startHost, type Host } from '../n8n/host.cts';
import type { Credential, NewWorkflow } from '../n8n/n8n-types.cts';
import { stopOnSignals } from '../n8n/signals.cts';
import { printStep as step } from '../n8n/step.cts';
import { Teardown } from '../n8n/teardown.cts';
import { pictures, type Place } from './pictures.cts';

const FOLDER = join(__dirname, '../../docs/images');
const INTAKE = join(__dirname, '../../examples/web-form-to-matter.json');
const HEAVIEST = 150_000;

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
	const draft = await host.api.importWorkflow(taskWith(credential));
	const advanced = await host.api.importWorkflow(advancedWith(credential));
	const upload = await host.api.importWorkflow(uploadWith(credential));
	const report = await host.api.importWorkflow(reportWith(credential));
	const triggerDemo = await startTriggerDemo(host, credential);
	const intake = await importExample(host.api, INTAKE, credential);
	const platform = await connectPlatform(host);
	const lead = await host.api.importWorkflow(leadWith(platform));
	const growMatters = await host.api.importWorkflow(growMattersWith(platform));
	const deadlines = await host.api.importWorkflow(deadlinesWith(credential));
	const anyChange = await host.api.importWorkflow(anyChangeWith(credential));
	const hired = await host.api.importWorkflow(hiredWith(platform));
	const page = await openEditor(host, teardown);
	const place: Place = {
		page,
		editorUrl: host.editorUrl,
		sandboxUrl: host.sandbox.url,
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
	for (const name of wanted.length ? wanted : Object.keys(pictures)) {
		await step(`${name}.png`, async () => save(name, await pictures[name](place)));
	}
}

function save(name: string, picture: Buffer): void {
	if (picture.length > HEAVIEST) throw new Error(`${name}.png has ${picture.length} bytes`);
	writeFileSync(join(FOLDER, `${name}.png`), picture);
}

const taskWith = (credential: Credential): NewWorkflow =>
	ofOne(credential, 'A task for a matter', {
		name: 'Create Task',
		type: 'n8n-nodes-clio.clio',
		parameters: { resource: 'task', operation: 'create', name: 'Send the engagement letter' },
	});

const advancedWith = (credential: Credential): NewWorkflow =>
	ofOne(credential, 'Money that came in', {
		name: 'Clio Advanced',
		type: 'n8n-nodes-clio.clioAdvanced',
		parameters: {
			resource: 'bankTransaction',
			operation: 'create',
			bank_account: typed('Client trust account'),
			date: '2026-03-02',
			amount: 1500,
			description: 'Deposit for the survey',
			fields: { matter: '00250-Sorensen' },
		},
	});

const uploadWith = (credential: Credential): NewWorkflow =>
	ofOne(credential, 'A file for a matter', {
		name: 'Upload Document',
		type: 'n8n-nodes-clio.clio',
		parameters: {
			resource: 'document',
			operation: 'upload',
			parent: { __rl: true, mode: 'list', value: '' },
			folder_path: 'Pleadings/2026',
		},
	});

const reportWith = (credential: Credential): NewWorkflow =>
	ofOne(credential, 'A report on last month', {
		name: 'Generate Report',
		type: 'n8n-nodes-clio.clio',
		parameters: { resource: 'report', operation: 'generate', kind: 'productivity_by_user' },
	});

const leadWith = (platform: Credential): NewWorkflow =>
	ofOne(platform, 'A lead from the website', {
		name: 'Create Lead',
		type: 'n8n-nodes-clio.clioGrow',
		parameters: {
			resource: 'growLead',
			operation: 'create',
			first_name: 'Iris',
			last_name: 'Vandermeer',
			email: 'iris@vandermeer.example',
			from_message: 'I was hit by a delivery van last week and need to know what to do.',
			from_source: 'Website form',
			referring_url: 'https://www.marlowfinch.example/contact',
			fields: { matter_type: { ...typed('Personal Injury'), mode: 'name' } },
		},
	});

const growMattersWith = (platform: Credential): NewWorkflow =>
	ofOne(platform, 'Matters of Clio Grow', {
		name: 'Grow Matters',
		type: 'n8n-nodes-clio.clioGrow',
		parameters: { resource: 'growMatter', operation: 'getAll', returnAll: true },
	});

const deadlinesWith = (credential: Credential): NewWorkflow =>
	ofOne(credential, 'Deadlines that come near', {
		name: 'Clio Poll Trigger',
		type: 'n8n-nodes-clio.clioPollTrigger',
		parameters: { ...everyMorning, triggerOn: 'deadlineComing' },
	});

const anyChangeWith = (credential: Credential): NewWorkflow =>
	ofOne(credential, 'Changed matters of one practice area', {
		name: 'Clio Poll Trigger',
		type: 'n8n-nodes-clio.clioPollTrigger',
		parameters: {
			...everyHour,
			triggerOn: 'any',
			model: 'matter',
			changes: 'updated',
			watchedFields: ['responsible_attorney', 'status'],
			filters: { entries: [{ filter: 'practice_area', value: 'Family' }] },
		},
	});

const hiredWith = (platform: Credential): NewWorkflow =>
	ofOne(platform, 'Matters that were hired', {
		name: 'Clio Grow Poll Trigger',
		type: 'n8n-nodes-clio.clioGrowPollTrigger',
		parameters: { ...everyHour, triggerOn: 'growMatterHired', onlyInManage: true },
	});

const everyHour = { pollTimes: { item: [{ mode: 'everyHour', minute: 0 }] } };
const everyMorning = { pollTimes: { item: [{ mode: 'everyDay', hour: 8, minute: 0 }] } };

/** A record by its name. */
const typed = (value: string) => ({ __rl: true, mode: 'id', value });

/** A workflow of one node. */
function ofOne(
	{ id, name, type }: Credential,
	title: string,
	node: Pick<NewWorkflow['nodes'][number], 'name' | 'type' | 'parameters'>,
): NewWorkflow {
	const only = {
		id: '6c1f9a52-0f1d-4c0e-9a39-0b1f8a6a0011',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		credentials: { [type]: { id, name } },
		...node,
	};
	return {
		name: title,
		nodes: [only],
		connections: {},
		settings: { executionOrder: 'v1' },
	};
}

main().catch((error: Error) => {
	console.error(`\n${error.message}`);
	process.exitCode = 1;
});
