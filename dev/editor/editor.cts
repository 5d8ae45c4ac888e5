import type { Locator, Page } from 'playwright-core';
import { calm } from '../n8n/browser.cts';
import type { Workflow } from '../n8n/n8n-types.cts';
import { OpenNode, shutNotices } from './open-node.cts';

/** What n8n calls the node that starts by a button. */
export const BY_HAND = 'When clicking ‘Execute workflow’';
/** n8n shows what it found a moment after the last letter. */
const SEARCH_MS = 5_000;

/** A workflow in n8n's editor, built as a person builds it: by clicks and by searching for words. */
export class Editor {
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	/** n8n saves by itself, under an id that it puts into the address. */
	get workflowId(): string {
		return /workflow\/(\w+)/.exec(this.page.url())![1];
	}

	async emptyCanvas(): Promise<void> {
		await this.page.goto(new URL('/workflow/new', this.url).href);
		await this.page.getByTestId('canvas-add-button').waitFor();
		await calm(this.page);
	}

	/** A workflow that is there already. */
	async saved({ id }: Workflow): Promise<void> {
		await this.page.goto(new URL(`/workflow/${id}`, this.url).href);
		await this.page.getByTestId('canvas-node').first().waitFor();
		await calm(this.page);
	}

	/** The first node is one that starts the workflow by a button; it has nothing to fill in. */
	async startByHand(): Promise<void> {
		await this.page.getByTestId('canvas-add-button').click();
		await this.choose('Manual Trigger');
		await calm(this.page);
	}

