import type { Page } from 'playwright-core';
import { CredentialForm } from '../editor/credential-form.cts';
import { Editor } from '../editor/editor.cts';
import { shutNotices, type OpenNode } from '../editor/open-node.cts';
import { calm } from '../n8n/browser.cts';
import type { Workflow } from '../n8n/n8n-types.cts';
import { around, boxOf, canvasOf, drag, inWindow, panelOf } from './frame.cts';
import type { Kitchen } from './recipes.cts';

export interface Place extends Kitchen {
	sandboxUrl: string;
	demo: Workflow;
	/** A workflow with one Clio node, "Create Task", that is still to be filled in. */
	draft: Workflow;
	/** A workflow with one node, "Clio Advanced", that is filled in. */
	advanced: Workflow;
	/** A workflow with one node, "Upload Document", for which a matter is still to be chosen. */
	upload: Workflow;
	/** A workflow with one node, "Generate Report". */
	report: Workflow;
	/** A published workflow that starts when a matter is changed. */
	triggerDemo: Workflow;
	/** The example that opens a matter, with its pinned samples. */
	intake: Workflow;
	/** A workflow with one node, "Create Lead", that is filled in. */
	lead: Workflow;
	/** A workflow with one node, "Grow Matters". */
	growMatters: Workflow;
	/** Workflows that begin with one poll trigger each. */
	deadlines: Workflow;
	anyChange: Workflow;
	hired: Workflow;
}

type Picture = (place: Place) => Promise<Buffer>;

/** Room for a long form. */
const HIGH = { width: 1280, height: 1000 };

/** By the name of the file. Each opens what it shows by itself, so any of them can be taken alone. */
export const pictures: Record<string, Picture> = {
	/** After a run, with the number of items on every line. */
	async demo(place) {
		const { page } = place;
		await run(place, place.demo);
		await page.getByTestId('zoom-to-fit').click();
		await hide(page, '[data-test-id="canvas-controls"], [data-test-id="logs-panel"]');
		await calm(page);
		const note = await boxOf(page.getByTestId('sticky').first());
		return page.screenshot({ clip: around(note, 24) });
	},

	credential: async (place) => credentialOf(place, 'Clio OAuth2 API', { height: 880 }),

	'grow-credential': async (place) =>
		credentialOf(place, 'Clio Platform OAuth2 API', { height: 1180 }),

	/** What n8n offers when one searches for Clio. */
	async actions(place) {
		const { page } = place;
		const editor = editorOf(place);
		await editor.saved(place.draft);
		const panel = await boxOf(await editor.actionsOf('Clio'));
		const heading = page.getByText(/^Matter Actions/i);
		await heading.waitFor();
		const { y } = await boxOf(heading);
		await page.mouse.move(panel.x + panel.width / 2, panel.y + panel.height / 2);
		await page.mouse.wheel(0, y - panel.y - panel.height / 3);
		await calm(page);
		return page.screenshot({ clip: panel });
	},

	async 'matter-list'(place) {
		const { page } = place;
		const node = await openNode(place, place.draft, 'Create Task');
		await node.list('Assign To').then((entries) => entries.first().click());
		await node.list('Matter');
		return page.screenshot({ clip: await panelOf(page, 709) });
	},

	/** As a schema: in a table the custom fields of a matter stand below each other. */
	async output(place) {
		const node = await openNode(place, place.demo, 'All Matters');
		return withOutput(place, node, { says: '250 items' });
	},

	/** What a workflow can start on. */
	async trigger(place) {
		const { page } = place;
		const node = await openNode(place, place.triggerDemo, 'Clio Trigger');
		await node.menu('Trigger On');
		return page.screenshot({ clip: await panelOf(page, 514) });
	},

	/** Records that are typed by their names. */
	async advanced(place) {
		const { page } = place;
		await openNode(place, place.advanced, 'Clio Advanced');
		return page.screenshot({ clip: await panelOf(page, 664) });
	},

	/** A file that goes into a folder of a matter. */
	async upload(place) {
		const { page } = place;
		const node = await openNode(place, place.upload, 'Upload Document');
		await node.list('File Into').then((entries) => entries.first().click());
		return page.screenshot({ clip: await panelOf(page, 614) });
	},

	/** A report whose rows become items. */
	async report(place) {
		const { page } = place;
		await openNode(place, place.report, 'Generate Report');
		return page.screenshot({ clip: await panelOf(page, 614) });
	},

	/** What comes of a web form. */
	async 'grow-lead'(place) {
		const { page } = place;
		return await inWindow(page, HIGH, async () => {
			await openNode(place, place.lead, 'Create Lead');
			return await page.screenshot({ clip: await panelOf(page, 880) });
		});
	},

	async 'grow-matters'(place) {
		const node = await openNode(place, place.growMatters, 'Grow Matters');
		return withOutput(place, node, { says: /items$/ });
	},

	/** What comes near, told before it is there. */
	async 'poll-deadlines'(place) {
		const node = await openNode(place, place.deadlines, 'Clio Poll Trigger');
		return withOutput(place, node, { says: '1 item' });
	},

	/** Matters of one practice area, when their status changes. */
	async 'poll-any'(place) {
		const { page } = place;
		return await inWindow(page, HIGH, async () => {
			await openNode(place, place.anyChange, 'Clio Poll Trigger');
			return await page.screenshot({ clip: await panelOf(page, 780) });
		});
	},

	async 'poll-hired'(place) {
		const node = await openNode(place, place.hired, 'Clio Grow Poll Trigger');
		return withOutput(place, node, { says: '1 item' });
	},

	/** An example after it was tried with its pinned samples, which opens a matter. */
	async intake(place) {
		return await inWindow(place.page, { width: 1700, height: 700 }, async () => {
			await run(place, place.intake);
			return await canvasOf(place.page);
		});
	},

	/** After a matter was changed: Clio has called n8n, and n8n has read the matter. */
	async sandbox(place) {
		const { page } = place;
		return await inWindow(page, { width: 1280, height: 1400 }, async () => {
			await changeMatter(place);
			const { y } = await boxOf(page.getByText('Webhooks', { exact: true }));
			return await page.screenshot({ clip: { x: 40, y: y - 32, width: 1200, height: 560 } });
		});
	},

	/** The execution that came of it. */
	async execution(place) {
		const { page, editorUrl, triggerDemo } = place;
		await changeMatter(place);
		await page.goto(new URL(`/workflow/${triggerDemo.id}/executions`, editorUrl).href);
		// n8n gives advice on a newly published workflow, soon or not at all.
		const advice = page.getByText('Production Checklist');
		await advice
			.waitFor({ timeout: 3_000 })
			.then(() => advice.locator('xpath=following::*[local-name()="svg"][1]').click())
			.catch(() => undefined);
		await calm(page);
		return page.screenshot({ clip: { x: 42, y: 82, width: 1238, height: 552 } });
	},
};

