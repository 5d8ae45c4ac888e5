import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';
import { ClioError, raise } from '../clio/errors';
import type { Clock } from '../clio/pacing';

/** What time it is, and how time goes on. */
export const ofMachine = { now: () => Date.now(), elapsed: () => performance.now() };

/** Waits in short slices, so that a cancelled execution ends at once on older versions of n8n, too. */
export function clockOf(context: object): Clock {
	const { signal, check } = cancelOf(context);
	const slice = 500;
	return {
		until: async (end) => {
			await orPressed(end, signal);
			check();
		},
		...ofMachine,
		sleep: async (ms) => {
			for (let left = ms; left > 0; left -= slice) {
				await sleep(Math.min(left, slice), signal).catch(() => undefined);
				check();
			}
		},
	};
}

/** Ends when either does. */
async function orPressed(end: Promise<unknown>, signal?: AbortSignal): Promise<void> {
	let press: () => void;
	const pressed = new Promise<void>((resolve) => {
		press = resolve;
		signal?.addEventListener('abort', press);
	});
	await Promise.race([end, pressed]).finally(() => signal?.removeEventListener('abort', press));
}

/** The cancel button of the execution; `check` ends the work once it was pressed. */
export function cancelOf(context: object) {
	const { getExecutionCancelSignal: signalOf } = context as Partial<IExecuteFunctions>;
	const signal = signalOf?.call(context);
	const isPressed = () => signal?.aborted === true;
	const check = () => {
		if (!isPressed()) return;
		const advice =
			'Nothing more was sent to Clio. A change that was on its way may have been carried out.';
		// n8n takes an error with this word for a cancelled execution, not a failed one.
		raise(new ClioError('cancelled', 'The execution was canceled', advice));
	};
	return { signal, check, isPressed };
}
