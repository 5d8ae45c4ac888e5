import type { Locator, Page } from 'playwright-core';
import { calm } from '../../dev/n8n/browser.cts';

/** A node that is open in the editor: its input on the left, its form, its output on the right. */
export class OpenNode {
	private constructor(
		private readonly page: Page,
		private readonly part: Locator,
	) {}

	static async on(page: Page): Promise<OpenNode> {
		const form = page.getByTestId('node-parameters');
		await form.waitFor();
		await calm(page);
		return new OpenNode(page, form);
	}

	/** Chooses from a menu by what is written there. */
	async choose(label: string, option: string): Promise<void> {
		await this.field(label).locator('input').last().click();
		await this.listed(option).click();
	}

	/** Searches the list of records and takes the first that is found. */
	async pick(label: string, words: string): Promise<void> {
		await this.field(label).getByTestId('rlc-input').click();
		await this.shown('rlc-search').fill(words);
		await calm(this.page);
		await this.shown('rlc-item').filter({ hasText: words }).first().click();
	}

	async type(label: string, words: string): Promise<void> {
		await this.field(label).locator('input, textarea').last().fill(words);
	}

	async switchOn(label: string): Promise<void> {
		await this.field(label).locator('.el-switch').click();
	}

	/** "Add Field", "Add Filter", "Add Option" … and what it offers. */
	async addTo(button: string, field: string): Promise<void> {
		await this.part.getByText(button, { exact: true }).click();
		await this.listed(field).click();
	}

	async addCustomField(name: string): Promise<void> {
		await this.part.getByTestId('add-fields-select').getByRole('button').click();
		await this.page.getByRole('menuitem', { name, exact: true }).click();
	}

	/** Drags a value of an earlier node from the left onto a field. */
	async drag(value: string, label: string): Promise<void> {
		const from = this.page
			.getByTestId('ndv-input-panel')
			.getByTestId('run-data-schema-node-name')
			.getByText(value, { exact: true });
		await this.field(label).scrollIntoViewIfNeeded();
		const target = this.field(label).getByTestId('parameter-input');
		await dragOnto(this.page, from.first(), target);
		await calm(this.page);
	}

	/** Runs this node, and those before it that have not run yet. */
	async execute(): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
		await this.page.getByText(/^Node executed successfully/).waitFor();
		await calm(this.page);
	}

	async close(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.part.waitFor({ state: 'hidden' });
		await calm(this.page);
	}

	/** The innermost that has this label. */
	private field(label: string): Locator {
		const has = this.page.locator('label').getByText(label, { exact: true });
		return this.part.getByTestId('input-label').filter({ has }).last();
	}

	private listed(text: string): Locator {
		return this.page
			.locator('.el-select-dropdown__item')
			.filter({ visible: true })
			.filter({ has: this.page.getByText(text, { exact: true }) })
			.first();
	}

	private shown(testId: string): Locator {
		return this.page.getByTestId(testId).filter({ visible: true });
	}
}

/** Slowly enough for the editor to notice. */
async function dragOnto(page: Page, from: Locator, onto: Locator): Promise<void> {
	await from.hover();
	await page.mouse.down();
	const { x, y, width, height } = (await onto.boundingBox())!;
	await page.mouse.move(x + width / 2, y - 10, { steps: 10 });
	await page.mouse.move(x + width / 2, y + height / 2, { steps: 5 });
	await page.mouse.up();
}
