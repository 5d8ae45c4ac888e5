import { invalid } from '../errors.cts';
import * as filter from '../filters.cts';
import { bool, integer, member, number, ref, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { dayOf, stamp } from '../time.cts';
import { one, words, type Computed, type Resource } from '../vocabulary.cts';
import type { World } from '../world.cts';

/** 90 days (spec). */
const LONGEST_SECONDS = 7_776_000;
const LONGEST_DESCRIPTION = 255;
/** So many active ones, and so many a day, for each user of the account (facts 5.8). */
const LINKS_PER_USER = 50;

const SUBJECTS = { BankAccount: 'bank_accounts', Bill: 'bills', Contact: 'contacts' };

const isActive = (row: Row, now: number) =>
	!row.clio_payments_payment && Date.parse(row.expires_at) > now;

const subjectOf =
	(type: keyof typeof SUBJECTS): Computed =>
	({ subject }) =>
		subject.type === type ? subject.id : null;

function refuseTooMany({ store, now }: World): void {
	const most = store.all('users').length * LINKS_PER_USER;
	const links = store.all('clio_payments/links');
	const today = dayOf(now());
	const isOfToday = ({ created_at }: Row) => created_at.startsWith(today);
	// UNKNOWN the status and the words of both.
	if (links.filter((each) => isActive(each, now())).length >= most) {
		throw invalid(`No more than ${most} payment links can be active`);
	}
	if (links.filter(isOfToday).length >= most) {
		throw invalid(`No more than ${most} payment links can be made a day`);
	}
}

function settleNew(row: Row, world: World): void {
	refuseTooMany(world);
	if (row.duration < 1 || row.duration > LONGEST_SECONDS) {
		throw invalid(`duration must be between 1 and ${LONGEST_SECONDS} seconds`);
	}
	if (row.description.length > LONGEST_DESCRIPTION) {
		throw invalid(`description is longer than ${LONGEST_DESCRIPTION} characters`);
	}
	if (row.amount != null && row.amount <= 0) throw invalid('amount must be more than 0');
	const account = world.store.get('bank_accounts', row.destination_account)!;
	if (account.currency !== row.currency) throw invalid(`currency must be ${account.currency}`);
	if (row.is_allocated_as_revenue && account.type === 'Trust') {
		throw invalid('A payment into trust cannot be allocated as revenue');
	}
	row.expires_at = stamp(world.now() + row.duration * 1000);
}

/** A page on which a client pays once; the payment itself is made by `sandbox.create`. */
export const clioPaymentsLinks: Resource = {
	name: 'ClioPaymentsLink',
	path: 'clio_payments/links',
	permission: 'Clio Payments',
	operations: 'LGCU',
	fields: words(`active amount created_at currency description email_address etag expires_at id
		is_allocated_as_revenue redirect_url url`),
	nested: {
		bank_account: one('bank_accounts'),
		bill: one('bills'),
		clio_payments_payment: one('clio_payments/payments'),
		contact: one('contacts'),
		destination_account: one('bank_accounts'),
		destination_contact: one('contacts'),
	},
	computed: {
		active: (row, { now }) => isActive(row, now()),
		url: ({ id }) => `https://pay.sandbox.example/link/${id}`,
		bank_account: subjectOf('BankAccount'),
		bill: subjectOf('Bill'),
		contact: subjectOf('Contact'),
	},
	body: {
		amount: number,
		currency: text,
		description: text,
		destination_account: ref('bank_accounts'),
		destination_contact: ref('contacts'),
		duration: integer,
		email_address: text,
		expired: bool,
		is_allocated_as_revenue: bool,
		subject: member(SUBJECTS),
	},
	// Of a link that is made only one thing can be changed: that it is over.
	createOnly: words(`amount currency description destination_account destination_contact duration
		email_address is_allocated_as_revenue subject`),
	updateOnly: ['expired'],
	required: words('currency description destination_account duration subject'),
	defaults: () => ({ is_allocated_as_revenue: false }),
	settle: (row, world, { before }) => {
		const { expired } = row;
		delete row.expired;
		if (!before) settleNew(row, world);
		else if (expired && isActive(row, world.now())) row.expires_at = stamp(world.now());
	},
	filters: { active: filter.flag((row, { now }) => isActive(row, now())) },
};
