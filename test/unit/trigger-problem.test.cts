import type { ITriggerFunctions } from 'n8n-workflow';
import { ClioError, type Cause } from '../../clio/errors';
import { Problem } from '../../nodes/ClioTrigger/problem';

function setup(canSave = true) {
	const failed: string[] = [];
	const logged: string[] = [];
	const log = (line: string) => void logged.push(line);
	const context = {
		getNode: () => ({ name: 'Clio Trigger' }),
		getWorkflow: () => ({ id: '1', name: 'Intake' }),
		logger: { info: log, warn: log },
		...(canSave ? { saveFailedExecution: ({ message }: Error) => failed.push(message) } : {}),
	};
	return { problem: new Problem(context as unknown as ITriggerFunctions), failed, logged };
}

const error = (reason: Cause, message = 'It broke') => new ClioError(reason, message, 'Mend it.');

describe('what is wrong with a trigger', () => {
	it.each<Cause>(['unavailable', 'rateLimit', 'inDoubt', 'unexpected'])(
		'%s may pass: it is told at the third check, once',
		(reason) => {
			const { problem, failed, logged } = setup();
			const counts = [1, 2, 3, 4, 5].map((time) => {
				problem.met(error(reason, `Broken ${time}`));
				return failed.length;
			});
			expect(counts).toEqual([0, 0, 1, 1, 1]);
			expect(logged[0]).toBe('Clio Trigger of the workflow Intake: Broken 1. Mend it.');
		},
	);

	it.each<Cause>(['permission', 'connection', 'refused', 'changed', 'version'])(
		'%s does not pass: it is told at once, once',
		(reason) => {
			const { problem, failed } = setup();
			for (let times = 0; times < 5; times++) problem.met(error(reason));
			expect(failed).toEqual(['It broke']);
		},
	);

	it('is told again after it was over, whose end is logged', () => {
		const { problem, failed, logged } = setup();
		problem.met(error('permission'));
		problem.over();
		problem.over();
		expect(logged.filter((line) => /works again/.test(line))).toHaveLength(1);
		problem.met(error('permission'));
		expect(failed).toHaveLength(2);
	});

	it('a check that goes well starts the count anew', () => {
		const { problem, failed } = setup();
		for (const isWell of [false, false, true, false, false, true, false]) {
			if (isWell) problem.over();
			else problem.met(error('unavailable'));
		}
		expect(failed).toEqual([]);
	});

	it('is in the log alone where n8n cannot keep failed executions', () => {
		const { problem, logged } = setup(false);
		problem.met(error('permission'));
		expect(logged).toEqual(['Clio Trigger of the workflow Intake: It broke. Mend it.']);
	});
});
