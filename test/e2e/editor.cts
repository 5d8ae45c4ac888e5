import type { Locator, Page } from 'playwright-core';
import { calm } from '../../dev/n8n/browser.cts';
import { OpenNode } from './editor-node.cts';

/** A workflow in n8n's editor, built as a person builds it: by clicks and by searching for words. */
export class Editor {
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	async emptyCanvas(): Promise<void> {
		await this.page.goto(new URL('/workflow/new', this.url).href);
		await this.page.getByTestId('canvas-add-button').waitFor();
		await calm(this.page);
	}

	/** The first node is one that starts the workflow by a button; it has nothing to fill in. */
	async startByHand(): Promise<void> {
		await this.page.getByTestId('canvas-add-button').click();
		await this.choose('Manual Trigger');
		await calm(this.page);
	}

	/** The node that follows another on the canvas; opens at once. */
	async add(node: string, action?: string, { after, output = 0 }: Place = {}): Promise<OpenNode> {
		const plus = after
			? this.node(after).locator('..').getByTestId('canvas-handle-plus').nth(output)
			: this.page.getByTestId('canvas-handle-plus').last();
		await plus.click();
		await this.choose(node, action);
		return await OpenNode.on(this.page);
	}

	/** Clio's actions stand below its name, by resource. */
	async addClio(action: string, place?: Place): Promise<OpenNode> {
		return await this.add('Clio', action, place);
	}

	async open(name: string): Promise<OpenNode> {
		await this.node(name).dblclick();
		return await OpenNode.on(this.page);
	}

	/** The button on the canvas; waits until n8n says that all went well. */
	async execute(): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').first().click();
		await this.page.getByText('Workflow executed successfully').waitFor();
	}

	private async choose(name: string, action?: string): Promise<void> {
		const creator = this.page.getByTestId('node-creator');
		await creator.getByTestId('node-creator-search-bar').fill(name);
		await calm(this.page);
		await creator.getByTestId('node-creator-item-name').getByText(name, { exact: true }).click();
		if (action) await creator.getByText(action, { exact: true }).click();
	}

	private node(name: string): Locator {
		return this.page.locator(`[data-node-name="${name}"]`).first();
	}
}

/** Which handle to draw from; the last free one if nothing else is said. */
interface Place {
	after?: string;
	/** For a node with several outputs, e.g. If: 0 true, 1 false. */
	output?: number;
}
