import { randomBytes } from 'node:crypto';
import type { Json } from '../../clio/client';
import type { Account } from './account.cts';
import type { Leftovers } from './leftovers.cts';
import { needed } from './question.cts';
import { told } from './told.cts';

/** Records that are made for the check, so that none of the firm's is touched. */
export class Throwaway {
	/** In the name of all that is made in one run. */
	readonly mark = `livecheck${randomBytes(4).toString('hex')}`;
	private client?: Promise<string>;
	private its?: Promise<string>;

	constructor(
		private readonly clio: Account,
		private readonly leftovers: Leftovers,
	) {}

	/** Id of the contact of the run. */
	async contact(): Promise<string> {
		return (this.client ??= this.newContact());
	}

	/** Id of the matter of the run. */
	async matter(): Promise<string> {
		return (this.its ??= this.newMatter());
	}

	async newContact(more: Json = {}): Promise<string> {
		const { mark } = this;
		const isOurs = ({ last_name }: Json) => last_name === mark;
		const query = { query: mark, fields: 'id,last_name' };
		this.leftovers.expect({ path: 'contacts', query, what: 'contact', isOurs });
		const data = { type: 'Person', first_name: 'Throwaway', last_name: mark, ...more };
		const answer = await this.clio.ask('POST', 'contacts', { query: { fields: 'id' }, data });
		const { body } = needed(answer, told`make a contact`);
		return this.noted('contacts', 'contact', body);
	}

	private async newMatter(): Promise<string> {
		const description = `${this.mark}: made by npm run live-check, may be deleted`;
		const isOurs = (record: Json) => String(record.description).startsWith(this.mark);
		const query = { query: this.mark, fields: 'id,description' };
		const client = { id: Number(await this.contact()) };
		this.leftovers.expect({ path: 'matters', query, what: 'matter', isOurs });
		const data = { client, description, status: 'open' };
		const answer = await this.clio.ask('POST', 'matters', { query: { fields: 'id' }, data });
		const { body } = needed(answer, told`make a matter`);
		return this.noted('matters', 'matter', body);
	}

	private noted(path: string, what: string, body: unknown): string {
		const id = String((Object((Object(body) as Json).data) as Json).id);
		this.leftovers.add(`${path}/${id}`, what);
		return id;
	}
}
