import { execFileSync } from 'node:child_process';
import { rcompare, valid } from 'semver';

/** What git knows of a checkout, and what a release does to it. */
export class Repository {
	constructor(private readonly folder: string) {}

	/** What speaks against a release of what is here. */
	problems(): string[] {
		const found: string[] = [];
		const branch = this.git('branch', '--show-current');
		if (branch !== 'main')
			found.push(`Releases are made on main, and this is ${branch || 'no branch'}.`);
		const changed = this.git('status', '--porcelain');
		if (changed) found.push(`Not committed:\n${changed}`);
		if (this.git('rev-parse', 'HEAD') !== this.atOrigin())
			found.push('main here and main at origin are not the same: pull or push first.');
		return found;
	}

	/** The last version that has a tag here or at origin. */
	lastRelease(): string | undefined {
		const told = this.git('ls-remote', '--tags', 'origin').split('\n');
		const tags = [...this.git('tag').split('\n'), ...told.map((line) => line.split('/').at(-1)!)];
		const versions = tags.map((tag) => /^v(.+?)(?:\^\{\})?$/.exec(tag)?.[1]);
		return versions
			.filter((one) => one !== undefined)
			.filter((one) => valid(one))
			.sort(rcompare)[0];
	}

	/** A second checkout of what is committed: what is made there changes nothing here. */
	addCopy(folder: string): void {
		this.git('worktree', 'add', '--quiet', '--detach', folder);
	}

	removeCopy(folder: string): void {
		this.git('worktree', 'remove', '--force', folder);
	}

	/** Commits what was made in the copy, and takes it over with its tag. */
	takeOver(copy: string, version: string): void {
		const there = new Repository(copy);
		there.git('commit', '--quiet', '--all', '--message', `Release ${version}`);
		const commit = there.git('rev-parse', 'HEAD');
		this.git('merge', '--quiet', '--ff-only', commit);
		this.git('tag', '--annotate', `v${version}`, '--message', `Release ${version}`, commit);
	}

	private atOrigin(): string | undefined {
		return this.git('ls-remote', 'origin', 'refs/heads/main').split('\t')[0];
	}

	private git(...args: string[]): string {
		return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8' }).trimEnd();
	}
}