	/** What n8n offers below the name of an app: its actions. */
	async actionsOf(app: string): Promise<Locator> {
		await this.page.getByTestId('node-creator-plus-button').click();
		const creator = await this.search(app);
		await creator.getByTestId('node-creator-item-name').getByText(app, { exact: true }).click();
		await creator.getByText(/^Actions \(/).click(); // shut as long as there are triggers, too
		return creator;
	}

	/** The nodes that n8n offers for what a person types, best first, once one is among them that they expect. */
	async found(words: string, expected: string): Promise<string[]> {
		await this.page.getByTestId('node-creator-plus-button').click();
		await calm(this.page);
		const creator = await this.search(words);
		const items = creator.getByTestId('node-creator-item-name');
		const one = items.getByText(expected, { exact: true }).first();
		await one.waitFor({ timeout: SEARCH_MS }).catch(() => undefined);
		const names = await items.allInnerTexts();
		await this.page.keyboard.press('Escape');
		await creator.waitFor({ state: 'hidden' });
		return names.map((name) => name.trim());
	}

	async startWith(trigger: string, action?: string): Promise<OpenNode> {
		await this.page.getByTestId('canvas-add-button').click();
		await this.choose(trigger, action);
		return await OpenNode.on(this.page);
	}

	/** The node that follows another one; opens at once. */
	async add(after: string, node: string, action?: string): Promise<OpenNode> {
		await this.fit();
		await this.node(after).click();
		await this.page.getByTestId('node-creator-plus-button').click();
		await this.choose(node, action);
		return await OpenNode.on(this.page);
	}

	/** The node that follows one with several ways out, by the + at one of those that lead nowhere yet. */
	async addAt(way: number, after: string, node: string, action?: string): Promise<OpenNode> {
		await this.fit();
		await this.frame(after).getByTestId('canvas-handle-plus').nth(way).click();
		await this.choose(node, action);
		return await OpenNode.on(this.page);
	}

	/** Clio's actions stand below its name, by resource. */
	async addClio(after: string, action: string): Promise<OpenNode> {
		return await this.add(after, 'Clio', action);
	}

	/** Draws a line to a node that is there already. */
	async connect(from: string, to: string, input = 0): Promise<void> {
		await this.fit();
		const start = this.frame(from).getByTestId('canvas-node-output-handle');
		const end = this.frame(to).getByTestId('canvas-node-input-handle').nth(input);
		await start.hover();
		await this.page.mouse.down();
		const { x, y, width, height } = (await end.boundingBox())!;
		await this.page.mouse.move(x + width / 2, y + height / 2, { steps: 15 });
		await this.page.mouse.up();
		await calm(this.page);
	}

	async tidyUp(): Promise<void> {
		await this.page.getByTestId('tidy-up-button').click();
		await calm(this.page);
	}

	/** A page that n8n opens beside the editor when something is done: a form to fill in. */
	async form(answers: Record<string, string>, when: () => Promise<unknown>): Promise<void> {
		const [form] = await Promise.all([this.page.waitForEvent('popup'), when()]);
		for (const [question, answer] of Object.entries(answers)) {
			await form.getByLabel(question).fill(answer);
		}
		await form.getByRole('button').last().click();
		await calm(form);
		await form.close();
	}

	/** Follows a link in a page of its own. */
	async visit(link: string): Promise<void> {
		const page = await this.page.context().newPage();
		await page.goto(link);
		await page.close();
	}

	async open(name: string): Promise<OpenNode> {
		await this.fit();
		await this.node(name).dblclick();
		return await OpenNode.on(this.page);
	}

	/** The button on the canvas; waits until n8n says that all went well. */
	async execute(): Promise<void> {
		await this.start();
		await this.succeeded();
	}

	async start(): Promise<void> {
		await shutNotices(this.page);
		await this.page.getByTestId('execute-workflow-button').first().click();
	}

	async succeeded(): Promise<void> {
		await this.page.getByText('Workflow executed successfully').waitFor();
	}

	/** From now on the workflow starts by itself; gives what n8n says of that. */
	async publish(): Promise<string> {
		await this.page.getByTestId('workflow-open-publish-modal-button').click();
		await this.page.getByTestId('workflow-publish-button').click();
		const notice = this.page.getByTestId('activation-modal');
		const said = await notice.innerText();
		await notice.getByRole('button', { name: 'Got it' }).click();
		await notice.waitFor({ state: 'hidden' });
		return said;
	}

	async unpublish(): Promise<void> {
		await this.page
			.getByTestId('workflow-open-publish-modal-button')
			.locator('xpath=following::button[1]')
			.click();
		await this.page.getByRole('menuitem', { name: 'Unpublish' }).click();
		await this.page.getByRole('dialog').getByRole('button', { name: 'Unpublish' }).click();
		await calm(this.page);
	}

	/** All there were of this workflow, newest first, by what the list says of them. */
	async executions(): Promise<Locator> {
		await this.page.getByRole('radio', { name: 'Executions' }).click();
		const list = this.page.getByTestId('current-executions-list');
		await list.waitFor();
		await calm(this.page);
		return list;
	}

	/** From the executions. */
	async backToCanvas(): Promise<void> {
		await this.page.getByRole('radio', { name: 'Editor' }).click();
		await this.page.getByTestId('canvas-node').first().waitFor();
		await calm(this.page);
	}

	private async search(name: string): Promise<Locator> {
		const creator = this.page.getByTestId('node-creator');
		await creator.getByTestId('node-creator-search-bar').fill(name);
		await calm(this.page);
		return creator;
	}

	private async choose(name: string, action?: string): Promise<void> {
		const creator = await this.search(name);
		await creator.getByTestId('node-creator-item-name').getByText(name, { exact: true }).click();
		if (action) await creator.getByText(action, { exact: true }).click();
	}

	private async fit(): Promise<void> {
		await this.page.getByTestId('zoom-to-fit').click();
		await calm(this.page);
	}

	private node(name: string): Locator {
		return this.page.locator(`[data-node-name="${name}"]`).first();
	}

	/** The node with its handles. */
	private frame(name: string): Locator {
		const has = this.page.locator(`[data-node-name="${name}"]`);
		return this.page.getByTestId('canvas-node').filter({ has });
	}
}
