import { money } from '../money.cts';
import { valueOf } from '../render.cts';
import { activities } from '../resources/activities.cts';
import type { Row } from '../store.cts';
import type { World } from '../world.cts';
import { categoryOf } from './kinds.cts';
import type { Columns } from './rows.cts';

/** One record as a report sees it. */
export interface Line {
	/** The day that decides whether it is in the period. */
	date: string;
	matter?: Row;
	client?: number;
	user?: number;
	columns: Columns;
}

interface Source {
	read: (world: World) => Line[];
	/** Lines with the same words become one. */
	summed?: boolean;
}

type Show = (row: Row, world: World) => Columns;

const named = (resource: string, id: number | undefined, { store }: World): string =>
	(id && store.get(resource, id)?.name) || '';

/** Whose matter it is, in every report alike. */
const whose = (matter: Row | undefined, client: number | undefined, world: World): Columns => ({
	Client: named('contacts', client, world),
	Matter: matter?.display_number ?? '',
});

const lineOfMatter = (
	date: string,
	matter: Row | undefined,
	user: number,
	columns: Columns,
): Line => ({
	...{ date, matter, client: matter?.client, user, columns },
});

const amountsOf = (activity: Row, world: World) => {
	const number = (field: string) => Number(valueOf(activities, activity, field, world) ?? 0);
	return { hours: number('quantity_in_hours'), total: number('total') };
};

/** Of the activities, or of those that are kept. */
const work =
	(show: Show, isKept: (row: Row) => boolean = () => true) =>
	(world: World): Line[] =>
		world.store
			.all('activities')
			.filter(isKept)
			.map((row) => {
				const matter = world.store.get('matters', row.matter);
				return lineOfMatter(row.date, matter, row.user, show({ ...row, matter }, world));
			});

const SENT = ['awaiting_payment', 'paid'];

const sent =
	(show: Show, isKept: (row: Row) => boolean = () => true) =>
	(world: World): Line[] =>
		world.store
			.all('bills')
			.filter((row) => SENT.includes(row.state) && isKept(row))
			.map((row) => {
				const matter = world.store.get('matters', row.matters[0]);
				const date = row.issued_at ?? row.created_at.slice(0, 10);
				const columns = show({ ...row, matter }, world);
				return { date, matter, client: row.client, user: row.user, columns };
			});

const bill: Show = ({ matter, client, number, issued_at, due_at, total, balance }, world) => ({
	...whose(matter, client, world),
	'Bill Number': number,
	Issued: issued_at ?? '',
	Due: due_at ?? '',
	Total: total,
	Paid: money(total - balance),
	Balance: balance,
});

const overdue: Show = (row, world) => {
	const days = row.due_at ? Math.floor((world.now() - Date.parse(row.due_at)) / 86_400_000) : 0;
	return { ...bill(row, world), 'Days Overdue': Math.max(0, days) };
};

const earned = (hours: number, worked: number, billed: number, collected: number): Columns => ({
	...{ Hours: hours, Worked: worked, Billed: billed, Collected: collected },
});

const revenueOfWork: Show = (row, world) => {
	const { hours, total } = amountsOf(row, world);
	return { ...whose(row.matter, row.matter?.client, world), ...earned(hours, total, 0, 0) };
};

const revenueOfBill: Show = ({ matter, client, total, balance }, world) => ({
	...whose(matter, client, world),
	...earned(0, 0, total, money(total - balance)),
});

/** By user, by client or by both: what the words are, the hours are added up for. */
const productivity = (wordsOf: Show): Source => ({
	summed: true,
	read: work((row, world) => {
		const { hours, total } = amountsOf(row, world);
		return {
			...wordsOf(row, world),
			'Billable Hours': row.non_billable ? 0 : hours,
			'Non-billable Hours': row.non_billable ? hours : 0,
			Amount: total,
		};
	}),
});

const user: Show = (row, world) => ({ User: named('users', row.user, world) });

const matterList = (world: World): Line[] =>
	world.store.all('matters').map((row) => {
		const { status, open_date, pending_date, practice_area, responsible_attorney } = row;
		return lineOfMatter(open_date ?? pending_date ?? '', row, responsible_attorney, {
			...whose(row, row.client, world),
			Description: row.description ?? '',
			Status: status,
			'Practice Area': named('practice_areas', practice_area, world),
			'Responsible Attorney': named('users', responsible_attorney, world),
			Opened: open_date ?? '',
		});
	});

const people = (world: World): Line[] =>
	world.store.all('contacts').map(({ id, name, type, created_at, email_addresses }) => ({
		date: created_at.slice(0, 10),
		client: id,
		columns: { Name: name, Type: type, Email: email_addresses?.[0]?.address ?? '' },
	}));

const transactions = (world: World): Line[] =>
	world.store.all('bank_transactions').map((row) => ({
		date: row.date,
		matter: world.store.get('matters', row.matter),
		client: row.client,
		columns: {
			Date: row.date,
			Account: named('bank_accounts', row.bank_account, world),
			Description: row.description ?? '',
			Amount: row.amount,
		},
	}));

const onlinePayments = (world: World): Line[] =>
	world.store.all('clio_payments/payments').map((row) => ({
		date: row.created_at.slice(0, 10),
		matter: world.store.get('matters', row.matters?.[0]),
		client: row.contact,
		user: row.user,
		columns: {
			Date: row.created_at.slice(0, 10),
			Payer: named('contacts', row.contact, world),
			Description: row.description ?? '',
			Status: row.state,
			Amount: row.amount,
		},
	}));

const taskList = (world: World): Line[] =>
	world.store.all('tasks').map((row) => {
		const assignee = row.assignee?.type === 'User' ? row.assignee.id : undefined;
		const matter = world.store.get('matters', row.matter);
		const isDone = row.status === 'complete';
		return lineOfMatter(row.due_at ?? row.created_at.slice(0, 10), matter, assignee, {
			User: named('users', assignee, world),
			Tasks: 1,
			Completed: isDone ? 1 : 0,
		});
	});

const receivables: Source = { read: sent(overdue, ({ balance }) => balance > 0) };

/** The kinds that are not like the others of their category. */
const ofKind: Record<string, Source> = {
	accounts_receivable: receivables,
	accounts_receivable_aging: receivables,
	work_in_progress: {
		summed: true,
		read: work(
			(row, world) => {
				const { hours, total } = amountsOf(row, world);
				const client = row.matter?.client;
				return { ...whose(row.matter, client, world), Hours: hours, Unbilled: total };
			},
			({ billed, on_bill, non_billable }) => !billed && !on_bill && !non_billable,
		),
	},
	productivity_by_client: productivity((row, world) => ({
		Client: named('contacts', row.matter?.client, world),
	})),
	matter_productivity_by_user: productivity((row, world) => ({
		...whose(row.matter, row.matter?.client, world),
		...user(row, world),
	})),
};

const ofCategory: Record<string, Source> = {
	billing: { read: sent(bill) },
	client: { read: people },
	compliance: { read: transactions },
	financial: { read: transactions },
	matter: { read: matterList },
	online_payments: { read: onlinePayments },
	productivity: productivity(user),
	revenue: {
		summed: true,
		read: (world) => [...work(revenueOfWork)(world), ...sent(revenueOfBill)(world)],
	},
	task: { read: taskList, summed: true },
};

/** UNKNOWN what Clio's own reports hold; these say enough of the firm to be checked. */
export const sourceOf = (kind: string): Source => ofKind[kind] ?? ofCategory[categoryOf(kind)];
