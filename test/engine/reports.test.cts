import { fromAi, useAsTool } from './agent.cts';
import { choose, fileOf, type Outcome, type Setup } from './engine.cts';
import { filingFirm, quickWaits, retry } from './files-kit.cts';
import { flyingTime } from './kit.cts';

/** A report is one step: asked for, waited for, and given as rows or as a file. */
const files = filingFirm(() => ({ now: flyingTime() }));
quickWaits();

const firm = () => files().firm;
const reports = () => firm().all('reports');
/** What was asked for here, not what the firm has from the start. */
const posts = () => files().calls.filter((one) => /^POST .*report/.test(one));

const generate = (parameters: object = {}, rest: Partial<Setup> = {}) =>
	firm().run(
		'report',
		'generate',
		{
			kind: 'revenue',
			period: 'none',
			return: 'rows',
			waitAtMost: 5,
			binaryPropertyName: 'data',
			output: 'simplified',
			...parameters,
		},
		rest,
	);

const download = (id: unknown, parameters: object = {}) =>
	firm().run('report', 'download', {
		reportId: choose(id),
		return: 'file',
		binaryPropertyName: 'data',
		...parameters,
	});

const bytesOf = ({ items }: Outcome) => Buffer.from(items[0].binary!.data.data, 'base64');
const hintsOf = ({ task }: Outcome) => (task?.hints ?? []).map(({ message }) => message);

/** Of one kind and format, as somebody in the firm had it made before. */
const made = (format: string, values: object = {}) =>
	firm().add('reports', { kind: 'revenue', format, ...values });

describe('rows', () => {
	test('are items, with the names of the columns', async () => {
		const { json, items, error } = await generate();
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(5);
		expect(Object.keys(json[0])).toEqual(
			expect.arrayContaining(['Client', 'Matter', 'Billed', 'Collected']),
		);
		expect(items.every(({ binary }) => !binary)).toBe(true);
	});

	test('are those of the period and of whom it is asked for', async () => {
		const { client } = files().matter;
		const all = await generate();
		const some = await generate({
			period: 'between',
			start_date: '2020-01-01',
			end_date: '2030-12-31',
			fields: { client: choose(client) },
		});
		expect(firm().sent.at(-1)).toMatchObject({
			format: 'csv',
			start_date: '2020-01-01',
			end_date: '2030-12-31',
			client: { id: client },
		});
		expect(some.json.length).toBeGreaterThan(0);
		expect(some.json.length).toBeLessThan(all.json.length);
	});

	test('of several items each know their item', async () => {
		const { items, json } = await generate(
			{ kind: '={{ $json.kind }}' },
			{ items: [{ kind: 'revenue' }, { kind: 'matter' }] },
		);
		const first = items.filter(({ pairedItem }) => Object(pairedItem).item === 0);
		expect(first.length).toBeGreaterThan(0);
		expect(items.length).toBeGreaterThan(first.length);
		expect(json[0]).toHaveProperty('Billed');
		expect(json.at(-1)).toHaveProperty('Description');
		expect(posts()).toHaveLength(2);
	});
});

test.each(['rows', 'Rows', ''])('"%s" from an expression are rows', async (word) => {
	const { json, error } = await generate({ return: `={{ "${word}" }}` });
	expect(error).toBeUndefined();
	expect(json[0]).toHaveProperty('Billed');
});

