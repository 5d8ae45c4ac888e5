import { invalidFields } from './errors.cts';
import type { Kind } from './vocabulary.cts';
import { kindOf } from './kinds.cts';

/** Field names, and for nested records the names asked of them. */
export type Selection = Map<string, string[] | null>;

/** Without `fields`, an answer holds id and etag (facts 2.3; trap 1). */
export function defaultFields(kind: Kind): string[] {
	const usual = ['id', 'etag'].filter((name) => kind.fields.includes(name));
	// UNKNOWN what a record without an id (a custom rate) shows by default: all it has.
	if (usual.length > 0) return usual;
	return kind.fields.length > 0 ? kind.fields : Object.keys(kind.nested ?? {});
}

export function select(kind: Kind, text: string | null): Selection {
	if (!text?.trim()) return new Map(defaultFields(kind).map((name) => [name, null]));
	const selection: Selection = new Map();
	for (const part of topLevel(text)) {
		const [, name, inner] = /^([^{}]*)(?:\{([^{}]*)\})?$/.exec(part) ?? [];
		if (name === undefined) throw invalidFields(`${part} is nested more than one level deep`);
		check(kind, name.trim(), inner);
		selection.set(name.trim(), inner === undefined ? null : names(inner));
	}
	return selection;
}

function check(kind: Kind, name: string, inner: string | undefined): void {
	const link = kind.nested?.[name];
	if (!link && (inner !== undefined || !kind.fields.includes(name))) throw notAField(name);
	if (!link || inner === undefined) return;
	const target = kindOf(link.kind);
	for (const field of names(inner)) if (!givesNested(target, field)) throw notAField(field);
}

/** A resource inside another gives its own fields; what lives only inside records gives all it has. */
function givesNested(kind: Kind, field: string): boolean {
	return kind.fields.includes(field) || (!('path' in kind) && !!kind.nested?.[field]);
}

const notAField = (name: string) => invalidFields(`${name} is not a valid field`);

const names = (text: string) => text.split(',').map((name) => name.trim());

function topLevel(text: string): string[] {
	const parts: string[] = [];
	let depth = 0;
	let part = '';
	for (const letter of text) {
		depth += letter === '{' ? 1 : letter === '}' ? -1 : 0;
		if (depth < 0) break;
		if (letter === ',' && depth === 0) {
			parts.push(part.trim());
			part = '';
		} else part += letter;
	}
	if (depth !== 0) throw invalidFields('the braces of fields do not match');
	return [...parts, part.trim()];
}
