/**
 * The changelog, in the shape of keepachangelog.com: a heading for each version with its date, newest first, what is
 * to come under Unreleased above them, and links to the changes at the end.
 */
const heading = '## [Unreleased]';

/** What a section says, without its heading and without the links at the end of the file. */
function section(text: string, title: string): string | undefined {
	const lines = text.split('\n');
	const start = lines.findIndex((line) => line === title || line.startsWith(`${title} - `));
	if (start < 0) return undefined;
	const end = lines.findIndex((line, at) => at > start && /^## |^\[[^\]]+\]: /.test(line));
	return lines
		.slice(start + 1, end < 0 ? undefined : end)
		.join('\n')
		.trim();
}

/** What the changelog says about a version. */
export function notesOf(text: string, version: string): string {
	const notes = section(text, `## [${version}]`);
	if (!notes) throw new Error(`CHANGELOG.md says nothing about ${version}.`);
	return notes;
}

/** The changelog once what is unreleased has become `version`. */
export function release(text: string, version: string, date: string, last?: string): string {
	const told = section(text, heading);
	if (told === undefined) throw new Error(`CHANGELOG.md has no heading "${heading}".`);
	// A heading alone, such as "### Fixed", tells nothing.
	if (!told.replace(/^#.*$/gm, '').trim())
		throw new Error(`CHANGELOG.md has nothing under "${heading}": there is nothing to release.`);
	const [, home] = /^\[Unreleased\]: (\S+)\/(?:commits|compare)\/\S+$/m.exec(text) ?? [];
	if (!home) throw new Error('CHANGELOG.md has no link for [Unreleased] at its end.');
	const changes = last ? `compare/v${last}...v${version}` : `releases/tag/v${version}`;
	return text
		.replace(heading, `${heading}\n\n## [${version}] - ${date}`)
		.replace(
			/^\[Unreleased\]: .*$/m,
			`[Unreleased]: ${home}/compare/v${version}...main\n[${version}]: ${home}/${changes}`,
		);
}
