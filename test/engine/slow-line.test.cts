import { ChaosProxy } from '../../dev/chaos/proxy.cts';
import type { Fault } from '../../dev/chaos/faults.cts';
import { choose, credentialsFor } from './engine.cts';
import { quickWaits } from './files-kit.cts';
import { ownFirm } from './kit.cts';

/** No answer may keep a workflow for ever: neither one of which a little comes now and then, nor that of a renewal. */
const firm = ownFirm();
quickWaits();

let line: ChaosProxy;
/** For how long answers might be on their way, in milliseconds. */
let limits: number[];

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
	expect(limits).toEqual([600_000, 600_000, 600_000, 600_000]);
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
	expect(limits).toEqual([600_000, 600_000, 600_000, 600_000]);
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
