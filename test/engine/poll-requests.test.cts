import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../dev/sandbox/server.cts';
import type { Options } from './poll-host.cts';
import { withPoll } from './poll-kit.cts';

/** docs/polling.md says what a poll costs. */
const page = readFileSync(join(__dirname, '../../docs/polling.md'), 'utf8');
const said = (row: string): number =>
	Number(new RegExp(`^\\| ${row} +\\| (\\d+)`, 'm').exec(page)![1]);

const calls = ({ requests, platform }: Sandbox): number =>
	[...requests, ...platform.requests].filter(({ path }) => /^\/(api|grow)\//.test(path)).length;

/** Requests of a poll without news, and of one after something happened. */
async function cost(
	parameters: INodeParameters,
	happen: (sandbox: Sandbox) => unknown = () => undefined,
	node?: Options['node'],
): Promise<number> {
	let count = 0;
	await withPoll({ node, parameters, clio: { matters: 150 } }, async ({ sandbox, host, later }) => {
		await host.activate();
		await later();
		happen(sandbox);
		const before = calls(sandbox);
		await later();
		count = calls(sandbox) - before;
	});
	return count;
}

test.each([
	['matterStageChanged', 'most sentences'],
	['documentAdded', 'most sentences'],
	['noteCreated', 'Note Created'],
	['deadlineComing', 'Deadline Coming'],
	['secureMessageCreated', 'Secure Message Created'],
	['paymentReceived', 'Payment Received'],
])('%s costs what the docs say when nothing is new', async (triggerOn, row) => {
	expect(await cost({ triggerOn })).toBe(said(row));
});

test('100 changed matters cost what the docs say', async () => {
	const change = (sandbox: Sandbox) => sandbox.change('matters', {}, { count: 100 });
	const count = await cost({ triggerOn: 'matterUpdated' }, change);
	expect(page.replace(/\s+/g, ' ')).toContain(`100 changed matters took ${count}.`);
});

test.each(['growLeadCreated', 'growMatterHired', 'growContactUpdated'])(
	'%s costs Clio Grow one request',
	async (triggerOn) => {
		expect(await cost({ triggerOn }, undefined, 'clioGrowPollTrigger')).toBe(1);
	},
);
