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
