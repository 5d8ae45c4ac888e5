import type { Creates } from '../../body';
import type { Json } from '../../client';
import { isEmpty, toText } from '../../convert';
import { ClioError, raise, refuse } from '../../errors';
import type { Firm } from '../../firm';
import { plain } from '../../names';
import { wireId } from '../../ids';
import { Records } from '../../records';
import { resources } from '../../resources';

/** "Correspondence/In", one a line, as names from the top. */
export function pathsOf(text: unknown): string[][] {
	if (isEmpty(text)) return [];
	return [text]
		.flat()
		.flatMap((one) => toText(one, 'Folders').split(/\r?\n/))
		.map((line) => line.split('/').map((name) => name.trim()))
		.map((names) => names.filter(Boolean))
		.filter((names) => names.length)
		.map(withoutDots);
}

function withoutDots(names: string[]): string[] {
	if (!names.some((name) => /^\.\.?$/.test(name))) return names;
	return refuse(
		`Folders has a line that is no path: "${names.join('/')}"`,
		'Write one folder a line, from the top, e.g. Correspondence/In.',
	);
}

/** Creates those that the matter has not yet, parents first; folders of the firm's own template count. */
export async function addFolders(
	paths: string[][],
	matter: string,
	firm: Firm,
	create: Creates,
): Promise<void> {
	const folders = await MatterFolders.of(firm, matter);
	for (const path of paths) {
		let parent: string | undefined;
		for (const [at, name] of path.entries()) {
			const what = `the folder "${path.slice(0, at + 1).join('/')}"`;
			parent =
				(await folders.find(parent, name)) ?? (await folders.create(parent, name, create, what));
		}
	}
}

/** The folders of a matter. Without a parent, one lies directly in the matter. */
class MatterFolders {
	private known: Json[] = [];
	private readonly looked = new Set<string>();

	/** The matter's own folder, in which all others lie; Clio may make it with the first. */
	private home?: string;

	private constructor(
		private readonly firm: Firm,
		private readonly matter: string,
	) {}

	static async of(firm: Firm, matter: string): Promise<MatterFolders> {
		const folders = new MatterFolders(firm, matter);
		await folders.read();
		return folders;
	}

	async find(parent: string | undefined, name: string): Promise<string | undefined> {
		const here = this.within(parent);
		// Whether the matter's list reaches into subfolders is not known (facts 4.4): those are asked once.
		if (!here.length && parent && !this.looked.has(parent)) {
			this.looked.add(parent);
			this.known.push(...(await this.list({ parent_id: parent, scope: 'children' })));
		}
		const found = this.within(parent).find((one) => plain(String(one.name)) === plain(name));
		return found && String(found.id);
	}

	async create(
		parent: string | undefined,
		name: string,
		create: Creates,
		what: string,
	): Promise<string> {
		const place = parent
			? { id: wireId(parent), type: 'Folder' }
			: { id: wireId(this.matter), type: 'Matter' };
		const { id } = await create('folder', { name, parent: place }, what).catch(
			async (error: unknown) => {
				// The answer got lost: if the folder is there now, it was carried out.
				if (!(error instanceof ClioError) || error.reason !== 'inDoubt') throw error;
				const made = await this.findAnew(parent, name);
				return made ? { id: made } : raise(error);
			},
		);
		this.known.push({ id, name, parent: { id: parent ?? this.home } });
		this.looked.add(String(id));
		return String(id);
	}

	private async findAnew(parent: string | undefined, name: string): Promise<string | undefined> {
		if (parent) this.looked.delete(parent);
		await this.read();
		return this.find(parent, name);
	}

	private async read(): Promise<void> {
		const records = new Records(this.firm.client, resources.matter);
		const { folder } = await records.get(this.matter, 'id,folder{id}');
		const { id } = Object(folder) as Json;
		this.home = isEmpty(id) ? undefined : String(id);
		this.known = await this.list({ matter_id: this.matter, scope: 'descendants' });
	}

	private within = (parent?: string): Json[] =>
		this.known.filter((one) =>
			parent ? parentOf(one) === parent : String(one.id) !== this.home && this.isOnTop(one),
		);

	private isOnTop(folder: Json): boolean {
		const parent = parentOf(folder);
		if (this.home !== undefined) return parent === this.home;
		return !this.known.some(({ id }) => String(id) === parent);
	}

	private list = async (query: Record<string, string>): Promise<Json[]> =>
		this.firm.listAnew(resources.folder, { ...query, fields: 'id,name,parent{id}' });
}

const parentOf = ({ parent }: Json): string | undefined => {
	const { id } = Object(parent) as Json;
	return isEmpty(id) ? undefined : String(id);
};
