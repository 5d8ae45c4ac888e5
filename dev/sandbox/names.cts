/** "Ada Mbeki" -> "AM" */
export const initials = (name: string): string =>
	name
		.split(/\s+/)
		.map((word) => word[0] ?? '')
		.join('')
		.toUpperCase();

/** Clio splits the `name` of a Person (facts 5.2); how, is UNKNOWN: the last word is the last name. */
export function splitName(name: string) {
	const all = name.trim().split(/\s+/);
	const last_name = all.length > 1 ? all.pop()! : null;
	return { first_name: all.join(' '), last_name };
}
