import { parseArgs } from 'node:util';

export interface ReleaseOptions {
	/** A version, or which part of the last one is counted up. */
	wanted?: string;
	dryRun: boolean;
	/** A tag: print its section of the changelog, for the page of the release. */
	notes?: string;
}

export const USAGE = `npm run release -- <version | patch | minor | major> [options]

Checks the package, moves what the changelog has under Unreleased to the version, commits and tags. Pushing the
tag publishes it: .github/workflows/release.yml. Nothing in this folder changes unless everything has passed.

  --dry-run      does all of it in a folder that is removed again, and shows what would be published;
                 without a version it takes the next one
  --notes <tag>  prints what the changelog says about a release, and does nothing else
  --help         this text
`;

/** Undefined when only help was asked for. */
export function readOptions(args: string[]): ReleaseOptions | undefined {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			'dry-run': { type: 'boolean' },
			notes: { type: 'string' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) return undefined;
	const [wanted, ...more] = positionals;
	const { 'dry-run': dryRun = false, notes } = values;
	if (more.length) throw new Error(`One version, not ${positionals.join(' ')}.`);
	if (!wanted && !dryRun && !notes) throw new Error(`Which version?\n\n${USAGE}`);
	return { wanted, dryRun, notes };
}
