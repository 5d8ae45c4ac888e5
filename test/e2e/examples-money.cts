import assert from 'node:assert/strict';
import type { Host } from '../../dev/n8n/host.cts';
import { dayIn } from './examples-days.cts';
import { since, type Row, type Start } from './trial.cts';

/** The examples about what clients owe. */

export async function unpaidBills(start: Start, { sandbox }: Host): Promise<void> {
	const [clio, ours] = sandbox.store.all('contacts').slice(-2);
	sandbox.change('contacts', { bill_reminders: true }, { ids: [clio.id] });
	sandbox.change('contacts', { bill_reminders: false }, { ids: [ours.id] });
	const billOf = (client: Row, days: number): Row => {
		const [matter] = sandbox.create('matters', {
			client: { id: client.id },
			description: 'Advice',
		});
		const [bill] = sandbox.create('bills', { matters: [{ id: matter.id }], total: 800 });
		const due_at = dayIn(-days);
		sandbox.change('bills', { state: 'awaiting_payment', due_at }, { ids: [bill.id] });
		return bill;
	};
	const reminded = [billOf(ours, 7), billOf(ours, 30)];
	const left = [billOf(ours, 8), billOf(clio, 14)];
	const fresh = since(sandbox, 'clio_payments/links');

	const trial = await start('unpaid-bills');
	const mails = (await trial.run()).mails();
	const about = ({ number }: Row) =>
		mails.filter(({ subject }) => subject === `Your bill ${number}`);
	const email = (ours.email_addresses as Row[])[0].address;
	for (const bill of reminded) {
		const [mail, ...more] = about(bill);
		assert.deepEqual(more, []);
		assert.equal(mail.to, email);
		assert.match(mail.text, /open: 800\s+Pay here: https?:\S+$/);
	}
	assert.match(about(reminded[0])[0].text, /a week overdue/);
	assert.match(about(reminded[1])[0].text, /a month overdue/);
	for (const bill of left) assert.deepEqual(about(bill), []);
	assert.equal(fresh('clio_payments/links').length, mails.length);

	assert.deepEqual((await trial.run()).mails(), [], 'once on a day');
	assert.equal(fresh('clio_payments/links').length, mails.length);
}

export async function lowTrust(start: Start, { sandbox }: Host): Promise<void> {
	const low = sandbox.store
		.all('matters')
		.filter(({ status }) => status !== 'Closed')
		.filter(
			({ evergreen_retainer: one, trust_balance: has }) => one?.minimum_threshold > (has ?? 0),
		);
	assert.ok(low.length > 0);
	const fresh = since(sandbox, 'bills');

	const trial = await start('low-trust');
	const mails = (await trial.run()).mails();
	const requests = fresh('bills');
	assert.deepEqual(
		requests.map(({ matters, total, state }) => [matters[0], total, state]),
		low.map(({ id, evergreen_retainer: { minimum_threshold: minimum }, trust_balance: has }) => [
			id,
			minimum - (has ?? 0),
			'awaiting_approval',
		]),
	);
	assert.equal(mails.length, requests.length);
	for (const { id, display_number, responsible_attorney } of low) {
		const attorney = sandbox.store.get('users', responsible_attorney);
		const mail = mails.find(({ subject }) => subject === `Low trust: ${String(display_number)}`);
		const expected = attorney?.enabled ? attorney.email : 'office@lawfirm.example';
		assert.equal(mail?.to, expected, String(id));
	}

	assert.deepEqual((await trial.run()).mails(), [], 'asked for already');
	assert.equal(fresh('bills').length, requests.length);
}
