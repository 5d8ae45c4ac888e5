import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { CommunityNodes } from '../../dev/editor/community-nodes.cts';
import { Editor } from '../../dev/editor/editor.cts';
import { openBrowser, signIn } from '../../dev/n8n/browser.cts';
import { newUserFolder } from '../../dev/n8n/furnish.cts';
import { startHost } from '../../dev/n8n/host.cts';
import { packPackage } from '../../dev/n8n/pack.cts';
import { startRegistry } from '../../dev/n8n/registry.cts';
import type { Step } from '../../dev/n8n/step.cts';
import type { Teardown } from '../../dev/n8n/teardown.cts';
import { withPicture, WITHIN_MS } from './editor-picture.cts';
import * as fromClone from './newcomer-clone.cts';
import { notDone, sentenceOf, type Chapter } from './newcomer-guide.cts';
import * as fromTarball from './newcomer-tarball.cts';
import type { Suite } from './suite.cts';

const figures: string[] = [];

/** Two people who know nothing but README: one has an n8n, the other a clone of this repository. */
export const run: Suite = async (step, teardown) => {
	await step('README numbers nothing that is not tried here', () => {
		assert.deepEqual(fromTarball.chapters.flatMap(notDone), []);
	});
	for (const way of [tarball, clone]) {
		const part = teardown.part();
		await way(step, part);
		await part.run();
	}
};

export const tell = (): string[] => figures;

async function tarball(plainly: Step, teardown: Teardown): Promise<void> {
	const registry = await startRegistry(
		await packPackage(newUserFolder(teardown), teardown),
		teardown,
	);
	const options = { step: plainly, teardown, withoutPackage: true, env: registry.env };
	const host = await startHost(options);
	const { page, step } = await browser(plainly, teardown);
	await step('A person signs in to an n8n without this package', () => signIn(page, host));
	const at: fromTarball.At = {
		...{ host, page, registry, nodes: fromTarball.promised() },
		...{ editor: new Editor(page, host.editorUrl), packages: new CommunityNodes(page) },
	};
	await follow('from the tarball alone', fromTarball.chapters, at, step);
}

async function clone(plainly: Step, teardown: Teardown): Promise<void> {
	const parent = join(tmpdir(), `n8n-nodes-clio-clone-${randomBytes(4).toString('hex')}`);
	const folder = await plainly('The repository is cloned', () => fromClone.clone(parent, teardown));
	const { page, step } = await browser(plainly, teardown);
	const at: fromClone.Clone = { page, teardown, folder, temporary: join(parent, 'temporary') };
	await follow('from a fresh clone', fromClone.chapters, at, step);
}

async function browser(step: Step, teardown: Teardown): Promise<{ page: Page; step: Step }> {
	const page = await openBrowser(teardown);
	page.setDefaultTimeout(WITHIN_MS);
	return { page, step: withPicture(step, page) };
}

/** Does what README says, a step for each sentence. */
async function follow<At>(way: string, chapters: Array<Chapter<At>>, at: At, step: Step) {
	const began = Date.now();
	let steps = 0;
	for (const chapter of chapters) {
		for (const { says, do: doIt } of chapter.instructions) {
			await step(sentenceOf(chapter, says), () => doIt(at));
			steps++;
		}
	}
	const seconds = Math.round((Date.now() - began) / 1_000);
	figures.push(`newcomer: ${steps} steps, ${seconds} seconds, ${way}`);
}
