import type { Page } from 'playwright-core';
import { calm } from '../n8n/browser.cts';

/** Where n8n lists, and installs, packages of its community. */
export class CommunityNodes {
	constructor(private readonly page: Page) {}

	/** By the menu, from wherever one is. */
	async open(): Promise<void> {
		await this.page.getByTestId('main-sidebar-settings').click();
		await this.page.getByTestId('settings-community-nodes').click();
		await this.installButton.waitFor();
		await calm(this.page);
	}

	async beginInstall(): Promise<void> {
		await this.installButton.click();
		await this.dialog.getByText('Install community nodes').waitFor();
	}

	async install(name: string): Promise<void> {
		await this.dialog.getByTestId('package-name-input').fill(name);
		await this.dialog.getByText(/^I understand the risks/).click();
		await this.dialog.getByRole('button', { name: 'Install', exact: true }).click();
		const failed = this.page.getByText('Error installing new package');
		await this.page.getByText('Package installed').or(failed).first().waitFor();
		if (await failed.count()) throw new Error(await failed.locator('xpath=../..').innerText());
		await calm(this.page);
	}

	/** What is installed, and what n8n says of it. */
	async installed(): Promise<string[]> {
		return await this.page.getByTestId('community-package-card').allInnerTexts();
	}

	/** It has more words as long as there is no package. */
	private get installButton() {
		return this.page.getByRole('button', { name: /^Install( a community node)?$/ });
	}

	private get dialog() {
		return this.page.getByTestId('communityPackageInstall-modal');
	}
}
