/**
 * `npm run release`: from what is committed on main to a commit and a tag that can be pushed. Everything is made and
 * checked in a second checkout, so that what is half done, or only lies around here, is never released.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { innerEnv } from '../n8n/npm.cts';
import { notesOf, release } from './changelog.cts';
import { USAGE, readOptions } from './options.cts';
import { Repository } from './repository.cts';
import { nextVersion } from './version.cts';

const root = process.cwd();
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const versionHere = (): string => (JSON.parse(read('package.json')) as { version: string }).version;

function run(): void {
	const options = readOptions(process.argv.slice(2));
	if (!options) return console.log(USAGE);
	if (options.notes) return console.log(notesOfTag(options.notes));
	const repository = new Repository(root);
	const problems = repository.problems();
	if (problems.length) throw new Error(problems.join('\n'));
	const last = repository.lastRelease();
	const wanted = options.wanted ?? (last ? 'patch' : versionHere());
	const version = nextVersion(wanted, versionHere(), last);
	const changelog = release(read('CHANGELOG.md'), version, today(), last);
	inCopy(repository, (copy) => {
		prepare(copy, version, changelog);
		if (!options.dryRun) repository.takeOver(copy, version);
	});
	console.log(options.dryRun ? wouldBe(version) : isMade(version));
}

/** For the page of the release at GitHub; a tag that is not of this version is a mistake. */
function notesOfTag(tag: string): string {
	if (tag !== `v${versionHere()}`)
		throw new Error(`${tag} is not v${versionHere()}, the version here.`);
	return notesOf(read('CHANGELOG.md'), versionHere());
}

function inCopy(repository: Repository, make: (copy: string) => void): void {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-clio-release-'));
	const copy = join(folder, 'checkout');
	repository.addCopy(copy);
	try {
		symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
		make(copy);
	} finally {
		repository.removeCopy(copy);
		rmSync(folder, { recursive: true, force: true });
	}
}

function prepare(copy: string, version: string, changelog: string): void {
	const npm = (...args: string[]) =>
		execFileSync('npm', args, { cwd: copy, env: innerEnv(), stdio: 'inherit' });
	writeFileSync(join(copy, 'CHANGELOG.md'), changelog);
	npm('version', version, '--no-git-tag-version', '--allow-same-version');
	npm('run', 'lint');
	npm('run', 'check:package');
	execFileSync('git', ['--no-pager', 'diff'], { cwd: copy, stdio: 'inherit' });
	// Says what the package holds, and what npm has against it; asks no registry.
	npm('publish', '--dry-run');
}

const today = (): string => new Date().toISOString().slice(0, 10);

const wouldBe = (version: string): string =>
	`\nNothing has changed here. npm run release -- ${version} commits the lines above as "Release ${version}" and tags v${version}.`;

const isMade = (version: string): string =>
	`\n${version} is committed and tagged v${version}. git push --follow-tags origin main publishes it.`;

// Ctrl-C ends what runs, which ends this, and the second checkout is removed.
process.on('SIGINT', () => {});
try {
	run();
} catch (error) {
	console.error((error as Error).message);
	process.exitCode = 1;
}