describe('a file', () => {
	test.each([
		['csv', 'text/csv', 'Client'],
		['html', 'text/html', '<!DOCTYPE html>'],
		['json', 'application/json', '['],
		['pdf', 'application/pdf', '%PDF'],
		['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
		['zip', 'application/zip', 'PK'],
	])('in %s', async (format, type, begins) => {
		const outcome = await generate({
			return: format,
			period: 'between',
			start_date: '2026-01-01',
			end_date: '2026-12-31',
		});
		expect(outcome.error).toBeUndefined();
		expect(firm().sent.at(-1)).toMatchObject({ format });
		expect(outcome.json).toEqual([
			expect.objectContaining({ name: 'Revenue', kind: 'Revenue', state: 'Completed' }),
		]);
		expect(outcome.items[0].binary).toMatchObject({
			data: {
				fileName: `Revenue 2026-01-01 to 2026-12-31.${format}`,
				fileExtension: format,
				mimeType: type,
			},
		});
		expect(bytesOf(outcome).subarray(0, begins.length).toString()).toBe(begins);
	});

	test('stands in its field beside those the item has', async () => {
		const { items } = await generate(
			{ return: 'pdf', binaryPropertyName: 'report' },
			{ files: [{ data: fileOf('Letter.pdf', 'Dear client') }] },
		);
		expect(Object.keys(items[0].binary!)).toEqual(['data', 'report']);
	});

	test('of a year is called by it, of no period by the day it was made', async () => {
		const nameOf = async (parameters: object) =>
			(await generate({ return: 'pdf', ...parameters })).items[0].binary!.data.fileName;
		expect(await nameOf({ fields: { year: '2026' } })).toBe('Revenue 2026.pdf');
		expect(await nameOf({})).toMatch(/^Revenue \d{4}-\d\d-\d\d\.pdf$/);
	});

	test('without a field to go to is refused', async () => {
		const { error } = await generate({ return: 'pdf', binaryPropertyName: '={{ "" }}' });
		expect(error?.message).toMatch(/Put Output File in Field is empty/);
	});
});

describe('a report with nothing in it', () => {
	beforeEach(() => firm().sandbox.outcome('reports', 'empty'));

	test('has no rows, and a hint says why', async () => {
		const outcome = await generate();
		expect(outcome.error).toBeUndefined();
		expect(outcome.items).toEqual([]);
		expect(hintsOf(outcome).join()).toMatch(/Revenue is empty/);
	});

	test('is an item without a file', async () => {
		const outcome = await generate({ return: 'xlsx' });
		expect(outcome.json).toEqual([expect.objectContaining({ state: 'Empty', empty: true })]);
		expect(outcome.items[0].binary ?? {}).toEqual({});
		expect(files().transfers('GET')).toBe(0);
	});

	test('is not mistaken for a file that the item had in its field', async () => {
		const given = { data: fileOf('Old.xlsx', 'old'), letter: fileOf('Letter.pdf', 'Dear') };
		const { items } = await generate({ return: 'xlsx' }, { files: [given] });
		expect(Object.keys(items[0].binary!)).toEqual(['letter']);
	});

	test('is so also when it is fetched later', async () => {
		const { id } = made('csv', { outcome: 'empty', state: 'empty' });
		expect((await download(id)).json).toEqual([expect.objectContaining({ empty: true })]);
		expect((await download(id, { return: 'rows' })).json).toEqual([]);
	});
});

describe('a report that Clio cannot make', () => {
	beforeEach(() => firm().sandbox.outcome('reports', 'failed'));

	test('is an error that names it', async () => {
		const { error } = await generate();
		const { id } = reports().at(-1)!;
		expect(error?.message).toBe(`Clio could not make the report (ID ${id})`);
		expect(error?.description).toMatch(/Try it in Clio itself/);
		expect(error?.description).not.toMatch(/carried out/);
	});

	test('is made anew by a retry', async () => {
		await generate({}, { node: retry });
		expect(posts()).toHaveLength(2);
	});

	test('does not keep others from theirs', async () => {
		firm().sandbox.outcome('reports');
		firm().sandbox.fail({ method: 'GET', path: /reports\/\d+/, status: 404 });
		const { json } = await generate(
			{ kind: '={{ $json.kind }}', return: 'pdf' },
			{
				items: [{ kind: 'revenue' }, { kind: 'matter' }],
				node: { onError: 'continueRegularOutput' },
			},
		);
		expect(json).toEqual([
			expect.objectContaining({ error: expect.stringMatching(/report/) }),
			expect.objectContaining({ kind: 'Matters' }),
		]);
	});
});

describe('a report that takes too long', () => {
	beforeEach(() => firm().sandbox.outcome('reports', 'never'));
	const shortly = { waitAtMost: 0.01 };

	test('is an error that names it, and how to fetch it', async () => {
		const { error } = await generate(shortly);
		const { id } = reports().at(-1)!;
		expect(error?.message).toMatch(/^Clio has not finished the report after/);
		expect(error?.description).toMatch(new RegExp(`ID ${id}.*by its ID`));
		expect(error?.description).not.toMatch(/carried out/);
	});

	test('is waited for by a retry, and not made a second time', async () => {
		const later = setTimeout(() => {
			firm().change('reports', reports().at(-1)!.id, { state: 'completed' });
		}, 1_500);
		const { json, error } = await generate(shortly, { node: { ...retry, maxTries: 5 } });
		clearTimeout(later);
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
		expect(posts()).toHaveLength(1);
	});

	test('is not waited for with 0: the record comes at once', async () => {
		const { json, items, error } = await generate({ waitAtMost: 0, return: 'pdf' });
		expect(error).toBeUndefined();
		expect(json).toEqual([expect.objectContaining({ id: reports().at(-1)!.id, kind: 'Revenue' })]);
		expect(items[0].binary).toBeUndefined();
		expect(files().calls.filter((one) => one.includes('download'))).toEqual([]);
	});

	test('is waited for as usual if what was mapped is empty', async () => {
		firm().sandbox.outcome('reports', undefined);
		const { items } = await generate({ waitAtMost: '', return: 'pdf' });
		expect(items[0].binary).toBeDefined();
	});

	test.each(['soon', -1, 100_000])('wait at most %s minutes is refused', async (waitAtMost) => {
		const { error } = await generate({ waitAtMost });
		expect(error?.message).toMatch(/^Wait at Most/);
		expect(posts()).toEqual([]);
	});
});

describe('from a preset', () => {
	const preset = (format: string) =>
		firm().add('report_presets', { name: "Partners' pack", kind: 'matter', format, options: '{}' });
	const fromPreset = (format: string, parameters: object = {}, rest: Partial<Setup> = {}) =>
		firm().run(
			'report',
			'generateFromPreset',
			{
				preset: choose(preset(format).id),
				return: 'rows',
				waitAtMost: 5,
				binaryPropertyName: 'data',
				...parameters,
			},
			rest,
		);

	test.each(['csv', 'json'])('rows of %s', async (format) => {
		const { json, error } = await fromPreset(format);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(firm().all('matters').length);
		expect(json[0]).toHaveProperty('Description');
	});

	test('the file, by the name of the preset', async () => {
		const { json, items } = await fromPreset('xlsx', { return: 'file' });
		expect(json).toEqual([expect.objectContaining({ format: 'Excel', state: 'Completed' })]);
		expect(items[0].binary!.data.fileName).toMatch(/^Partners' pack \d{4}-\d\d-\d\d\.xlsx$/);
	});

	test('rows of what has none are refused in words', async () => {
		const { error } = await fromPreset('pdf');
		expect(error?.message).toBe('A report in PDF has no rows');
		expect(error?.description).toMatch(/Set Return to a file/);
	});

	test('by the name of the preset', async () => {
		preset('csv');
		const name = choose("Partners' pack", 'name');
		const { json, error } = await firm().run('report', 'generateFromPreset', {
			preset: name,
			return: 'rows',
			waitAtMost: 5,
		});
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
	});
});

describe('what was made before', () => {
	test.each(['csv', 'json'])('rows of %s', async (format) => {
		const { json, error } = await download(made(format).id, { return: 'rows' });
		expect(error).toBeUndefined();
		expect(json[0]).toHaveProperty('Billed');
	});

	test('is the same in CSV and in JSON', async () => {
		const [csv, asJson] = [made('csv'), made('json')];
		const texts = (rows: object[]) =>
			rows.map((row) => Object.entries(row).map(([key, value]) => [key, String(value)]));
		const read = async (id: unknown) => texts((await download(id, { return: 'rows' })).json);
		expect(await read(csv.id)).toEqual(await read(asJson.id));
	});

	test('as a file', async () => {
		const { id } = made('pdf');
		const outcome = await download(id);
		expect(outcome.json).toEqual([expect.objectContaining({ id, format: 'PDF' })]);
		expect(bytesOf(outcome).toString('latin1')).toMatch(/^%PDF/);
	});

	test('that has no rows is not fetched for them', async () => {
		const { error } = await download(made('pdf').id, { return: 'rows' });
		expect(error?.message).toBe('A report in PDF has no rows');
		expect(files().transfers('GET')).toBe(0);
	});

	test('is not ready yet', async () => {
		const { error } = await download(made('csv', { state: 'in_progress' }).id);
		expect(error?.message).toMatch(/is not ready yet \(in progress\)/);
	});

	test('or has failed', async () => {
		const { error } = await download(made('csv', { state: 'failed' }).id);
		expect(error?.message).toMatch(/has no file: Clio could not make it/);
	});

	test('or is not there', async () => {
		const { error } = await download(1);
		expect(error?.message).toMatch(/report 1.*no such record/s);
	});
});

describe('a lost answer', () => {
	test('to the order: it is given again, since a second report does no harm', async () => {
		const before = reports().length;
		firm().sandbox.fail({ method: 'POST', path: /reports/, drop: true, when: 'after' });
		const { json, error } = await generate();
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
		expect(reports().length - before).toBe(2);
	});

	test('to a question', async () => {
		firm().sandbox.fail({ method: 'GET', path: /reports/, drop: true });
		expect((await generate()).error).toBeUndefined();
		expect(posts()).toHaveLength(1);
	});

	test('of the file, in mid-transfer', async () => {
		firm().sandbox.storage.fail({ method: 'GET', cutAfter: 10 });
		const whole = await generate({ return: 'csv' });
		expect(whole.error).toBeUndefined();
		expect(bytesOf(whole).toString()).toMatch(/^Client.*\r\n$/s);
		expect(files().transfers('GET')).toBe(2);
	});

	test('of the file for good: a retry fetches it and has no second report made', async () => {
		const heal = firm().sandbox.storage.fail({ method: 'GET', status: 403, times: Infinity });
		const later = setTimeout(heal, 800);
		const { error, json } = await generate(
			{},
			{ node: { ...retry, maxTries: 5, waitBetweenTries: 400 } },
		);
		clearTimeout(later);
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
		expect(posts()).toHaveLength(1);
	});
});

describe('a credential that may only read', () => {
	const readOnly = { credential: { access: 'readOnly' } };

	test('lets reports be made, which change nothing', async () => {
		const { error, json } = await generate({}, readOnly);
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
	});
});

test('without the permission the message names it', async () => {
	firm().sandbox.withhold('Reporting');
	const { error } = await generate();
	expect(`${error?.message} ${error?.description}`).toMatch(/Reporting/);
});

test('an agent says which report and when in words', async () => {
	const { answers, failed } = await useAsTool(
		{ sandbox: firm().sandbox },
		{
			resource: 'report',
			operation: 'generate',
			kind: fromAi('kind'),
			period: fromAi('period'),
			start_date: fromAi('from'),
			end_date: fromAi('to'),
			return: 'rows',
			waitAtMost: 5,
		},
		{ kind: 'Matters', period: '', from: '', to: '' } as any,
		{ kind: 'Revenue', period: 'Between', from: '2020-01-01', to: '2030-12-31' } as any,
	);
	expect(failed).toBeUndefined();
	expect(answers[1][0]).toHaveProperty('Billed');
	expect(firm().sent).toEqual([
		expect.objectContaining({ kind: 'matter', start_date: expect.stringMatching(/-01$/) }),
		expect.objectContaining({ kind: 'revenue', start_date: '2020-01-01', end_date: '2030-12-31' }),
	]);
});
