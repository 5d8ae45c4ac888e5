import type { Locator, Page } from 'playwright-core';
import { calm, screen } from '../n8n/browser.cts';

/** A part of the page. */
export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

export async function boxOf(part: Locator): Promise<Box> {
	const box = await part.boundingBox();
	if (!box) throw new Error(`Nothing to see of ${String(part)}`);
	return box;
}

export const around = ({ x, y, width, height }: Box, margin: number): Box => ({
	x: x - margin,
	y: y - margin,
	width: width + 2 * margin,
	height: height + 2 * margin,
});

/** The form of the open node, from its title on, with no field under the mouse. */
export async function panelOf(page: Page, height: number): Promise<Box> {
	await page.mouse.move(0, 0);
	await calm(page);
	const { x, width } = await boxOf(page.getByTestId('node-parameters'));
	return { x, y: 66, width, height };
}

/** With another window than the usual one. */
export async function inWindow<T>(
	page: Page,
	size: { width: number; height: number },
	take: () => Promise<T>,
): Promise<T> {
	await page.setViewportSize(size);
	try {
		return await take();
	} finally {
		await page.setViewportSize(screen);
	}
}

/** The whole workflow with its notes. */
export async function canvasOf(page: Page): Promise<Buffer> {
	await page.getByTestId('zoom-to-fit').click();
	await page.mouse.move(0, 0);
	await clear(page);
	await calm(page);
	return await page.screenshot({ clip: around(await workflowOf(page), 16) });
}

/** Takes n8n's own buttons away, and the dots on the canvas, which only make the file heavier. */
async function clear(page: Page): Promise<void> {
	await page.evaluate(() => {
		const over = ['canvas-controls', 'logs-panel', 'execute-workflow-button'];
		for (const id of over) {
			let part = document.querySelector<HTMLElement>(`[data-test-id="${id}"]`);
			while (part && !part.parentElement?.querySelector('.vue-flow__nodes'))
				part = part.parentElement;
			if (part) part.style.visibility = 'hidden';
		}
		const dots = document.querySelector<HTMLElement>('.vue-flow__background');
		if (dots) dots.style.visibility = 'hidden';
	});
}

/** What its nodes fill, with their names below them. */
async function workflowOf(page: Page): Promise<Box> {
	return await page.evaluate(() => {
		const parts = [...document.querySelectorAll('.vue-flow__node, .vue-flow__node *')]
			.filter((part) => part.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
			.filter((part) => !part.closest('button')) // they show under the mouse only
			.map((part) => part.getBoundingClientRect())
			.filter(({ width, height }) => width > 0 && height > 0);
		const x = Math.min(...parts.map(({ left }) => left));
		const y = Math.min(...parts.map(({ top }) => top));
		const right = Math.max(...parts.map((part) => part.right));
		const bottom = Math.max(...parts.map((part) => part.bottom));
		return { x, y, width: right - x, height: bottom - y };
	});
}

export async function drag(page: Page, handle: Locator, by: number): Promise<void> {
	const { x, y, width, height } = await boxOf(handle);
	await page.mouse.move(x + width / 2, y + height / 2);
	await page.mouse.down();
	await page.mouse.move(x + by, y + height / 2, { steps: 10 });
	await page.mouse.up();
}
