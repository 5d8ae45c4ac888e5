import { apis } from '../../clio/api';
import type { Client, Json } from '../../clio/client';
import { ClioError } from '../../clio/errors';
import { noteSource } from '../../clio/polling/growNotes';
import type { Found } from '../../clio/polling/source';

/**
 * Notes on records of Clio Grow whose stamp a note does not touch: they are found on a round through all of
 * them, 30 at a poll.
 */
class Firm {
	now = Date.parse('2026-03-02T10:00:00Z');
	contacts = Array.from({ length: 260 }, (_, at) => at + 1);
	/** Contact -> when a note was written on it. */
	readonly notes = new Map<number, number>();
	isLinkGood = true;
	gone?: number;
	private kept: unknown;
	private readonly begun = this.now;

	private readonly client = {
		api: apis.grow,
		clioNow: () => this.now,
		now: () => this.now,
		list: async ({ path, query = {} }: { path: string; query?: Json }) => this.list(path, query),
		page: async ({ path, query = {} }: { path: string; query?: Json }) => {
			const page = this.list(path, query);
			return { read: async () => page };
		},
	} as unknown as Client;

	/** What one poll finds on its round, as ids of contacts. */
	async poll(): Promise<unknown[]> {
		this.now += 300_000;
		const { found, kept } = await noteSource('contacts').goRound!(
			this.client,
			JSON.parse(JSON.stringify(this.kept ?? null)) ?? undefined,
			this.begun,
		);
		this.kept = kept;
		return found.map(({ beside }: Found) => beside!.contactId);
	}

	async polls(count: number): Promise<unknown[]> {
		const found: unknown[] = [];
		for (let poll = 0; poll < count; poll++) found.push(...(await this.poll()));
		return found;
	}

	private list(path: string, { created_since: since }: Json): { records: Json[]; next?: string } {
		const [, of] = /^contacts\/(\d+)\/notes$/.exec(path) ?? [];
		if (of) return { records: this.notesOn(Number(of), Date.parse(String(since))) };
		const first = path === 'contacts' ? 0 : Number(/from=(\d+)/.exec(path)![1]);
		if (first && !this.isLinkGood) throw new ClioError('refused', 'Unknown page', '', 400);
		const behind = this.contacts.filter((id) => id > first);
		const records = behind.slice(0, 200).map((id) => ({ id }));
		const next = `https://api.clio.com/grow/contacts?from=${records.at(-1)?.id}`;
		return { records, ...(behind.length > 200 ? { next } : {}) };
	}

	private notesOn(id: number, since: number): Json[] {
		if (id === this.gone) throw new ClioError('notFound', 'No such record', '', 404);
		const at = this.notes.get(id) ?? 0;
		return at >= since ? [{ id: 7_000 + id, created_at: new Date(at).toISOString() }] : [];
	}
}

const aRound = 9;

test('a round comes to every record', async () => {
	const firm = new Firm();
	for (const id of [1, 30, 31, 200, 201, 260]) firm.notes.set(id, firm.now);
	expect(await firm.polls(aRound)).toEqual([1, 30, 31, 200, 201, 260]);
	firm.notes.set(260, firm.now);
	expect(await firm.polls(2 * aRound)).toContain(260);
});

test('a link to a page that is no longer good: the round begins again and leaves no note out', async () => {
	const firm = new Firm();
	firm.notes.set(260, firm.now);
	await firm.polls(7);
	firm.isLinkGood = false;
	expect(await firm.polls(1)).toEqual([]);
	firm.isLinkGood = true;
	expect(await firm.polls(aRound + 1)).toEqual([260]);
});

test('a record that was deleted between two polls: those behind it are not left out', async () => {
	const firm = new Firm();
	firm.notes.set(31, firm.now);
	await firm.poll();
	firm.contacts = firm.contacts.slice(1);
	expect(await firm.poll()).toEqual([31]);
});

test('the last that was asked is deleted: its page is asked once more', async () => {
	const firm = new Firm();
	firm.notes.set(31, firm.now);
	await firm.poll();
	firm.contacts = firm.contacts.filter((id) => id !== 30);
	expect(await firm.poll()).toEqual([31]);
});

test('a record that is deleted while it is asked for its notes', async () => {
	const firm = new Firm();
	firm.notes.set(5, firm.now);
	firm.gone = 4;
	expect(await firm.poll()).toEqual([5]);
});
