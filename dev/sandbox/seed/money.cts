import { Random } from './random.cts';
import type { Seeding } from './firm.cts';

/** Trust money of the open matters: of those with a minimum, a third has less than it. */
export function seedMoney(seeding: Seeding): void {
	const { store, ago, day, now } = seeding;
	const random = new Random(88_003);
	seedAccounts(seeding);
	for (const matter of store.all('matters').filter(({ status }) => status === 'Open')) {
		if (random.chance(0.3)) continue;
		matter.trust_balance = random.between(2, 60) * 100;
		matter.operating_balance = 0;
		if (random.chance(0.3)) continue;
		const isLow = random.chance(0.33);
		const minimum = matter.trust_balance + (isLow ? 1 : -1) * random.between(1, 10) * 100;
		const at = ago(120);
		matter.evergreen_retainer = {
			id: store.nextId('EvergreenRetainer'),
			created_at: at,
			updated_at: at,
			minimum_threshold: Math.max(100, minimum),
		};
	}
	// Every second client who owes money is reminded by Clio itself.
	const owing = store.all('bills').filter(({ state }) => state === 'awaiting_payment');
	owing.forEach(({ client }, index) => {
		if (index % 2 === 0) store.get('contacts', client)!.bill_reminders = true;
	});
	const [trust] = store.all('bank_accounts');
	const link = {
		amount: 500,
		currency: 'USD',
		description: 'Trust deposit',
		destination_account: trust.id,
		duration: 2_592_000,
		subject: { id: trust.id, type: 'BankAccount' },
		is_allocated_as_revenue: false,
		expires_at: new Date(now + 20 * 86_400_000).toISOString().replace(/\.\d+/, ''),
	};
	store.insert('clio_payments/links', link, `${day(10)}T09:00:00Z`);
}

function seedAccounts({ store, ago }: Seeding): void {
	const usual = {
		currency: 'USD',
		institution: 'Brookhaven Savings Bank',
		holder: 'Marlow & Finch LLP',
		user: store.all('users')[0].id,
		clio_payments_enabled: true,
		controlled_account: false,
	};
	const trust = { name: 'Client trust account', type: 'Trust', balance: 81_400 };
	const operating = { name: 'Operating account', type: 'Operating', balance: 42_150 };
	store.insert('bank_accounts', { ...usual, ...trust, default_account: false }, ago(2000));
	store.insert('bank_accounts', { ...usual, ...operating, default_account: true }, ago(2000));
}
