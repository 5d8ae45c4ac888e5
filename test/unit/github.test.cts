import { accessSync, constants, existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { cacheFolder } from '../../dev/n8n/cache.cts';

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, string | number>;
	env?: Record<string, string>;
}

interface Workflow {
	on: { push?: { tags?: string[]; branches?: string[] } };
	permissions: Record<string, string>;
	jobs: Record<
		string,
		{ uses?: string; needs?: string; permissions?: Record<string, string>; steps?: Step[] }
	>;
}

interface Form {
	name: string;
	description: string;
	body: Array<{ type: string; id?: string; attributes: { label?: string; options?: string[] } }>;
}

const root = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(root, '.github', file), 'utf8');
const about = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	scripts: Record<string, string>;
	repository: { url: string };
	engines: { node: string };
};
const workflows = readdirSync(join(root, '.github/workflows'));
const workflow = (name: string) => parse(read(`workflows/${name}`)) as Workflow;
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps = [] }) => steps);
const commandsOf = (name: string) => stepsOf(workflow(name)).flatMap(({ run }) => run ?? []);

describe.each(workflows)('.github/workflows/%s', (name) => {
	it('calls what exists', () => {
		for (const command of commandsOf(name)) {
			const [, script] = /^npm run (?:--silent )?([\w:]+)/.exec(command) ?? [];
			if (script) expect(Object.keys(about.scripts)).toContain(script);
			else if (command.startsWith('.')) accessSync(join(root, command), constants.X_OK);
			else expect(command).toMatch(/^(npm (ci|publish)|gh release create)\b/);
		}
	});

	it('takes actions of GitHub itself, of a stated major, or of this repository', () => {
		const { jobs } = workflow(name);
		const used = [...stepsOf(workflow(name)), ...Object.values(jobs)].flatMap(
			({ uses }) => uses ?? [],
		);
		expect(used.length).toBeGreaterThan(0);
		for (const action of used) {
			if (action.startsWith('./')) expect(existsSync(join(root, action))).toBe(true);
			else expect(action).toMatch(/^actions\/[\w-]+@v\d+$/);
		}
	});

	it('may read alone, where a job does not ask for more', () => {
		expect(workflow(name).permissions).toEqual({ contents: 'read' });
	});
});

describe('CI', () => {
	const steps = stepsOf(workflow('ci.yml'));

	it('runs everything on the oldest Node that is promised', () => {
		expect(commandsOf('ci.yml')).toContain('.ci/run');
		const version = steps.find(({ uses }) => uses?.includes('setup-node'))!.with!['node-version'];
		expect(about.engines.node).toMatch(new RegExp(`^>=${version}\\b`));
	});

	it('keeps the n8n that tests install, as long as its files stay the same', () => {
		const { path, key } = steps.find(({ uses }) => uses?.startsWith('actions/cache@'))!.with!;
		const { XDG_CACHE_HOME: _, ...plain } = process.env;
		expect(path).toBe(parentOfCache(plain).replace(homedir(), '~'));
		const hashed = [...String(key).matchAll(/'([^']+)'/g)].map(([, file]) => file);
		expect(hashed).toEqual(['dev/n8n/package.json', 'dev/n8n/package-lock.json']);
		for (const file of hashed) expect(existsSync(join(root, file))).toBe(true);
	});
});

function parentOfCache(env: NodeJS.ProcessEnv): string {
	const before = process.env;
	process.env = env;
	try {
		return dirname(cacheFolder());
	} finally {
		process.env = before;
	}
}

describe('A release', () => {
	const { on, jobs } = workflow('release.yml');

	it('begins with the tag that npm run release makes', () => {
		expect(on).toEqual({ push: { tags: ['v*'] } });
		const code = readFileSync(join(root, 'dev/release/repository.cts'), 'utf8');
		expect(code).toContain("'--annotate', `v${version}`");
	});

	it('is published once all has passed, with where it comes from, for everybody', () => {
		expect(jobs.publish.needs).toBe('check');
		expect(jobs.check.uses).toBe('./.github/workflows/ci.yml');
		expect(jobs.publish.permissions).toEqual({ contents: 'write', 'id-token': 'write' });
		expect(commandsOf('release.yml')).toContain('npm publish --provenance --access public');
	});

	it('takes its notes from the changelog before anything is published', () => {
		const commands = commandsOf('release.yml');
		const notes = commands.findIndex((one) => one.includes('release -- --notes'));
		expect(notes).toBeGreaterThan(0);
		expect(notes).toBeLessThan(commands.findIndex((one) => one.startsWith('npm publish')));
	});
});

describe('An issue', () => {
	const forms = readdirSync(join(root, '.github/ISSUE_TEMPLATE')).filter(
		(name) => name !== 'config.yml',
	);

	it.each(forms)('has a form that GitHub takes: %s', (name) => {
		const { name: title, description, body } = parse(read(`ISSUE_TEMPLATE/${name}`)) as Form;
		expect([title, description].map((text) => typeof text)).toEqual(['string', 'string']);
		const asked = body.filter(({ type }) => type !== 'markdown');
		expect(asked.length).toBeGreaterThan(0);
		expect(new Set(asked.map(({ id }) => id)).size).toBe(asked.length);
		for (const { type, attributes } of asked) {
			expect(['input', 'textarea', 'dropdown', 'checkboxes']).toContain(type);
			expect(attributes.label).toBeTruthy();
			if (type === 'dropdown') expect(new Set(attributes.options).size).toBeGreaterThan(1);
		}
	});

	it('about a weakness is led to where one writes in private', () => {
		const { contact_links: links } = parse(read('ISSUE_TEMPLATE/config.yml')) as {
			contact_links: Array<{ url: string }>;
		};
		const home = about.repository.url.replace(/^git\+|\.git$/g, '');
		expect(links.map(({ url }) => url)).toContain(`${home}/security`);
		expect(readFileSync(join(root, 'SECURITY.md'), 'utf8')).toContain(`${home}/security`);
	});

	it('and a pull request name only scripts that exist', () => {
		const files = [...forms.map((name) => `ISSUE_TEMPLATE/${name}`), 'pull_request_template.md'];
		const named = [
			...files
				.map(read)
				.join()
				.matchAll(/npm run ([\w:-]+)/g),
		];
		expect(named.map(([, name]) => name).filter((name) => !(name in about.scripts))).toEqual([]);
	});
});
