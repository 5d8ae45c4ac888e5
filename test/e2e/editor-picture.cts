import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Step } from '../../dev/n8n/step.cts';

/** Two suites and more may share the machine. */
export const WITHIN_MS = 90_000;

/** Of a step that fails one wants to see the editor. */
export const withPicture =
	(step: Step, page: Page): Step =>
	async (title, run) =>
		await step(title, async () => {
			try {
				return await run();
			} catch (error) {
				const path = join(tmpdir(), `n8n-nodes-clio-editor-${process.pid}.png`);
				await page.screenshot({ path });
				console.log(`The editor looked like ${path}`);
				throw error;
			}
		});
