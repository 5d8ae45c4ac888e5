import type { Locator, Page } from 'playwright-core';
import { calm } from '../n8n/browser.cts';

/** A value of an earlier node, which is dragged from the left of an open one. */
export interface Value {
	value: string;
	/** The node before it, if nothing else is said. */
	of?: string;
}

/** Where n8n lists what it knows of the run itself. */
export const RUN = 'Variables and context';

export const drag = (value: string, of?: string): Value => ({ value, of });

/** Drags a value to the end of what is in a field. */
export async function dragTo(page: Page, field: Locator, value: Value): Promise<void> {
	await (await pillOf(page, value)).hover();
	await page.mouse.down();
	const { x, y } = await endOf(field);
	await page.mouse.move(x, y - 30, { steps: 4 });
	await page.mouse.move(x, y, { steps: 4 });
	await page.mouse.up();
	await calm(page);
}

/** A value on the left. Earlier nodes are folded up, and a long list is scrolled. */
async function pillOf(page: Page, { value, of }: Value): Promise<Locator> {
	const input = page.getByTestId('ndv-input-panel');
	await input.hover();
	const source = of === RUN ? ':not([data-node-name])' : of ? `[data-node-name="${of}"]` : '';
	const pill = input
		.locator(`[data-test-id="run-data-schema-node-name"]${source}`)
		.filter({ has: page.getByText(value, { exact: true }) })
		.first();
	if (of && !(await isInSight(page, pill))) {
		const header = input.getByText(of, { exact: true }).first();
		await scrollTo(page, header);
		await header.click();
		await calm(page);
	}
	await scrollTo(page, pill);
	return pill;
}

/** The list under the mouse holds only what is near. */
async function scrollTo(page: Page, part: Locator): Promise<void> {
	for (let turns = 0; turns < 20 && !(await isInSight(page, part)); turns++) {
		await page.mouse.wheel(0, 300);
		await calm(page);
	}
}

/** The list keeps some rows below the window. */
async function isInSight(page: Page, part: Locator): Promise<boolean> {
	const box = (await part.isVisible()) ? await part.boundingBox() : null;
	return box !== null && box.y > 0 && box.y + box.height < page.viewportSize()!.height * 0.9;
}

/** Where the last line of a field ends; of an empty one, its middle. */
async function endOf(field: Locator): Promise<{ x: number; y: number }> {
	const line = field.locator('.cm-line').last();
	if (await line.count()) {
		return await line.evaluate((element) => {
			const range = document.createRange();
			range.selectNodeContents(element);
			const { right, bottom, height } = [...range.getClientRects()].at(-1)!;
			return { x: right + 2, y: bottom - height / 2 };
		});
	}
	const { x, y, width, height } = (await field.getByTestId('parameter-input').boundingBox())!;
	return { x: x + width / 2, y: y + height / 2 };
}
