import assert from 'node:assert/strict';
import type { Locator, Page, Request } from 'playwright-core';
import { calm } from '../n8n/browser.cts';
import { CredentialForm } from './credential-form.cts';
import { dragTo, type Value } from './drag.cts';
import { chooseFrom, listed, openMenu } from './menu.cts';

/** What is typed, or dragged from the left. */
type Part = string | Value;

/** n8n takes a condition over only a second after the last key. */
const CONDITION_MS = 1_500;

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

	/** Opens a menu to look into it. */
	async menu(label: string): Promise<void> {
		await openMenu(this.field(label));
	}

	/** Chooses from a menu by what is written there. */
	async choose(label: string, option: string): Promise<void> {
		await openMenu(this.field(label));
		await chooseFrom(this.page, option);
	}

	/** Searches the list of records and takes the first that is found. */
	async pick(label: string, words: string): Promise<void> {
		requireWords(words);
		await this.list(label);
		const isSearch = (request: Request) => request.postData()?.includes(JSON.stringify(words));
		await Promise.all([
			this.page.waitForResponse((answer) => Boolean(isSearch(answer.request()))),
			this.shown('rlc-search').fill(words),
		]);
		await this.shown('rlc-item').filter({ hasText: words }).first().click();
	}

	/** Opens the list of records, and gives its entries. */
	async list(label: string): Promise<Locator> {
		await this.field(label).getByTestId('rlc-input').click();
		const entries = this.shown('rlc-item');
		await entries.first().waitFor();
		await calm(this.page);
		return entries;
	}

	/** The way of choosing a record for those who have its ID, which the form asks for then. */
	async enterId(label: string, id: string): Promise<void> {
		await this.field(label).getByTestId('rlc-mode-selector').click();
		await listed(this.page, 'By ID').click();
		await this.field(label).getByTestId('rlc-input').fill(id);
		await calm(this.page);
	}

	/** Types words and drags values of earlier nodes into a field, one after the other. */
	async fill(label: string, ...parts: Part[]): Promise<void> {
		await this.put(this.field(label), parts);
	}

	/** A field of Edit Fields: its name, and what it gets. */
	async set(name: string, ...parts: Part[]): Promise<void> {
		await this.part.getByTestId('drop-area').getByText('Add Field').click();
		await this.part.getByTestId('assignment-name').last().locator('input').fill(name);
		await this.put(this.part.getByTestId('assignment-value').last(), parts);
	}

	async switchOn(label: string): Promise<void> {
		await this.field(label).locator('.el-switch').click();
	}

	async switchOff(label: string): Promise<void> {
		await this.field(label).locator('.el-switch.is-checked').click();
	}

	/** "Add Field", "Add Filter", "Add Option" … and what it offers. */
	async addTo(button: string, field: string): Promise<void> {
		await this.part.getByPlaceholder(button, { exact: true }).last().click();
		await listed(this.page, field).click();
	}

	/** What "Add Field" and the like have to offer. */
	async offers(button: string): Promise<string[]> {
		await calm(this.page); // no other menu is open any more
		await this.part.getByPlaceholder(button, { exact: true }).last().click();
		const listed = this.page.locator('.el-select-dropdown__item').filter({ visible: true });
		await listed.first().waitFor();
		const offered = (await listed.allInnerTexts()).map((text) => text.trim());
		await this.page.keyboard.press('Escape');
		return offered;
	}

	/** All fields that are shown. */
	async labels(): Promise<string[]> {
		const labels = this.part.getByTestId('input-label').locator('label').filter({ visible: true });
		return (await labels.allInnerTexts()).map((text) => text.split('\n')[0].trim()); // Fixed, Expression
	}

	async addCustomField(name: string): Promise<void> {
		await this.part.getByTestId('add-fields-select').getByRole('button').click();
		await this.page.getByRole('menuitem', { name, exact: true }).click();
	}

	/** The condition of a Filter or If: a value dragged, and what is asked of it. */
	async condition(value: Value, kind: string, question: string, answer?: string): Promise<void> {
		await this.put(this.part.getByTestId('filter-condition-left').last(), [value]);
		await this.part.getByTestId('filter-operator-select').last().click();
		await this.page.getByText(kind, { exact: true }).last().hover();
		await this.page.getByText(question, { exact: true }).filter({ visible: true }).first().click();
		const right = this.part.getByTestId('filter-condition-right').last();
		if (answer) await this.put(right, [answer]);
		await this.page.waitForTimeout(CONDITION_MS);
	}

	async rename(name: string): Promise<void> {
		const title = this.page.getByTestId('node-title-container');
		await title.getByTestId('inline-edit-preview').click();
		await title.getByTestId('inline-edit-input').fill(name);
		await this.page.keyboard.press('Enter');
		await calm(this.page);
	}

	/** A button within the form, e.g. "Add Form Element". */
	async press(button: string): Promise<void> {
		await this.part.getByRole('button', { name: button, exact: true }).last().click();
	}

	/** Runs this node, and those before it that have not run yet. */
	async execute(): Promise<void> {
		await this.start();
		await this.succeeded();
	}

	/** Until n8n has begun: from then on nothing is shown of the run before. */
	async start(): Promise<void> {
		await shutNotices(this.page);
		await Promise.all([
			this.page.waitForResponse((answer) => /\/workflows\/\w+\/run$/.test(answer.url())),
			this.page.getByTestId('node-execute-button').click(),
		]);
	}

	async succeeded(): Promise<void> {
		await this.page.getByTestId('node-run-status-success').waitFor();
		await calm(this.page);
	}

	/** What stands on the right when it did not go well: what happened, and what to do. */
	async complaint(): Promise<{ message: string; advice: string }> {
		const message = this.page.getByTestId('node-error-message').first();
		const advice = this.page.getByTestId('node-error-description').first();
		await message.waitFor();
		return { message: await message.innerText(), advice: await advice.innerText() };
	}

	/** The output on the right. */
	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/** As `Schema`, `Table` or `JSON`. */
	async showAs(way: string): Promise<void> {
		const ways = this.output.getByTestId('ndv-run-data-display-mode');
		await ways.getByText(way, { exact: true }).click();
		await calm(this.page);
	}

	/** From those there are, by its name. */
	async chooseCredential(name: string): Promise<void> {
		await this.page.getByTestId('node-credentials-select').click();
		await this.page
			.locator('[data-test-id^="node-credentials-select-item"]')
			.filter({ visible: true })
			.getByText(name, { exact: true })
			.click();
		await calm(this.page);
	}

	/** The pencil beside the credential. */
	async credential(): Promise<CredentialForm> {
		await this.page.getByTestId('credential-edit-button').click();
		return await CredentialForm.on(this.page);
	}

	async close(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.part.waitFor({ state: 'hidden' });
		await calm(this.page);
	}

	private async put(field: Locator, parts: Part[]): Promise<void> {
		await field.scrollIntoViewIfNeeded();
		for (const part of parts) {
			await (typeof part === 'string' ? this.write(field, part) : dragTo(this.page, field, part));
		}
		await this.page.getByTestId('tab-params').click(); // shuts the preview of the value
		await calm(this.page);
	}

	/** With a value in it the field has become an editor of its own. */
	private async write(field: Locator, words: string): Promise<void> {
		requireWords(words);
		if (!(await field.locator('.cm-content').count())) {
			return await field.locator('input, textarea').last().fill(words);
		}
		await field.locator('.cm-content').click();
		await this.page.keyboard.press('Control+End');
		await this.page.keyboard.type(words);
	}

	/** The innermost that has this label. */
	private field(label: string): Locator {
		const has = this.page.locator('label').getByText(label, { exact: true });
		return this.part.getByTestId('input-label').filter({ has }).last();
	}

	private shown(testId: string): Locator {
		return this.page.getByTestId(testId).filter({ visible: true });
	}
}

/** What n8n said of an earlier run is not to be taken for this one's. */
export async function shutNotices(page: Page): Promise<void> {
	for (const button of await page.locator('.el-notification__closeBtn').all()) {
		await button.click({ timeout: 1_000 }).catch(() => undefined); // gone by itself
	}
}

/** Nobody shall have to type an id or an expression. */
function requireWords(words: string): void {
	assert.doesNotMatch(words, /[{}]|\d{6,}/);
}
