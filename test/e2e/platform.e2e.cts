import assert from 'node:assert/strict';
import {
	connectPlatform,
	createInboxCredential,
	PLATFORM_CREDENTIAL_TYPE,
} from '../../dev/n8n/demo.cts';
import { startHost, type Host } from '../../dev/n8n/host.cts';
import type { Credential } from '../../dev/n8n/n8n-types.cts';
import { startQueueHost } from '../../dev/n8n/queue/queue-host.cts';
import type { Step } from '../../dev/n8n/step.cts';
import { until } from '../../dev/n8n/until.cts';
import { Race, type Outcome } from './race.cts';
import type { Suite } from './suite.cts';
import { node } from './workflows.cts';

const ROUNDS = 50;
const ROUNDS_IN_QUEUE = 20;
/** Between processes n8n waits ten seconds for the one that renews. */
const LONGER_THAN_LOCK_MS = 12_000;

/** Connecting to the Clio Platform, and keeping the connection when two renew it at once. */
export const run: Suite = async (step, teardown) => {
	const host = await startHost({ step, teardown, matters: 10 });
	const credential = await connecting(host, step);
	await racingTogether(host, credential, step);
	await losing(host, credential, await Race.publish(host, () => growNode(credential)), step);
	await host.stop();

	// One at a time each: two executions at the same moment are in two processes.
	const env = { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' };
	const queue = await startQueueHost({ step, teardown, matters: 10, workers: 2, env });
	await slowRenewal(queue, await racing(queue, await connectPlatform(queue), step), step);
};

async function connecting(host: Host, step: Step): Promise<Credential> {
	const { api, sandbox } = host;
	const { platform } = sandbox;

	const credential = await step('It connects, and proves with PKCE that it was asked', async () => {
		platform.pkce = 'required';
		const connected = await connectPlatform(host);
		const { grant, ok } = platform.tokenRequests.at(-1)!;
		assert.deepEqual({ grant, ok }, { grant: 'authorization_code', ok: true });
		return connected;
	});
	await step('The authorize address has the permissions and the challenge', async () => {
		const { origin, pathname, searchParams } = await api.authorizeAddress(credential.id);
		assert.equal(origin + pathname, `${platform.url}/oauth/authorize`);
		assert.equal(searchParams.get('scope')!.split(' ').length, 17);
		assert.equal(searchParams.get('code_challenge_method'), 'S256');
		assert.match(searchParams.get('code_challenge')!, /^[\w-]{43}$/);
	});
	await step('Without PKCE it connects as well', async () => {
		platform.pkce = 'refused';
		await connectPlatform(host, { usePkce: false });
		platform.pkce = 'optional';
	});
	await step(
		'It asks for the permissions that were entered, and to read only for no other',
		async () => {
			const permissions = 'grow_user_read,\ngrow_lead_inbox_write';
			const { id } = await connectPlatform(host, { permissions, access: 'readOnly' });
			const { searchParams } = await api.authorizeAddress(id);
			assert.equal(searchParams.get('scope'), 'grow_user_read');
		},
	);
	await step("n8n's test reaches Clio, also when the access token has expired", async () => {
		assert.deepEqual(await tested(host, credential), 'OK');
		platform.expireTokens();
		assert.deepEqual(await tested(host, credential), 'OK');
	});
	await step('The token of the lead inbox is tested, and nothing is left by it', async () => {
		const leads = platform.store.all('inbox_leads').length;
		assert.equal(await tested(host, await createInboxCredential(host)), 'OK');
		const wrong = await tested(host, await createInboxCredential(host, 'a wrong token'));
		assert.equal(wrong, 'Clio Grow does not know this token in this region.');
		assert.equal(platform.store.all('inbox_leads').length, leads);
	});
	return credential;
}

/** Why it failed, or OK. */
async function tested({ api }: Host, { id }: Credential): Promise<string> {
	const { status, message } = await api.testCredential(id);
	return status === 'OK' ? status : message;
}

/** n8n's own node shows what n8n does alone. */
async function racingTogether(host: Host, credential: Credential, step: Step): Promise<void> {
	const another = await connectPlatform(host);
	const both = await Race.publish(host, [() => ownNode(host, another), () => growNode(credential)]);
	const title = "two renew at once, with n8n's own HTTP Request node and with Clio Grow";
	await step(`${ROUNDS} times ${title}`, async () => {
		survived(await both.run(ROUNDS), 2 * ROUNDS);
	});
}

/** One node after the other: there are only as many executions at a time as processes. */
async function racing(host: Host, credential: Credential, step: Step): Promise<Race> {
	const alone = await Race.publish(host, () => ownNode(host, credential));
	const times = `${ROUNDS_IN_QUEUE} times two renew at once`;
	await step(`n8n's own HTTP Request node: ${times}`, async () => {
		survived(await alone.run(ROUNDS_IN_QUEUE), ROUNDS_IN_QUEUE);
	});
	const grow = await Race.publish(host, () => growNode(credential));
	await step(`Clio Grow: ${times}`, async () => {
		survived(await grow.run(ROUNDS_IN_QUEUE), ROUNDS_IN_QUEUE);
	});
	return grow;
}

const ownNode = ({ sandbox }: Host, credential: Credential) => {
	const parameters = {
		url: `${sandbox.platform.url}/grow/matters`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: PLATFORM_CREDENTIAL_TYPE,
	};
	const type = 'n8n-nodes-base.httpRequest';
	return { ...node('HTTP Request', type, parameters, credential), typeVersion: 4.2 };
};

const growNode = (credential: Credential) =>
	node(
		'Matters',
		'n8n-nodes-clio.clioGrow',
		{ resource: 'growMatter', operation: 'getAll', returnAll: true },
		credential,
	);

function survived(outcome: Outcome, races: number): void {
	console.log(`      ${JSON.stringify(outcome)}`);
	const { executions, failed, failures, together, renewals, refused } = outcome;
	assert.equal(executions, 2 * races);
	assert.deepEqual({ failed, failures }, { failed: 0, failures: [] });
	assert.ok(together > 0.9 * races, 'they were at work at the same moment');
	assert.equal(renewals, races, 'one renewal serves both');
	assert.equal(refused, 0);
}

/** One process no longer waits for the other and takes the key away from it, which n8n alone does not get over. */
async function slowRenewal({ sandbox }: Host, race: Race, step: Step): Promise<void> {
	await step('Clio takes longer to renew than n8n waits: Clio Grow tries once more', async () => {
		sandbox.platform.fail({ path: '/oauth/token', delayMs: LONGER_THAN_LOCK_MS });
		const { failures, refused } = await race.run(1);
		assert.deepEqual({ failures, refused }, { failures: [], refused: 1 });
	});
}

/** What no node can prevent; the connection is lost, but a person learns what to do. */
async function losing(host: Host, credential: Credential, race: Race, step: Step): Promise<void> {
	const { api, sandbox, n8n } = host;
	const { platform } = sandbox;
	const works = async () => {
		await race.once();
		assert.equal(await race.complaint(), '');
	};
	const mustReconnect = async () => {
		await race.once();
		assert.match(await race.complaint(), /reconnect|connect it again/);
		await api.connectOAuth(credential.id);
		await works();
	};

	await step('Revoked by Clio: the message says to reconnect, and then it works', async () => {
		platform.revokeTokens();
		await mustReconnect();
	});
	await step('The answer with the new token is lost: likewise', async () => {
		platform.expireTokens();
		platform.fail({ path: '/oauth/token', when: 'after', drop: true });
		await race.once();
		await mustReconnect();
	});
	await step('n8n is killed before it has stored the new token: likewise', async () => {
		platform.expireTokens();
		const asked = platform.tokenRequests.length;
		platform.fail({ path: '/oauth/token', when: 'after', hang: true });
		const lost = race.once().catch(() => {});
		await until(() => platform.tokenRequests.length > asked, { what: 'n8n renews' });
		await n8n.kill();
		await lost;
		await n8n.start();
		await mustReconnect();
	});
}