/** A credential of a type as it is before one connects. */
async function credentialOf(
	{ page, editorUrl }: Place,
	type: string,
	{ height }: { height: number },
): Promise<Buffer> {
	return await inWindow(page, { width: 1280, height: height + 120 }, async () => {
		const form = await CredentialForm.create(page, editorUrl, type);
		// n8n offers Connect once both are there.
		await form.fill('Client ID', 'the-key-of-your-app');
		await form.fill('Client Secret', 'the-secret-of-your-app');
		await form.dialog.getByText('Connect your account').click(); // and no field has a frame around it
		await usualPort(page);
		await page.mouse.move(0, 0);
		await wholeDialog(form, height);
		await calm(page);
		return await page.screenshot({ clip: await boxOf(page.locator('[data-picture]')) });
	});
}

/** The open node and what came of trying it, as a schema: a table is too wide. */
async function withOutput(
	{ page }: Place,
	node: OpenNode,
	{ says }: { says: string | RegExp },
): Promise<Buffer> {
	await node.execute();
	await node.output.getByText(says).first().waitFor();
	await shutNotices(page);
	await node.showAs('Schema');
	await drag(page, page.getByTestId('panel-drag-button'), -500);
	await calm(page);
	return page.screenshot({ clip: { x: 146, y: 66, width: 1087, height: 709 } });
}

/** Presses the button on the sandbox's page, and waits until Clio has called and n8n has read the matter. */
async function changeMatter({ page, sandboxUrl }: Place): Promise<void> {
	await page.goto(sandboxUrl);
	await page.getByText('Change a matter').click();
	await page
		.getByText(/^record \d+/)
		.first()
		.waitFor();
	await calm(page);
	await page.reload();
	await calm(page);
}

const editorOf = ({ page, editorUrl }: Place): Editor => new Editor(page, editorUrl);

async function openNode(place: Place, workflow: Workflow, name: string): Promise<OpenNode> {
	const editor = editorOf(place);
	await editor.saved(workflow);
	return await editor.open(name);
}

async function run(place: Place, workflow: Workflow): Promise<void> {
	const editor = editorOf(place);
	await editor.saved(workflow);
	await editor.execute();
	await shutNotices(place.page);
}

async function hide(page: Page, selector: string): Promise<void> {
	await page.addStyleTag({ content: `${selector} { visibility: hidden !important; }` });
}

/** The pictures are taken on any free port; a reader's n8n answers on its usual one. */
async function usualPort(page: Page): Promise<void> {
	await page.evaluate(() => {
		const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (texts.nextNode()) {
			const { currentNode: node } = texts;
			const shown = node.nodeValue ?? '';
			node.nodeValue = shown.replace(/(127\.0\.0\.1):\d+/, '$1:5678');
			if (node.nodeValue !== shown) node.parentElement!.style.fontFamily = 'monospace';
		}
	});
}

/** The dialog scrolls its fields, however high the window is. */
async function wholeDialog({ dialog }: CredentialForm, height: number): Promise<void> {
	await dialog.evaluate((inner, pixels) => {
		let frame = inner as HTMLElement;
		while (getComputedStyle(frame).borderTopLeftRadius === '0px') frame = frame.parentElement!;
		frame.dataset.picture = '';
		Object.assign(frame.style, { height: `${pixels}px`, maxHeight: 'none' });
	}, height);
}
