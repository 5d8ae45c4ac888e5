import { invalid } from '../errors.cts';
import { applyRules, bool, day, integer, number, oneOf, plainId, text } from '../rules.cts';
import type { Row } from '../store.cts';
import { entries } from '../sub-lists.cts';
import { stamp } from '../time.cts';
import { words, type Resource, type Rule } from '../vocabulary.cts';
import type { World } from '../world.cts';

const matters: Rule = (value, place) =>
	entries(value, place).map((entry) =>
		applyRules({ id: plainId('matters'), trust_amount: number, note: text }, entry, {}, place),
	);

function settle(row: Row, { store }: World): void {
	if (row.trust_amount <= 0) throw invalid('trust_amount must be more than 0');
	if (row.due_date < row.issue_date) throw invalid('due_date must not be before issue_date');
	const asked: Row[] = row.matter ?? [];
	if (row.trust_type === 'matter' && asked.length === 0) {
		throw invalid("matter can't be blank for a trust request of the type matter");
	}
	const stranger = asked.find(({ id }) => store.get('matters', id)?.client !== row.client_id);
	if (stranger) throw invalid(`matter ${stranger.id} is not one of the client`);
	// It is seen as a bill of its own kind, and can only be read there. UNKNOWN what that bill looks like.
	row.bill = bill(row, asked, store).id;
	addLines(row, asked, store);
}

/** UNKNOWN what a request for the client as a whole has; here one line without a matter. */
function addLines(row: Row, asked: Row[], store: World['store']): void {
	const whole = { id: null, trust_amount: row.trust_amount, note: row.note };
	for (const { id, trust_amount, note } of asked.length ? asked : [whole]) {
		const line = { matter: id, total: trust_amount ?? 0, note: note ?? null };
		const home = { bill: row.bill, client: row.client_id, date: row.issue_date };
		store.insert('trust_line_items', { ...line, ...home }, row.created_at);
	}
}

const bill = (row: Row, asked: Row[], store: World['store']) =>
	store.insert(
		'bills',
		{
			number: String((Number(store.all('bills').at(-1)?.number) || 0) + 1),
			state: row.approved ? 'awaiting_payment' : 'awaiting_approval',
			kind: 'trust_kind',
			type: row.trust_type === 'matter' ? 'MatterBill' : 'ClientBill',
			matters: asked.map(({ id }) => id),
			client: row.client_id,
			total: row.trust_amount,
			balance: row.trust_amount,
			issued_at: row.issue_date,
			due_at: row.due_date,
			memo: row.note,
			shared: false,
			user: row.user,
			currency: row.currency_id ?? store.all('currencies')[0]?.id,
		},
		stamp(Date.parse(row.created_at)),
	);

/** Money asked of a client for the firm's trust account. Clio only lets it be made. */
export const trustRequests: Resource = {
	name: 'TrustRequest',
	path: 'trust_requests',
	permission: 'Billing',
	operations: 'C',
	fields: words('id etag created_at updated_at'),
	body: {
		approved: bool,
		client_id: plainId('contacts'),
		currency_id: integer,
		due_date: day,
		issue_date: day,
		matter: matters,
		note: text,
		trust_amount: number,
		trust_type: oneOf('client', 'matter'),
	},
	required: words('approved client_id due_date issue_date trust_amount trust_type'),
	defaults: ({ user }) => ({ user: user.id }),
	settle,
};
