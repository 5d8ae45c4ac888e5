import type { Unread } from './client';

/** How many pages may wait to be read: their text is kept in memory. */
const mostWaiting = 2;

/** Pages that are asked for before it is their turn, each as soon as the one before has come with the link to it. */
export class PagesAhead {
	private readonly links = new Set<string>();
	private coming: Array<{ link: string; page: Promise<Unread> }> = [];

	/** @param mostPages how many are wanted for certain, even if all of them are full */
	constructor(
		private readonly ask: (link: string) => Promise<Unread>,
		private readonly mostPages: number,
	) {}

	/** Asks for the page after this one, if there is one and room for it. */
	readonly after = ({ next }: Unread): void => {
		const isWanted = this.links.size + 1 < this.mostPages && this.coming.length < mostWaiting;
		if (!next || this.links.has(next) || !isWanted) return;
		const page = this.request(next);
		this.coming.push({ link: next, page });
		// What becomes of it is told when it is its turn, if that comes.
		page.then(this.after, () => undefined);
	};

	/** The page that comes next, if it was asked for. */
	get next(): Promise<Unread> | undefined {
		return this.coming[0]?.page;
	}

	/** The page at a link, asked for already unless the one before led to another. */
	async at(link: string): Promise<Unread> {
		const first = this.coming.shift();
		this.coming.at(-1)?.page.then(this.after, () => undefined);
		if (first?.link === link) return first.page;
		this.coming = [];
		return this.request(link);
	}

	private async request(link: string): Promise<Unread> {
		this.links.add(link);
		return this.ask(link);
	}
}
