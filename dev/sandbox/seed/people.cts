import type { Seeding } from './firm.cts';
import { CITIES, COMPANIES, FIRST_NAMES, LAST_NAMES, STREETS } from './words.cts';

/** Clients and others: about one contact for three matters, a quarter of them companies. */
export function seedPeople(seeding: Seeding): void {
	const { store, random, matters, ago } = seeding;
	const count = Math.max(12, Math.ceil(matters / 3));
	const companies: number[] = [];
	for (let index = 0; index < count; index++) {
		const at = ago(Math.floor(1850 * (1 - index / count)) + 1);
		const isCompany = index % 4 === 0;
		const fields = isCompany ? company(seeding, index) : person(seeding, index, companies);
		const row = store.insert(
			'contacts',
			{ ...fields, ...reach(seeding, fields.host, at, index) },
			at,
		);
		if (isCompany && random.chance(0.8)) companies.push(row.id);
	}
}

function company({ random }: Seeding, index: number) {
	const name = COMPANIES.map((list) => random.pick(list)).join(' ');
	return { type: 'Company', name, host: `contact@${slug(name)}-${index}.example` };
}

function person({ random }: Seeding, index: number, companies: number[]) {
	const first_name = random.pick(FIRST_NAMES);
	// In turn, so that even a small firm has every name.
	const last_name = LAST_NAMES[index % LAST_NAMES.length];
	return {
		type: 'Person',
		first_name,
		last_name,
		name: `${first_name} ${last_name}`,
		prefix: random.chance(0.2) ? random.pick(['Dr', 'Ms', 'Mr']) : null,
		title: random.chance(0.3) ? random.pick(['Director', 'Bookkeeper', 'Owner']) : null,
		company: companies.length > 0 && random.chance(0.25) ? random.pick(companies) : null,
		date_of_birth: `19${random.between(50, 99)}-0${random.between(1, 9)}-${random.between(10, 28)}`,
		host: `${slug(first_name)}.${slug(last_name)}${index}@mail.example`,
	};
}

function reach({ store, random }: Seeding, address: string, at: string, turn: number) {
	const entry = (kind: string, fields: object, first: boolean) => ({
		id: store.nextId(kind),
		created_at: at,
		updated_at: at,
		primary: first,
		...fields,
	});
	const emails = random.chance(0.3) ? [address, address.replace('@', '.office@')] : [address];
	const [city, province, postal_code] = random.pick(CITIES);
	const street = `${random.between(1, 240)} ${random.pick(STREETS)}`;
	const home = { name: 'Home', street, city, province, postal_code, country: 'US' };
	const last = String(random.between(100, 199));
	return {
		email_addresses: emails.map((each, index) =>
			entry('EmailAddress', { name: index ? 'Work' : 'Home', address: each }, index === 0),
		),
		phone_numbers: phonesOf(last, turn).map((each, index) =>
			entry('PhoneNumber', each, index === 0),
		),
		addresses: random.chance(0.7) ? [entry('Address', home, true)] : [],
		currency: store.all('currencies')[0].id,
	};
}

/** As people write them; some are called at work, too. */
const PHONES: ((last: string) => string)[] = [
	(last) => `(415) 555-0${last}`,
	(last) => `212-555-0${last}`,
	(last) => `+1 312 555 0${last}`,
	(last) => `617.555.0${last}`,
	(last) => `2135550${last}`,
	(last) => `+1 (503) 555-0${last} ext. 4`,
];

function phonesOf(last: string, turn: number) {
	const mobile = { name: 'Mobile', number: PHONES[turn % PHONES.length](last) };
	if (turn % 3 !== 0) return [mobile];
	return [mobile, { name: 'Work', number: PHONES[(turn + 1) % PHONES.length](last) }];
}

const slug = (text: string) => text.toLowerCase().replace(/[^a-z]+/g, '');
