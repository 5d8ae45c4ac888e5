import { startSandbox } from '../../dev/sandbox/server.cts';
import './engine.cts';
import { expectObjections } from './requests.cts';

test('what a sandbox is asked is held against Clio’s file, whatever it answers', async () => {
	const sandbox = await startSandbox({ matters: 1 });
	const { access_token } = sandbox.issueToken();
	const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
	const ask = (path: string, init: RequestInit = {}) =>
		fetch(`${sandbox.url}/api/v4/${path}`, { headers, ...init });
	const body = JSON.stringify({ data: { priority: 'urgent' } });

	await ask('matters?matter=5&state=draft');
	await ask('bills?state=draft');
	sandbox.fail({ status: 503 });
	await ask('tasks/5', { method: 'PATCH', body });
	sandbox.fail({ drop: true });
	await ask('tasks/5', { method: 'PATCH', body }).catch(() => undefined);
	await sandbox.close();

	const priority = 'task PATCH: priority = urgent';
	expectObjections('matter filters: matter', 'matter filters: state', priority, priority);
});

test('so is what its Clio Grow is asked', async () => {
	const sandbox = await startSandbox({ matters: 1 });
	const { url } = sandbox.platform;
	const { access_token } = sandbox.platform.issueToken();
	const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
	const post = async (path: string, body: object) =>
		fetch(`${url}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });

	await fetch(`${url}/grow/matters?limit=5`, { headers });
	await post('grow/sources', { data: { name: '', colour: 'red' } });
	await post('inbox_leads', { inbox_lead: { name: 'Asha Kaur' } });
	await sandbox.close();

	const missing = ['first', 'last', 'message', 'source'].map(
		(name) => `growLeadInbox POST: from_${name} is required`,
	);
	missing.splice(3, 0, 'growLeadInbox POST: referring_url is required');
	expectObjections(
		'growMatter filters: limit',
		'growSource POST: colour',
		'growLeadInbox POST: name',
		...missing,
	);
});
