import { choose, type Setup } from './engine.cts';
import { letTimeFly, passing } from './flying-time.cts';
import { numbered, ownFirm } from './kit.cts';

/** Somebody presses the cancel button while Clio is slow to answer: that is the last it hears of the execution. */
letTimeFly();
const firm = ownFirm(30);

const requests = () => firm().sandbox.requests.length;

/** Every answer takes a while, so that the button is pressed in the middle of the work. */
async function cancelled(
	resource: string,
	operation: string,
	parameters: object,
	rest: Partial<Setup> = {},
) {
	firm().sandbox.fail({ times: Infinity, delayMs: 120 });
	const before = Date.now();
	const { run } = await firm().run(resource, operation, parameters, {
		cancelAfter: 400,
		node: { onError: 'continueRegularOutput' },
		items: numbered(30) as never,
		...rest,
	});
	expect(run.status).toBe('canceled');
	expect(Date.now() - before).toBeLessThan(5_000);
	const sent = requests();
	await passing(1_000);
	// One may have been on its way.
	expect(requests()).toBeLessThanOrEqual(sent + 1);
	return { writes: firm().writes.length };
}

const lead = {
	type: 'Person',
	first_name: 'Lead',
	last_name: '={{ "Number " + $json.n }}',
	email: '={{ "lead" + $json.n + "@intake.example" }}',
};
const contacts = () => firm().all('contacts').length;

test('Find asks no more', async () => {
	await cancelled('matter', 'find', {
		findBy: 'clientEmail',
		findValue: '={{ "lead" + $json.n + "@intake.example" }}',
	});
});

test('Create or Update leaves whole contacts, or none', async () => {
	const before = contacts();
	const { writes } = await cancelled('contact', 'upsert', { matchBy: 'email', ...lead });
	// Of the one on its way Clio's answer was never heard.
	expect([writes, writes + 1]).toContain(contacts() - before);
	for (const one of firm().all('contacts').slice(before))
		expect(one.email_addresses).toHaveLength(1);
});

test('Find or Create leaves whole matters, or none', async () => {
	const before = firm().all('matters').length;
	const { writes } = await cancelled('matter', 'findOrCreate', {
		client: choose(firm().all('contacts')[0].id),
		description: '={{ "Enquiry " + $json.n }}',
	});
	expect([writes, writes + 1]).toContain(firm().all('matters').length - before);
});

test('Check for Conflicts gives no half of an answer', async () => {
	await cancelled('contact', 'checkConflicts', { names: '={{ "Zelda Quackenbush" + $json.n }}' });
});

test('Check Connection gives no half of an answer', async () => {
	await cancelled('user', 'checkConnection', {});
});

test('API Request asks for no further page', async () => {
	await cancelled('apiRequest', 'request', {
		method: 'GET',
		path: 'matters?fields=id&limit=5',
		paginate: true,
		returnAll: true,
	});
});

test('API Request sends no further change', async () => {
	const ids = firm()
		.all('matters')
		.map(({ id }) => ({ id }));
	await cancelled(
		'apiRequest',
		'request',
		{ method: 'PATCH', path: '={{ "matters/" + $json.id }}', body: '{"description": "New"}' },
		{ items: ids as never },
	);
	const changed = firm()
		.all('matters')
		.filter(({ description }) => description === 'New').length;
	// The one on its way may or may not have come to an answer.
	expect(changed - firm().writes.length).toBeLessThanOrEqual(1);
	expect(changed).toBeLessThan(ids.length);
});

describe('a record that was on its way', () => {
	const create = (rest: Partial<Setup> = {}) =>
		firm().run(
			'note',
			'create',
			{
				type: 'Matter',
				matter: choose(firm().all('matters')[0].id),
				subject: '={{ "Note " + $json.n }}',
				detail: 'Called',
				options: { fieldList: 'id' },
			},
			{ items: numbered(3) as never, ...rest },
		);

	test('may have been created, and is not called unsent', async () => {
		const before = firm().all('notes').length;
		firm().sandbox.fail({ method: 'POST', skip: 1, delayMs: 600 });
		const { run, error } = await create({ cancelAfter: 500 });
		expect(run.status).toBe('canceled');
		await passing(600);
		expect(firm().all('notes').length - before).toBe(2);
		expect(error?.message).toMatch(/canceled before an answer came.*may or may not/);
		expect(error?.description).toMatch(/Look in Clio.*1 of 3 items were carried out/s);
	});
});

test('a matter whose folders are not there yet is named', async () => {
	firm().sandbox.fail({
		method: 'POST',
		path: /folders/,
		status: 429,
		headers: { 'retry-after': '60' },
	});
	const { run, error } = await firm().run(
		'matter',
		'create',
		{
			client: choose(firm().all('contacts')[0].id),
			description: 'Sale',
			fields: { folders: 'Letters' },
			options: { fieldList: 'id' },
		},
		{ cancelAfter: 700 },
	);
	expect(run.status).toBe('canceled');
	const { id } = firm().all('matters').at(-1)!;
	expect(error?.message).toMatch(/canceled/);
	expect(error?.description).toContain(
		`The matter was created (ID ${id}), but the folder "Letters" was not created.`,
	);
});
