/** What the forms of the poll triggers have beyond the rules for every form. */
import type { INodeParameters } from 'n8n-workflow';
import { formOf, type Form } from './forms.cts';

const clioPollTrigger = formOf('ClioPollTrigger');

const isOffered = (form: Form, name: string, chosen: INodeParameters): boolean => {
	const { values } = form.situations.find(({ values: some }) =>
		Object.entries(chosen).every(([key, value]) => some[key] === value),
	)!;
	return form.properties.some((one) => one.name === name && form.isShown(one, values));
};

test.each(['ClioPollTrigger', 'ClioGrowPollTrigger'])(
	'%s has no menu to which n8n adds Custom API Call',
	(node) => {
		const names = formOf(node).properties.map(({ name }) => name);
		expect(names.filter((name) => ['resource', 'operation'].includes(name))).toEqual([]);
	},
);

describe('fields to watch', () => {
	test.each(['both', 'updated'])('are offered for any change that is %s', (changes) => {
		expect(isOffered(clioPollTrigger, 'watchedFields', { triggerOn: 'any', changes })).toBe(true);
	});

	test('are not offered for what is new: it was nothing before', () => {
		const chosen = { triggerOn: 'any', changes: 'created' };
		expect(isOffered(clioPollTrigger, 'watchedFields', chosen)).toBe(false);
		expect(isOffered(clioPollTrigger, 'watchedFields', { triggerOn: 'matterCreated' })).toBe(false);
	});

	test('are offered for an update, in Clio Grow as well', () => {
		const form = formOf('ClioGrowPollTrigger');
		expect(isOffered(clioPollTrigger, 'watchedFields', { triggerOn: 'matterUpdated' })).toBe(true);
		expect(isOffered(form, 'watchedFields', { triggerOn: 'growMatterUpdated' })).toBe(true);
		expect(isOffered(form, 'watchedFields', { triggerOn: 'growMatterHired' })).toBe(false);
	});
});
