/** The examples as n8n shows them after import. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Editor } from '../editor/editor.cts';
import { importExample } from '../n8n/demo.cts';
import type { N8nApi } from '../n8n/api.cts';
import type { Credential } from '../n8n/n8n-types.cts';
import { canvasOf, inWindow } from './frame.cts';

const FOLDER = join(__dirname, '../../examples');
/** The others are shown after a run (`demo`), or are only a beginning. */
const NO_RECIPES = ['demo.json', 'matter-changed.json'];

export interface Kitchen {
	page: Page;
	editorUrl: string;
	api: N8nApi;
	credentials: Credential[];
}

/** As wide as notes need to be read. */
const WINDOW = { width: 2400, height: 1100 };

const files = readdirSync(FOLDER).filter((file) => !NO_RECIPES.includes(file));

/** By the name of the file, with the credentials of the sandbox chosen, as one does first. */
export const recipes = Object.fromEntries(
	files.map((file) => [
		`recipe-${file.replace('.json', '')}`,
		(kitchen: Kitchen) => take(kitchen, file),
	]),
);

async function take(kitchen: Kitchen, file: string): Promise<Buffer> {
	const { page, editorUrl, api, credentials } = kitchen;
	const workflow = await importExample(api, join(FOLDER, file), ...credentials);
	return await inWindow(page, WINDOW, async () => {
		await new Editor(page, editorUrl).saved(workflow);
		return await canvasOf(page);
	});
}
