import { gt, inc, lt, prerelease, valid, type ReleaseType } from 'semver';

const parts = ['patch', 'minor', 'major'] as const;

/**
 * The version to release: as it is given, or the last one counted up. Before the first release, the version in
 * package.json is the one to come.
 */
export function nextVersion(wanted: string, current: string, last?: string): string {
	const isPart = (parts as readonly string[]).includes(wanted);
	if (isPart && !last)
		throw new Error(`There is no release to count from. Name the first: ${current}.`);
	const version = isPart ? inc(last!, wanted as ReleaseType)! : wanted;
	if (valid(version) !== version || prerelease(version))
		throw new Error(`"${wanted}" is no version: ${parts.join(', ')}, or three numbers, as 1.2.3.`);
	if (last && !gt(version, last))
		throw new Error(`${version} is not above ${last}, which is released.`);
	if (lt(version, current))
		throw new Error(`${version} is below ${current}, which stands in package.json.`);
	return version;
}
