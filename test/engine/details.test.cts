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

test('many records take a handful of requests', async () => {
	await firm().run('task', 'getAll', { ...everything, show: 'all' });
	expect(firm().sandbox.requests.length).toBeLessThanOrEqual(4);
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
