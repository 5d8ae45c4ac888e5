import { etagOf } from './etag.cts';
import { defaultFields, type Selection } from './fields.cts';
import { kindOf } from './kinds.cts';
import type { Row } from './store.cts';
import type { Kind, Link } from './vocabulary.cts';
import type { World } from './world.cts';

/** What a field of a row is worth before it is shown: computed, stored, or nothing. */
export function valueOf(kind: Kind, row: Row, field: string, world: World): unknown {
	if (field === 'etag') return row.id == null ? null : etagOf(row);
	const computed = kind.computed?.[field];
	return (computed ? computed(row, world) : row[field]) ?? null;
}

export function render(kind: Kind, row: Row, selection: Selection, world: World) {
	const answer: Record<string, unknown> = {};
	for (const [field, inner] of selection) answer[field] = show(kind, row, field, inner, world);
	return answer;
}

function show(kind: Kind, row: Row, field: string, inner: string[] | null, world: World): unknown {
	const value = valueOf(kind, row, field, world);
	const link = kind.nested?.[field];
	if (!link) return value;
	if (link.many) return ((value as unknown[]) ?? []).flatMap((each) => nested(link, each) ?? []);
	return value === null ? null : nested(link, value);

	function nested({ kind: name }: Link, stored: unknown) {
		const target = kindOf(name);
		const found = resolve(target, stored, world);
		if (!found) return null;
		const selection = new Map((inner ?? defaultFields(target)).map((each) => [each, null]));
		return render(target, found, selection, world);
	}
}

function resolve(kind: Kind, stored: unknown, world: World): Row | undefined {
	return kind.resolve ? kind.resolve(stored, world) : (stored as Row);
}

/** Reads `client.name` through the records it names. */
export function follow(kind: Kind, row: Row, path: string, world: World): unknown {
	const [field, ...rest] = path.split('.');
	const value = valueOf(kind, row, field, world);
	const link = kind.nested?.[field];
	if (!link || rest.length === 0 || value === null) return value;
	const target = kindOf(link.kind);
	const found = resolve(target, value, world);
	return found ? follow(target, found, rest.join('.'), world) : null;
}
