import { ChaosProxy } from '../../dev/chaos/proxy.cts';
import type { Fault } from '../../dev/chaos/faults.cts';
import { choose, credentialsFor, type Outcome } from './engine.cts';
import { quickWaits } from './files-kit.cts';
import { ownFirm } from './kit.cts';

/** Over a bad line no answer keeps a workflow for ever, and a message says what may have been done. */
const firm = ownFirm();
quickWaits();

let line: ChaosProxy;
/** For how long answers might be on their way, in milliseconds; triggers of other test files may be at work, too. */
let limits: number[];
const tenMinutes = 600_000;
const ofTenMinutes = () => limits.filter((ms) => ms === tenMinutes).length;

const { timeout } = AbortSignal;
const limit = jest.spyOn(AbortSignal, 'timeout');

beforeEach(async () => {
	line = await ChaosProxy.start(firm().sandbox.url);
	limits = [];
	limit.mockImplementation((ms) => {
		limits.push(ms);
		return timeout.call(AbortSignal, ms / 2_000);
	});
});
afterEach(async () => line.close());

const over = () => {
	const { sandbox } = firm();
	const accessTokenUrl = `${line.url}/oauth/token`;
	const credential = { customHost: line.url, accessTokenUrl };
	return { stored: credentialsFor({ sandbox, credential }) };
};
const renewalStalls = () => {
	firm().sandbox.expireTokens();
	firm().sandbox.fail({ path: '/oauth/token', hang: true, times: Infinity });
};
const always = (fault: Fault) => line.rage(1, { [fault]: 1 });

test('a list that drips is asked for four times, ten minutes each', async () => {
	always('drip without end');
	const { error } = await firm().run('matter', 'getAll', {}, over());
	expect(error?.message).toBe('Clio could not be reached to list matters');
	expect(error?.description).toContain('no answer came in time');
	expect(line.deeds).toHaveLength(4);
	expect(ofTenMinutes()).toBe(4);
});

test('a new record whose answer drips is not sent again, and may be there', async () => {
	always('drip without end');
	const parameters = {
		type: 'Matter',
		matter: choose(firm().all('matters')[0].id),
		subject: 'Dripping',
		detail: 'Called',
	};
	const { error } = await firm().run('note', 'create', parameters, over());
	expect(error?.message).toMatch(/may or may not have been carried out/);
	expect(
		firm()
			.all('notes')
			.filter((one) => one.subject === 'Dripping'),
	).toHaveLength(1);
});

test('a token whose renewal stalls is not waited for longer than that', async () => {
	const connection = over();
	renewalStalls();
	const { error } = await firm().run('matter', 'getAll', {}, connection);
	expect(error?.message).toBe('Clio could not be reached to list matters');
	expect(ofTenMinutes()).toBe(4);
});

test('Cancel ends an execution that waits for the renewal of a token', async () => {
	limit.mockImplementation((ms) => timeout.call(AbortSignal, ms));
	const connection = over();
	renewalStalls();
	const start = Date.now();
	const { run } = await firm().run('matter', 'getAll', {}, { ...connection, cancelAfter: 300 });
	expect(Date.now() - start).toBeLessThan(3_000);
	expect(run.status).toBe('canceled');
});

const page = { status: 200, body: '<html>Sign in</html>' };
const perhaps = /may or may not have been carried out/;
const told = ({ error }: Outcome) => `${error?.message} ${error?.description}`;

test('a deletion that is answered with a page may be done, and the message says so', async () => {
	const [{ id }] = firm().all('notes');
	firm().sandbox.fail({ method: 'DELETE', when: 'after', ...page });
	const outcome = await firm().run('note', 'delete', { noteId: choose(id) });
	expect(told(outcome)).toMatch(/^Something else than Clio answered the request to delete note/);
	expect(told(outcome)).toMatch(perhaps);
	expect(
		firm()
			.all('notes')
			.map((one) => one.id),
	).not.toContain(id);
});

test.each([
	['after it was carried out', { when: 'after' as const, status: 502, times: 4 }],
	['four times', { drop: true, times: 4 }],
])('a change whose answer is lost %s may be done, and the message says so', async (_, fault) => {
	const [{ id }] = firm().all('contacts');
	firm().sandbox.fail({ method: 'PATCH', ...fault });
	const parameters = { contactId: choose(id), fields: { title: 'Counsel' } };
	const outcome = await firm().run('contact', 'update', parameters);
	expect(told(outcome)).toMatch(/^Clio (is not available|could not be reached)/);
	expect(told(outcome)).toMatch(perhaps);
});

test('a change that Clio refused is not done, and the message leaves no doubt', async () => {
	const [{ id }] = firm().all('contacts');
	firm().sandbox.fail({ method: 'PATCH', status: 422 });
	const parameters = { contactId: choose(id), fields: { title: 'Counsel' } };
	expect(told(await firm().run('contact', 'update', parameters))).not.toMatch(perhaps);
});

