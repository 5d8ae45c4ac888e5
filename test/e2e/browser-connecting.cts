import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { CredentialForm } from '../../dev/editor/credential-form.cts';
import type { Editor } from '../../dev/editor/editor.cts';
import { calm } from '../../dev/n8n/browser.cts';
import type { Host } from '../../dev/n8n/host.cts';
import type { Credential } from '../../dev/n8n/n8n-types.cts';
import type { Step } from '../../dev/n8n/step.cts';

export interface At {
	host: Host;
	page: Page;
	editor: Editor;
	step: Step;
}

/** Where one works in Clio, by the names of the menu. */
const REGIONS = {
	Australia: 'https://au.app.clio.com',
	Canada: 'https://ca.app.clio.com',
	Europe: 'https://eu.app.clio.com',
	'United States': 'https://app.clio.com',
};

/** From an empty form to a connected account. */
export async function connecting(at: At): Promise<void> {
	const { host, page, step } = at;
	const { sandbox } = host;
	await withoutClio(page);
	const form = await step(
		'The credential is found by the name of Clio, and filled in',
		async () => {
			const form = await CredentialForm.create(page, host.editorUrl, 'Clio OAuth2 API');
			await form.fill('Client ID', sandbox.clientId);
			await form.fill('Client Secret', 'copied by mistake');
			return form;
		},
	);
	await everyRegion(at, form);
	await form.choose('Region', 'Custom Host');
	await form.fill('Custom Host', sandbox.url);
	await inVain(at, form);
	await well(at, form);
}

async function everyRegion({ host: { sandbox }, step }: At, form: CredentialForm): Promise<void> {
	for (const [region, address] of Object.entries(REGIONS)) {
		await step(`${region}: the menu and the way to Clio have the right address`, async () => {
			const below = await form.choose('Region', region);
			assert.match(below, new RegExp(`^You work in Clio at ${address}(,|$)`));
			const popup = await form.connect();
			const { origin, searchParams } = new URL(popup.url());
			await popup.close();
			assert.equal(origin, address);
			assert.equal(searchParams.get('client_id'), sandbox.clientId);
			assert.equal(searchParams.get('redirect_uri'), await form.redirectUrl());
		});
	}
}

async function inVain({ host, step }: At, form: CredentialForm): Promise<void> {
	const { api, sandbox } = host;
	await step('With a wrong secret it does not connect, and the window says why', async () => {
		const said = await answered(await form.connect(), 'Allow');
		assert.match(said, /Client authentication failed/);
		assert.match(said, /Failed to connect/);
		assert.equal(await api.isConnected((await only(host)).id), false);
	});
	await step('Whoever declines at Clio is told that nothing is connected', async () => {
		await form.fill('Client Secret', sandbox.clientSecret);
		const said = await answered(await form.connect(), 'Decline');
		assert.match(said, /Failed to connect/);
		assert.equal(await api.isConnected((await only(host)).id), false);
	});
}

async function well({ host, step }: At, form: CredentialForm): Promise<void> {
	const { api, sandbox } = host;
	await step('With the right secret it connects, and the form says so', () =>
		form.connectAndAllow(),
	);
	await step("n8n's test of the credential asks Clio who it is", async () => {
		const isWhoAmI = ({ path, status }: { path: string; status: number }) =>
			path.endsWith('who_am_i.json') && status === 200;
		const { status, message } = await api.testCredential((await only(host)).id);
		assert.equal(status, 'OK', message);
		assert.ok(sandbox.requests.some(isWhoAmI));
		await form.close();
	});
}

/** Presses a button of Clio's page, and gives what n8n's page says then. */
async function answered(popup: Page, button: string): Promise<string> {
	await popup.getByRole('button', { name: button }).click();
	await popup.waitForURL(/oauth2-credential\/callback/);
	await calm(popup);
	const said = await popup.locator('body').innerText();
	await popup.close();
	return said;
}

/** The Clio of the world is not asked by tests: whoever is led there sees an empty page. */
async function withoutClio(page: Page): Promise<void> {
	await page
		.context()
		.route(/^https:\/\/[a-z.]*clio\.com\//, (route) => route.fulfill({ body: '' }));
}

/** The one credential that there is. */
export async function only({ api }: Host): Promise<Credential> {
	const [credential, second] = await api.call<Credential[]>('GET', '/rest/credentials');
	assert.equal(second, undefined);
	return credential;
}
