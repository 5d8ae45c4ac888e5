import { execFileSync, spawnSync } from 'node:child_process';
import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
/** What is made here, and does not belong to a checkout. */
const leftOut = ['.git', '.cache', 'coverage', 'dist', 'node_modules'];
const folders: string[] = [];

/** Whoever made the machine need not have told git who they are. */
const person = ['author', 'committer'].flatMap((role) => [
	[`GIT_${role.toUpperCase()}_NAME`, 'Ann Example'],
	[`GIT_${role.toUpperCase()}_EMAIL`, 'ann@example.com'],
]);
/** Jest says NODE_ENV=test, which n8n's lint takes for a test of its own. */
const { NODE_ENV: _, ...around } = process.env;
const env = { ...around, ...Object.fromEntries(person), GIT_CONFIG_GLOBAL: '/dev/null' };

const git = (cwd: string, ...args: string[]): string =>
	execFileSync('git', args, { cwd, env, encoding: 'utf8' }).trim();

/** Runs the command as `npm run release -- …` does. */
function release(cwd: string, ...args: string[]) {
	const main = join(root, 'dev/release/main.cts');
	const tsx = require.resolve('tsx/cjs');
	const options = { cwd, env, encoding: 'utf8' as const };
	const { status, stdout, stderr } = spawnSync('node', ['--require', tsx, main, ...args], options);
	return { code: status, said: stdout + stderr };
}

/** A checkout on main with an origin of its own, from the files that `fill` writes. */
function checkout(fill: (folder: string) => void): string {
	const base = mkdtempSync(join(tmpdir(), 'release-test-'));
	folders.push(base);
	const folder = join(base, 'here');
	git(base, 'init', '--quiet', '--bare', '--initial-branch=main', 'origin');
	git(base, 'clone', '--quiet', 'origin', 'here');
	git(folder, 'symbolic-ref', 'HEAD', 'refs/heads/main');
	fill(folder);
	save(folder, 'Begin');
	return folder;
}

function save(folder: string, message: string): void {
	git(folder, 'add', '--all');
	git(folder, 'commit', '--quiet', '--message', message);
	git(folder, 'push', '--quiet', 'origin', 'main');
}

const links = 'https://example.com/home';
const changelog = (told: string) =>
	`# Changelog\n\n## [Unreleased]\n\n${told}\n\n[Unreleased]: ${links}/commits/main\n`;

/** A package of two files, so that a release takes seconds. */
function small(told = '### Added\n\n- A first thing.', lint = 'node --version'): string {
	return checkout((folder) => {
		const scripts = { lint, 'check:package': 'node --version' };
		const about = { name: 'small-example', version: '0.1.0', license: 'MIT', scripts };
		writeFileSync(join(folder, 'package.json'), JSON.stringify(about, null, '\t'));
		writeFileSync(join(folder, 'CHANGELOG.md'), changelog(told));
		writeFileSync(join(folder, '.gitignore'), 'node_modules\n');
		mkdirSync(join(folder, 'node_modules'));
	});
}

