import { chromium, selectors, type BrowserContext, type Page, type Request } from 'playwright-core';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from './host.cts';
import type { Teardown } from './teardown.cts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

export const screen = { width: 1280, height: 800 };

/** A browser in which the owner of the host's n8n is signed in. */
export async function openEditor(host: Host, teardown: Teardown, viewport = screen): Promise<Page> {
	const page = await openBrowser(teardown, viewport);
	await signIn(page, host);
	return page;
}

export async function openBrowser(teardown: Teardown, viewport = screen): Promise<Page> {
	const browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
	teardown.add(() => browser.close());
	selectors.setTestIdAttribute('data-test-id');
	const context = await browser.newContext({
		viewport,
		deviceScaleFactor: 1,
		locale: 'en-US',
		reducedMotion: 'reduce',
		ignoreHTTPSErrors: true, // the address of webhooks and forms signs its own certificate
	});
	watch(context);
	const page = await context.newPage();
	page.setDefaultTimeout(20_000);
	return page;
}

/** n8n asks who one is, whatever one opens. */
export async function signIn(
	page: Page,
	{ editorUrl, login }: Pick<Host, 'editorUrl' | 'login'>,
): Promise<void> {
	await page.goto(editorUrl);
	await page.waitForURL(/signin/);
	await page.locator('input[type=email]').fill(login.email);
	await page.locator('input[type=password]').fill(login.password);
	await page.keyboard.press('Enter');
	await page.waitForURL(/home|workflow/);
}

/** What each page is still waiting for. */
const asked = new WeakMap<Page, Set<Request>>();
const LOADS = ['document', 'script', 'stylesheet', 'fetch', 'xhr'];

/** Windows that n8n opens, too. */
function watch(context: BrowserContext): void {
	context.on('page', (page) => {
		const all = new Set<Request>();
		asked.set(page, all);
		page.on('request', (request) => {
			if (LOADS.includes(request.resourceType())) all.add(request);
		});
		page.on('requestfinished', (request) => all.delete(request));
		page.on('requestfailed', (request) => all.delete(request));
	});
}

/** Longer than the editor waits before it acts on what was typed. */
const STILL_MS = 200;
/** Something in the editor may go on moving. */
const AT_MOST_MS = 5_000;

/** Until what was asked for has come, and nothing on the page changes or moves any more. */
export async function calm(page: Page): Promise<void> {
	const deadline = Date.now() + AT_MOST_MS;
	do {
		while (asked.get(page)?.size && Date.now() < deadline) await sleep(20);
		await still(page);
	} while (asked.get(page)?.size && Date.now() < deadline);
}

async function still(page: Page): Promise<void> {
	const times = [STILL_MS, AT_MOST_MS / 5];
	await page.evaluate(async ([stillMs, atMostMs]) => {
		const began = performance.now();
		let last = began;
		const observer = new MutationObserver(() => (last = performance.now()));
		observer.observe(document, { subtree: true, childList: true, attributes: true });
		for (;;) {
			await new Promise((resolve) => setTimeout(resolve, 20));
			const now = performance.now();
			const moving = document.getAnimations().filter(({ playState }) => playState === 'running');
			if (moving.some(({ effect }) => effect?.getTiming().iterations !== Infinity)) last = now;
			if (now - last >= stillMs || now - began >= atMostMs) break;
		}
		observer.disconnect();
	}, times);
}
