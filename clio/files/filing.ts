import type { Json } from '../client';
import type { Firm } from '../firm';
import { plain } from '../names';
import { resources } from '../resources';
import { Folders, homeOf, type Root } from './folders';

/** What one run learns of where documents lie: each folder is looked into once. What failed is asked again. */
export class Filing {
	private readonly folders = new Map<string, Folders>();
	private readonly homes = new Map<string, string>();
	private readonly documents = new Map<string, Json[]>();

	constructor(private readonly firm: Firm) {}

	below(root: Root): Folders {
		const key = keyOf(root);
		const known = this.folders.get(key) ?? new Folders(this.firm, root);
		this.folders.set(key, known);
		return known;
	}

	/** The folder of a matter or contact; there may be none before the first document. */
	async home(root: Root): Promise<string | undefined> {
		const home = this.homes.get(keyOf(root)) ?? (await homeOf(this.firm, root));
		if (home !== undefined) this.homes.set(keyOf(root), home);
		return home;
	}

	/** The document of a name that lies directly in a folder; of several the newest. */
	async document(folder: string, name: string): Promise<Json | undefined> {
		const all = await this.within(folder);
		return all.filter((one) => plain(String(one.name)) === plain(name)).pop();
	}

	/** A document that has come into a folder. */
	learn(folder: string, document: Json): void {
		this.documents.get(folder)?.push(document);
	}

	/** All of them: how Clio's search takes names with signs in them is not known. */
	private async within(folder: string): Promise<Json[]> {
		const query = { parent_id: folder, scope: 'children', fields: 'id,name' };
		const known =
			this.documents.get(folder) ?? (await this.firm.listAnew(resources.document, query));
		this.documents.set(folder, known);
		return known;
	}
}

const keyOf = ({ kind, id }: Root): string => `${kind} ${id}`;