/** All that git and a person see of a checkout. */
const stateOf = (folder: string) => ({
	head: git(folder, 'rev-parse', 'HEAD'),
	files: git(folder, 'status', '--porcelain'),
	tags: git(folder, 'tag'),
	copies: git(folder, 'worktree', 'list').split('\n').length,
});

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
const versionIn = (folder: string) =>
	(JSON.parse(read(folder, 'package.json')) as { version: string }).version;

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe('npm run release', () => {
	it('commits and tags the version, and the changelog has it with its date', () => {
		const folder = small();
		const { code, said } = release(folder, '0.1.0');
		expect(said).toContain('git push --follow-tags origin main');
		expect(code).toBe(0);
		expect(versionIn(folder)).toBe('0.1.0');
		const today = new Date().toISOString().slice(0, 10);
		expect(read(folder, 'CHANGELOG.md')).toBe(
			[
				'# Changelog',
				'## [Unreleased]',
				`## [0.1.0] - ${today}`,
				'### Added',
				'- A first thing.',
				`[Unreleased]: ${links}/compare/v0.1.0...main\n[0.1.0]: ${links}/releases/tag/v0.1.0\n`,
			].join('\n\n'),
		);
		expect(git(folder, 'log', '-1', '--format=%s')).toBe('Release 0.1.0');
		expect(git(folder, 'rev-parse', 'v0.1.0^{commit}')).toBe(git(folder, 'rev-parse', 'HEAD'));
		expect(stateOf(folder)).toMatchObject({ files: '', tags: 'v0.1.0', copies: 1 });
	});

	it('counts up from the last release, tells its notes, and takes no version twice', () => {
		const folder = small();
		release(folder, '0.1.0');
		git(folder, 'push', '--quiet', '--follow-tags', 'origin', 'main');
		expect(release(folder, 'minor').said).toContain('nothing to release');
		const added = read(folder, 'CHANGELOG.md').replace(
			'## [Unreleased]',
			'## [Unreleased]\n\n### Fixed\n\n- A second thing.',
		);
		writeFileSync(join(folder, 'CHANGELOG.md'), added);
		save(folder, 'Mend');
		expect(release(folder, '0.1.0').said).toContain('0.1.0 is not above 0.1.0, which is released');
		expect(release(folder, 'minor').code).toBe(0);
		expect(versionIn(folder)).toBe('0.2.0');
		expect(read(folder, 'CHANGELOG.md')).toContain(`[0.2.0]: ${links}/compare/v0.1.0...v0.2.0`);
		const notes = release(folder, '--notes', 'v0.2.0');
		expect(notes.said.trim()).toBe('### Fixed\n\n- A second thing.');
		expect(release(folder, '--notes', 'v0.1.0')).toMatchObject({ code: 1 });
	});

	it('knows a release that only origin has', () => {
		const folder = small();
		git(folder, 'tag', '--annotate', 'v0.3.0', '--message', 'Release');
		git(folder, 'push', '--quiet', 'origin', 'v0.3.0');
		git(folder, 'tag', '--delete', 'v0.3.0');
		expect(release(folder, '0.2.0').said).toContain('0.2.0 is not above 0.3.0');
	});

	it.each<[string, string, (folder: string) => void, string]>([
		[
			'a file that is not committed',
			'0.1.0',
			(folder) => writeFileSync(join(folder, 'new'), ''),
			'?? new',
		],
		[
			'a branch other than main',
			'0.1.0',
			(folder) => git(folder, 'switch', '--quiet', '--create', 'other'),
			'made on main, and this is other',
		],
		[
			'what origin does not have',
			'0.1.0',
			(folder) => git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'More'),
			'not the same: pull or push',
		],
		['a version below the one that stands there', '0.0.9', () => {}, '0.0.9 is below 0.1.0'],
		['what is no version', '1.0', () => {}, '"1.0" is no version'],
		['a version that is not final', '1.0.0-rc.1', () => {}, 'is no version'],
		['a part to count up where nothing is released', 'patch', () => {}, 'Name the first: 0.1.0'],
	])('refuses %s, and changes nothing', (_, version, change, said) => {
		const folder = small();
		change(folder);
		const before = stateOf(folder);
		expect(release(folder, version)).toMatchObject({
			code: 1,
			said: expect.stringContaining(said) as string,
		});
		expect(stateOf(folder)).toEqual(before);
	});

	it.each([
		['nothing new', '', 'nothing to release'],
		['only headings', '### Added', 'nothing to release'],
	])('refuses a changelog with %s', (_, told, said) => {
		expect(release(small(told), '0.1.0')).toMatchObject({
			code: 1,
			said: expect.stringContaining(said) as string,
		});
	});

	it('changes nothing where a check fails', () => {
		const folder = small(undefined, 'node -e "process.exit(3)"');
		const before = stateOf(folder);
		expect(release(folder, '0.1.0')).toMatchObject({ code: 1 });
		expect(stateOf(folder)).toEqual(before);
	});

	// Without its lint, which has the same to say in the same minutes wherever the tests are run.
	it('is tried with this package: build, scan and what would be published', () => {
		const folder = checkout((here) => {
			for (const name of readdirSync(root).filter((one) => !leftOut.includes(one)))
				cpSync(join(root, name), join(here, name), { recursive: true });
			symlinkSync(join(root, 'node_modules'), join(here, 'node_modules'));
			const about = read(here, 'package.json').replace(/"lint": ".+"/, '"lint": "node --version"');
			writeFileSync(join(here, 'package.json'), about);
		});
		const before = stateOf(folder);
		const { code, said } = release(folder, '--dry-run');
		expect(said).toContain("n8n's scan passes on source and package");
		expect(said).toMatch(/dist\/nodes\/Clio\/Clio\.node\.js/);
		expect(said).toMatch(/\+## \[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d/);
		expect(said).toContain('Nothing has changed here');
		expect(code).toBe(0);
		expect(stateOf(folder)).toEqual(before);
	}, 600_000);
});
