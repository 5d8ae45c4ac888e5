import type { Json } from '../../clio/client';
import { pages } from '../../clio/pages';
import type { Account } from './account.cts';

/** Something that was made for the check, and must go again. */
interface Made {
	/** e.g. `matters/123` */
	path: string;
	/** In words, for the terminal. */
	what: string;
}

/** A list that may hold something whose creation was answered with nothing. */
interface Search {
	path: string;
	query: Record<string, string>;
	what: string;
	isOurs: (record: Json) => boolean;
}

export interface Cleared {
	removed: number;
	left: Made[];
	/** Lists that could not be looked through. */
	unseen: string[];
}

/** What the check has made at Clio. */
export class Leftovers {
	private made: Made[] = [];
	private readonly searches: Search[] = [];
	private removed = 0;

	/** Before something is made: where to look for it, should its id never arrive. */
	expect(search: Search): void {
		if (!this.searches.some(({ path, what }) => path === search.path && what === search.what))
			this.searches.push(search);
	}

	add(path: string, what: string): void {
		this.made.push({ path, what });
	}

	/** A question has removed it itself. */
	gone(path: string): void {
		if (!this.made.some((one) => one.path === path)) return;
		this.made = this.made.filter((one) => one.path !== path);
		this.removed++;
	}

	/** Newest first; what others depended on goes in a second round. */
	async clear(clio: Account): Promise<Cleared> {
		const unseen: string[] = [];
		for (const search of this.searches) {
			const found = await this.lost(clio, search).catch(() => undefined);
			if (!found) unseen.push(search.what);
			else found.forEach((path) => this.add(path, search.what));
		}
		for (let round = 1; round <= 2 && this.made.length; round++)
			for (const { path } of [...this.made].reverse())
				if (await isRemoved(clio, path)) this.gone(path);
		return { removed: this.removed, left: this.made, unseen };
	}

	/** Ours that nobody wrote down. */
	private async lost(clio: Account, { path, query, isOurs }: Search): Promise<string[]> {
		const found: string[] = [];
		const attempt = { did: `list ${path}` };
		for await (const { records } of pages(clio.client, path, true, { query, attempt }))
			found.push(...records.filter(isOurs).map(({ id }) => `${path}/${String(id)}`));
		return found.filter((one) => !this.made.some((known) => known.path === one));
	}
}

async function isRemoved(clio: Account, path: string): Promise<boolean> {
	for (let times = 1; times <= 3; times++) {
		const { status } = await clio.ask('DELETE', path);
		if ((status >= 200 && status < 300) || status === 404) return true;
		if (status !== 0 && status < 500) return false;
		await clio.sleep(times * 500);
	}
	return false;
}
