import type { Locator, Page } from 'playwright-core';
import { calm } from '../n8n/browser.cts';
import { chooseFrom, openMenu } from './menu.cts';

/** A credential that is open in n8n's dialog. */
export class CredentialForm {
	readonly dialog: Locator;

	private constructor(private readonly page: Page) {
		this.dialog = page.getByTestId('credential-edit-dialog');
	}

	/** A new one of a type, by its name. */
	static async create(page: Page, editorUrl: string, type: string): Promise<CredentialForm> {
		await page.goto(new URL('/home/credentials/create', editorUrl).href);
		return await CredentialForm.begin(page, type);
	}

	/** n8n asks first which type it shall be. */
	static async begin(page: Page, type: string): Promise<CredentialForm> {
		await page.getByPlaceholder('Search for app...').fill(type);
		await page.getByText(type, { exact: true }).first().click();
		await page.getByTestId('new-credential-type-button').click();
		return await CredentialForm.on(page);
	}

	/** One that was opened from somewhere else. */
	static async on(page: Page): Promise<CredentialForm> {
		const form = new CredentialForm(page);
		await form.dialog.waitFor();
		await calm(page);
		return form;
	}

	async fill(label: string, words: string): Promise<void> {
		await this.field(label).locator('input').last().fill(words);
		await calm(this.page);
	}

	/** Chooses from a menu, and gives what stands below the words there. */
	async choose(label: string, option: string): Promise<string> {
		await openMenu(this.field(label));
		return await chooseFrom(this.page, option);
	}

	/** What is to be entered in Clio's portal. */
	async redirectUrl(): Promise<string> {
		return (await this.dialog.getByTestId('copy-input').innerText()).split('\n').at(-1)!.trim();
	}

	/** Presses Connect, and gives the window that n8n opens for Clio's question. */
	async connect(): Promise<Page> {
		const [popup] = await Promise.all([
			this.page.waitForEvent('popup'),
			this.dialog
				.getByRole('button', { name: /^(Connect|Reconnect)/ })
				.first()
				.click(),
		]);
		await popup.waitForURL((url) => url.pathname === '/oauth/authorize');
		return popup;
	}

	/** Connects, allows it on Clio's page, and waits until the dialog says so. */
	async connectAndAllow(): Promise<void> {
		const popup = await this.connect();
		await Promise.all([
			popup.waitForEvent('close'),
			popup.getByRole('button', { name: 'Allow' }).click(),
		]);
		await this.dialog.getByText('Account connected').waitFor();
	}

	async save(): Promise<void> {
		await this.page.getByTestId('credential-save-button').click();
		await calm(this.page);
	}

	async close(): Promise<void> {
		const window = this.page.locator('.el-dialog').filter({ has: this.dialog });
		await window.getByRole('button', { name: 'Close this dialog' }).click();
		await this.dialog.waitFor({ state: 'hidden' });
	}

	private field(label: string): Locator {
		const orRequired = new RegExp(`^\\s*${label}[\\s*]*$`);
		const has = this.page.locator('label').getByText(orRequired);
		return this.dialog.getByTestId('credential-connection-parameter').filter({ has });
	}
}
