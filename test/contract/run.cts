/**
 * `npm run contract -- openapi.json`: what a newer file of one of Clio's APIs has that the package does not know yet,
 * what it no longer has, and what it says otherwise. Ends with the numbers; exit code 1 if there is anything.
 */
import { readFileSync } from 'node:fs';
import { apiOf, grow, leadInbox, manage, type Api } from './apis.cts';
import { compareWith, inOneLine, unexplained, type Comparison } from './differences.cts';
import { asRead, type OpenApi } from './openapi.cts';

const usage =
	'npm run contract -- openapi.json\nIt is the OpenAPI file of Clio Manage or of Clio Grow, as JSON; download it from Clio’s developer site.\n';

/** `task POST: due_at: day` is about `task POST: due_at`. */
const subjectOf = (says: string): string =>
	/^\w+ \w+: \S+?(?=: | = | is | takes |$)/.exec(says)?.[0] ?? says;

const bySubject = (all: string[]): Map<string, string[]> => {
	const subjects = new Map<string, string[]>();
	for (const one of all)
		subjects.set(subjectOf(one), [...(subjects.get(subjectOf(one)) ?? []), one]);
	return subjects;
};

function print(title: string, lines: string[]): void {
	if (!lines.length) return;
	process.stdout.write(`${title}\n${lines.map((one) => `  ${one}`).join('\n')}\n\n`);
}

function tell(comparison: Comparison): void {
	const all = unexplained(comparison);
	const says = (only: string) =>
		bySubject(all.filter((one) => one.only === only).map((one) => one.says));
	const [here, there] = [says('Clio'), says('catalogue')];
	const changed = [...here.keys()].filter((one) => there.has(one));
	const only = (some: Map<string, string[]>) =>
		[...some].filter(([subject]) => !changed.includes(subject)).flatMap(([, lines]) => lines);
	print('New operations', comparison.missing);
	print('New', only(here));
	print('Gone', only(there));
	print(
		'Changed',
		changed.map((one) => `${there.get(one)?.join(', ')} -> ${here.get(one)?.join(', ')}`),
	);
	process.stdout.write(`${inOneLine(comparison)}\n`);
}

/** What is said to be a file of Clio's; without one, those that are here. */
function apisIn(file: string | undefined): Api[] {
	if (!file) return [manage, grow, leadInbox].filter((api) => api.file);
	const api = JSON.parse(readFileSync(file, 'utf8')) as OpenApi;
	return api?.paths ? [apiOf(asRead(api))] : [];
}

async function main(file: string | undefined): Promise<number> {
	if (file === '--help') {
		process.stdout.write(usage);
		return 0;
	}
	const apis = apisIn(file);
	if (!apis.some((api) => api !== leadInbox)) {
		process.stderr.write(`Say which file: ${usage}`);
		return 2;
	}
	let code = 0;
	for (const api of apis) {
		const comparison = await compareWith(api);
		tell(comparison);
		if (unexplained(comparison).length || comparison.missing.length) code = 1;
	}
	return code;
}

void main(process.argv[2]).then((code) => {
	process.exitCode = code;
});