test('half a record is not quoted as if Clio said it', async () => {
	firm().sandbox.fail({ method: 'POST', when: 'after', status: 201, body: '{"data":{"id":1,"na' });
	const parameters = {
		...{ type: 'Matter', matter: choose(firm().all('matters')[0].id) },
		...{ subject: 'Halved', detail: 'Called' },
	};
	const outcome = await firm().run('note', 'create', parameters);
	expect(told(outcome)).toMatch(perhaps);
	expect(told(outcome)).not.toContain('Clio says');
});

test('where a page stands in front of a list, it is not asked for each of its records', async () => {
	firm().sandbox.fail({ times: Infinity, ...page });
	const items = firm()
		.all('matters')
		.map(({ id }) => ({ id }));
	const { json } = await firm().run(
		'matter',
		'get',
		{ matterId: choose('={{ $json.id }}') },
		{ items, node: { onError: 'continueRegularOutput' } },
	);
	expect(json).toHaveLength(12);
	for (const { error } of json) expect(error).toMatch(/^Something else than Clio answered/);
	expect(firm().asked('matters')).toHaveLength(1);
});

test('a new folder of which nobody can say whether it is there stays in doubt', async () => {
	const { sandbox } = firm();
	sandbox.fail({ method: 'POST', path: /folders/, when: 'after', drop: true });
	sandbox.fail({ method: 'GET', path: /matters|folders/, skip: 2, drop: true, times: Infinity });
	const parameters = {
		parent: choose(`Matter:${firm().all('matters')[0].id}`),
		folder_path: 'Pleadings',
	};
	const outcome = await firm().run('folder', 'findOrCreatePath', parameters);
	expect(told(outcome)).toMatch(perhaps);
});

test('a new folder that cannot be read is given by its name', async () => {
	const { sandbox } = firm();
	sandbox.fail({ method: 'GET', path: /folders\/\d+/, status: 403, times: Infinity });
	const parameters = {
		parent: choose(`Matter:${firm().all('matters')[0].id}`),
		folder_path: 'Pleadings',
	};
	const { json, error } = await firm().run('folder', 'findOrCreatePath', parameters);
	expect(error).toBeUndefined();
	expect(json).toMatchObject([{ name: 'Pleadings', wasCreated: true }]);
});

test('a deletion that is answered with nothing, and not by Clio, is not taken for done', async () => {
	const [{ id }] = firm().all('notes');
	line.rage(1, { 'empty before': 1 });
	const outcome = await firm().run('note', 'delete', { noteId: choose(id) }, over());
	expect(told(outcome)).toMatch(/^Something else than Clio answered the request to delete note/);
	expect(told(outcome)).toMatch(perhaps);
});

test('an API request does not give half of what Clio said', async () => {
	line.rage(1, { 'cut without a sign': 1 });
	const parameters = { method: 'GET', path: 'contacts?fields=id,name' };
	const { json, error } = await firm().run('apiRequest', 'request', parameters, over());
	expect(json).toEqual([]);
	expect(error?.message).toMatch(/^Something else than Clio answered/);
});

describe('a report, whose size Clio does not tell,', () => {
	let files: ChaosProxy;
	beforeEach(async () => {
		const { storage } = firm().sandbox;
		files = await ChaosProxy.start(storage.url);
		storage.rewrite((address) => address.replace(storage.url, files.url));
	});
	afterEach(async () => files.close());

	const rows = async () => {
		const { id } = firm().add('reports', {
			...{ kind: 'revenue', format: 'csv', state: 'completed' },
		});
		const parameters = { reportId: choose(id), return: 'rows', binaryPropertyName: 'data' };
		return firm().run('report', 'download', parameters);
	};

	test.each<[Fault, RegExp]>([
		['empty after', /nothing came/],
		['HTML after', /a page came in its place/],
		['cut without a sign', /the connection ended without a word/],
		['cut short of its length', /aborted|broke off/],
		['cut between chunks', /aborted|broke off/],
	])('does not come as less than it is: %s', async (fault, says) => {
		files.rage(1, { [fault]: 1 });
		const { json, error } = await rows();
		expect(json).toEqual([]);
		expect(error?.message).toMatch(/^The file ".*" did not arrive whole$/);
		expect(error?.description).toMatch(says);
		expect(files.deeds).toHaveLength(3);
	});

	test('comes whole over a line that is better the second time', async () => {
		const whole = await rows();
		files.rage(1, { 'cut without a sign': 1 });
		const again = rows();
		while (!files.deeds.some(({ fault }) => fault)) await new Promise(setImmediate);
		files.calm();
		expect((await again).json).toEqual(whole.json);
		expect(whole.json.length).toBeGreaterThan(2);
	});
});
