/** A to Z, as menus are sorted. Not by the rules of a language, whose loading alone takes ten milliseconds. */
export const byName = (a: { name: string }, b: { name: string }): number =>
	a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1;
