import { fileOf } from './engine.cts';
import { ownFirm } from './kit.cts';

/** One file after the other is gathered on an item, e.g. for one e-mail. */
const firm = ownFirm();

const files = [{ first: fileOf('First.pdf', 'The first one') }];
const generate = (parameters: object) =>
	firm().run(
		'report',
		'generate',
		{
			...{ kind: 'accounts_receivable_aging', period: 'none', return: 'xlsx' },
			...{ waitAtMost: 1, binaryPropertyName: 'second', ...parameters },
		},
		{ files },
	);
const fieldsOf = ({ items, error }: Awaited<ReturnType<typeof generate>>) => {
	expect(error).toBeUndefined();
	return items.map(({ binary = {} }) => Object.keys(binary));
};

test('a report comes beside the file before it', async () => {
	expect(fieldsOf(await generate({}))).toEqual([['first', 'second']]);
});

test('an empty report leaves the file before it in its place', async () => {
	firm().sandbox.outcome('reports', 'empty');
	const outcome = await generate({});
	expect(fieldsOf(outcome)).toEqual([['first']]);
	expect(outcome.json).toMatchObject([{ empty: true }]);
});

test('a report that is not waited for leaves the file before it in its place', async () => {
	expect(fieldsOf(await generate({ waitAtMost: 0 }))).toEqual([['first']]);
});
