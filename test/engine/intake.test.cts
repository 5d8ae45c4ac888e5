import { choose } from './engine.cts';
import { numbered, ownFirm } from './kit.cts';

/** What a law firm does with a list of leads: client and matter of each, and no harm in doing it twice. */
const firm = ownFirm();

const leads = 200;
const options = (name: string) => firm().field(name).picklist_options as any[];

/** Fifteen custom fields: of the contact and of the matter, of every type. */
const ofContact = () => ({
	'Client Number': '={{ "L-" + $json.n }}',
	'Client Since': '2026-01-05',
	'Client Group': options('Client Group')[0].option,
	'Credit Limit': '={{ 100 + $json.n }}',
	Dependants: '={{ $json.n % 4 }}',
	'Identity Checked': true,
	'Public Profile': '={{ "https://leads.example/" + $json.n }}',
});
const ofMatter = () => ({
	'Incident Date': '2026-01-04',
	'Referral Source': options('Referral Source')[0].option,
	Urgency: options('Urgency')[1].option,
	'Settlement Offer': '={{ 1000 + $json.n }}',
	'Number of Witnesses': '={{ $json.n % 5 }}',
	'Conflict Checked': false,
	Judge: 'Okonkwo',
	'Facts of the Case': '={{ "Lead " + $json.n }}',
});

const clients = () =>
	firm().run(
		'contact',
		'upsert',
		{
			matchBy: 'email',
			type: 'Person',
			first_name: 'Lead',
			last_name: '={{ "Number " + $json.n }}',
			email: '={{ "lead" + $json.n + "@intake.example" }}',
			phone: '={{ "416 555 " + String(1000 + $json.n) }}',
			contactCustomFieldChanges: firm().mapped(ofContact()),
			options: { fieldList: 'id' },
		},
		{ items: numbered(leads) },
	);

const matters = (ids: unknown[]) =>
	firm().run(
		'matter',
		'findOrCreate',
		{
			client: choose('={{ $json.client }}'),
			description: 'Enquiry from the web site',
			practice_area: choose('Personal Injury', 'name'),
			matterCustomFields: firm().mapped(ofMatter()),
			options: { fieldList: 'id' },
		},
		{ items: ids.map((client, n) => ({ n, client })) as never },
	);

test('200 leads, twice: 200 clients and matters, nothing doubled, few requests', async () => {
	const before = { contacts: firm().all('contacts').length, matters: firm().all('matters').length };
	const runs = [];
	for (const round of [1, 2]) {
		firm().sandbox.requests.length = 0;
		const first = await clients();
		expect(first.error).toBeUndefined();
		const second = await matters(first.json.map(({ id }) => id));
		expect(second.error).toBeUndefined();
		const created = [first, second].map(({ json }) => json.every((one) => one.wasCreated === true));
		expect(created).toEqual([round === 1, round === 1]);
		runs.push({ requests: firm().sandbox.requests.length, writes: firm().writes.length });
	}

	expect(firm().all('contacts')).toHaveLength(before.contacts + leads);
	expect(firm().all('matters')).toHaveLength(before.matters + leads);
	for (const one of firm().all('contacts').slice(-leads)) {
		for (const list of ['email_addresses', 'phone_numbers']) expect(one[list]).toHaveLength(1);
		expect(one.custom_field_values).toHaveLength(Object.keys(ofContact()).length);
	}
	const last = firm().all('matters').at(-1)!;
	expect(firm().stored('matters', last.id)).toEqual({
		'Incident Date': '2026-01-04',
		'Referral Source': options('Referral Source')[0].id,
		Urgency: options('Urgency')[1].id,
		'Settlement Offer': 1000 + leads - 1,
		'Number of Witnesses': (leads - 1) % 5,
		'Conflict Checked': false,
		Judge: 'Okonkwo',
		'Facts of the Case': `Lead ${leads - 1}`,
	});

	// The least there can be. First: of each lead one search for the client and one creation, one search for
	// the matter and one creation; the definitions once in each of the two nodes, the practice area once.
	// Again: the searches alone, which bring all that is compared.
	expect(runs[0].writes).toBe(2 * leads);
	expect(runs[1].writes).toBe(0);
	expect(runs[0].requests).toBeLessThanOrEqual(1.1 * (4 * leads + 3));
	expect(runs[1].requests).toBeLessThanOrEqual(1.1 * (2 * leads + 3));
	process.stdout.write(
		`Intake of ${leads}: ${runs.map((one) => one.requests).join(' and ')} requests\n`,
	);
}, 120_000);
