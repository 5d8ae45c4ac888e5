import type { Locator, Page } from 'playwright-core';

/** Opens the menu of a field. */
export async function openMenu(field: Locator): Promise<void> {
	await field.locator('input').last().click();
}

/** Chooses from the open menu by what is written there, and gives what stands below it. */
export async function chooseFrom(page: Page, words: string): Promise<string> {
	const option = listed(page, words);
	await option.waitFor();
	const [, ...below] = (await option.innerText()).split('\n');
	await option.click();
	return below.join('\n').trim();
}

/** An entry of the open menu. */
export const listed = (page: Page, words: string): Locator =>
	page
		.locator('.el-select-dropdown__item')
		.filter({ visible: true })
		.filter({ has: page.getByText(words, { exact: true }) })
		.first();
