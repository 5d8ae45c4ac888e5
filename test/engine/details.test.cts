import { ownFirm } from './kit.cts';

/** Add Client and Attorney Details: whom to write to, beside each record. */
const firm = ownFirm(40);
const everything = { returnAll: true, addDetails: true };

test.each(['matter', 'task', 'calendarEntry'])(
	'%s: client and attorney with e-mail',
	async (of) => {
		const { json, error } = await firm().run(of, 'getAll', { ...everything, show: 'all' });
		expect(error).toBeUndefined();
		const onMatters = json.filter(({ matterNumber }) => matterNumber);
		expect(onMatters.length).toBeGreaterThan(5);
		for (const one of onMatters) {
			const matter = firm()
				.all('matters')
				.find((row) => row.display_number === one.matterNumber)!;
			const client = firm().get('contacts', matter.client);
			const address = client.email_addresses.find((each: any) => each.primary)?.address ?? null;
			const attorney =
				matter.responsible_attorney && firm().get('users', matter.responsible_attorney);
			expect(one).toMatchObject({
				client: client.name,
				clientEmail: address,
				attorney: attorney?.name ?? null,
				attorneyEmail: attorney?.email ?? null,
			});
		}
	},
);

test.each([
	['Contacts', 'clientEmail', 'attorneyEmail'],
	['Users', 'attorneyEmail', 'matterNumber'],
])('without the permission %s the list comes, with a hint', async (permission, empty, filled) => {
	firm().sandbox.withhold(permission);
	const { json, error, task } = await firm().run('task', 'getAll', { ...everything, show: 'all' });
	expect(error).toBeUndefined();
	expect(json.length).toBeGreaterThan(5);
	expect(json.every((one) => one[empty] === null)).toBe(true);
	expect(json.some((one) => one[filled])).toBe(true);
	expect(task?.hints?.map(({ message }) => message).join()).toContain(
		`not read them: ${permission}.`,
	);
});

test('any other failure ends it', async () => {
	firm().sandbox.fail({ path: /contacts/, status: 422 });
	const { error } = await firm().run('task', 'getAll', { ...everything, show: 'all' });
	expect(error?.message).toMatch(/list contacts/);
});

test('many records take a handful of requests', async () => {
	await firm().run('task', 'getAll', { ...everything, show: 'all' });
	expect(firm().sandbox.requests.length).toBeLessThanOrEqual(4);
});

test('matters tell of themselves: they are not listed a second time', async () => {
	const { json } = await firm().run('matter', 'getAll', everything);
	expect(json.some(({ attorneyEmail }) => attorneyEmail)).toBe(true);
	expect(firm().asked('matters')).toHaveLength(1);
});

test('custom fields, of which there may be dozens, come last', async () => {
	const { json } = await firm().run('matter', 'getAll', {
		...everything,
		filters: { limitation_days: 700 },
	});
	const names = Object.keys(json[0]);
	expect(names).toEqual(expect.arrayContaining(['limitationDate', 'attorneyEmail', 'url']));
	expect(names.at(-1)).toBe('customFields');
});
