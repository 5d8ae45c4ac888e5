import { openBrowser, signIn } from '../../dev/n8n/browser.cts';
import { Editor } from '../../dev/editor/editor.cts';
import { startHost } from '../../dev/n8n/host.cts';
import { connecting } from './browser-connecting.cts';
import { trigger } from './browser-trigger.cts';
import { work } from './browser-work.cts';
import { withPicture, WITHIN_MS } from './editor-picture.cts';
import type { Suite } from './suite.cts';

/** What somebody in a firm does on the first day, in n8n's own editor. */
export const run: Suite = async (plainly, teardown) => {
	const host = await startHost({ step: plainly, teardown });
	const page = await openBrowser(teardown);
	page.setDefaultTimeout(WITHIN_MS);
	const step = withPicture(plainly, page);
	const at = { host, page, step, editor: new Editor(page, host.editorUrl) };

	await step('A person signs in', () => signIn(page, host));
	await connecting(at);
	await work(at, teardown);
	await trigger(at);
};
