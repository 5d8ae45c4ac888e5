import { chromium, selectors, type Page } from 'playwright-core';
import type { Host } from './host.cts';
import type { Teardown } from './teardown.cts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

export const screen = { width: 1280, height: 800 };

/** A browser in which the owner of the host's n8n is signed in. */
export async function openEditor(host: Host, teardown: Teardown, viewport = screen): Promise<Page> {
	const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
	teardown.add(() => browser.close());
	selectors.setTestIdAttribute('data-test-id');
	const context = await browser.newContext({
		viewport,
		deviceScaleFactor: 1,
		locale: 'en-US',
		ignoreHTTPSErrors: true, // the address of webhooks and forms signs its own certificate
	});
	const page = await context.newPage();
	page.setDefaultTimeout(20_000);
	await signIn(page, host);
	return page;
}

async function signIn(page: Page, { editorUrl, login }: Host): Promise<void> {
	await page.goto(new URL('/signin', editorUrl).href);
	await page.locator('input[type=email]').fill(login.email);
	await page.locator('input[type=password]').fill(login.password);
	await page.keyboard.press('Enter');
	await page.waitForURL(/home|workflow/);
}

/** Until lists are loaded and animations are over. */
export async function calm(page: Page): Promise<void> {
	await page.waitForLoadState('networkidle').catch(() => undefined);
	await page.waitForTimeout(800);
}
