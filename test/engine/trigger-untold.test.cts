import { FlyingTime } from './flying-time.cts';
import { check, day, minute, running, until, withClio } from './trigger-kit.cts';

/** Beside the stories of `trigger-again`, for which time does not fly. */
let time: FlyingTime;
beforeEach(() => void (time = new FlyingTime()));
afterEach(() => time.end());

it('missed changes of which n8n does not tell how they ended are looked at again, however old they are', async () =>
	withClio({ clio: { now: time.clio }, isQueue: true }, async (place) => {
		const { sandbox, host } = place;
		await running(place);
		host.kill();
		const rows = sandbox.change('matters', { description: 'Missed' }, { count: 2 });
		await sandbox.webhooks.settled();
		await sandbox.advance(day);
		host.gate = new Promise(() => undefined);
		await host.restart();
		await until(() => host.begun === 2, 'both, each five minutes after the other', 60_000);
		host.gate = Promise.resolve();
		await sandbox.advance(6 * minute);
		await check(place);
		await until(() => host.started.length > 0, 'what is run again');
		const again = host.started.flatMap(({ json }) => json);
		expect(again.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
	}));
