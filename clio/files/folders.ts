import type { Creates } from '../body';
import type { Json } from '../client';
import { isEmpty, toText } from '../convert';
import { ClioError, raise, refuse } from '../errors';
import { wireType } from '../facts';
import type { Firm } from '../firm';
import { wireId } from '../ids';
import { plain } from '../names';
import { Records } from '../records';
import { resources } from '../resources';

/** "Correspondence/In", one a line, as names from the top; on Windows people write backslashes. */
export function pathsOf(text: unknown, called = 'Folders'): string[][] {
	if (isEmpty(text)) return [];
	return [text]
		.flat()
		.flatMap((one) => toText(one, called).split(/\r?\n/))
		.map((line) => line.split(/[/\\]/).map((name) => name.trim()))
		.map((names) => names.filter(Boolean))
		.filter((names) => names.length)
		.map((names) => withoutDots(names, called));
}

/** A single path, which may be empty. */
export function onePath(text: unknown): string[] {
	const [path = [], ...others] = pathsOf(text, 'Folder Path');
	if (!others.length) return path;
	return refuse('Folder Path has several lines', 'Write one path, e.g. Pleadings/2026.');
}

function withoutDots(names: string[], called: string): string[] {
	if (!names.some((name) => /^\.\.?$/.test(name))) return names;
	return refuse(
		`${called} has a line that is no path: "${names.join('/')}"`,
		'Write one folder a line, from the top, e.g. Correspondence/In.',
	);
}

/** A matter, a contact or a folder, in which others lie. */
export interface Root {
	/** Name of its resource. */
	kind: string;
	id: string;
}

/** Of a `parent` as Clio is told. */
export const rootOf = ({ type, id }: Json): Root => ({
	kind: String(type).toLowerCase(),
	id: String(id),
});

/** The folder that a matter or contact has for its documents, once there are some; of a folder itself. */
export async function homeOf({ client }: Firm, { kind, id }: Root): Promise<string | undefined> {
	if (kind === 'folder') return id;
	const { folder } = await new Records(client, resources[kind]).get(id, 'id,folder{id}');
	const { id: home } = Object(folder) as Json;
	return isEmpty(home) ? undefined : String(home);
}

/** The folders below a matter, a contact or a folder: each is read once, and created if it is not there. */
export class Folders {
	private known: Json[] = [];
	private readonly looked = new Set<string>();

	/** The folder in which all others lie; that of a matter or contact Clio may make with the first of them. */
	private home?: string;
	private isRead = false;

	constructor(
		private readonly firm: Firm,
		private readonly root: Root,
	) {}

	/** The folder at a path; what of it is not there is created, parents first. */
	async at(path: string[], create: Creates): Promise<{ id: string; wasCreated: boolean }> {
		if (!this.isRead) await this.read();
		let id = '';
		let wasCreated = false;
		for (const [at, name] of path.entries()) {
			const what = `the folder "${path.slice(0, at + 1).join('/')}"`;
			const found = await this.find(id || undefined, name);
			wasCreated = !found;
			id = found ?? (await this.create(id || undefined, name, create, what));
		}
		return { id, wasCreated };
	}

	/** Without a parent, one that lies directly in the root. */
	private async find(parent: string | undefined, name: string): Promise<string | undefined> {
		const here = this.within(parent);
		// Whether the matter's list reaches into subfolders is not known (facts 4.4): those are asked once.
		if (!here.length && parent && !this.looked.has(parent)) {
			this.known.push(...(await this.list({ parent_id: parent, scope: 'children' })));
			this.looked.add(parent);
		}
		const found = this.within(parent).find((one) => plain(String(one.name)) === plain(name));
		return found && String(found.id);
	}

	private async create(
		parent: string | undefined,
		name: string,
		create: Creates,
		what: string,
	): Promise<string> {
		const place = parent
			? { id: wireId(parent), type: 'Folder' }
			: { id: wireId(this.root.id), type: wireType(this.root.kind) };
		const { id } = await create('folder', { name, parent: place }, what).catch(
			async (error: unknown) => {
				// The answer got lost: if the folder is there now, it was carried out.
				if (!(error instanceof ClioError) || error.reason !== 'inDoubt') throw error;
				const made = await this.findAnew(parent, name).catch(() => undefined);
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
		const { kind, id } = this.root;
		this.home = await homeOf(this.firm, this.root);
		const query: Record<string, string> =
			kind === 'folder' ? { parent_id: id } : { [`${kind}_id`]: id };
		this.known = await this.list({ ...query, scope: 'descendants' });
		this.isRead = true;
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
