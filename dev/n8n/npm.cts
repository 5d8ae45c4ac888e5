import { runCommand, type ChildOptions } from './child.cts';

/** Settings of this package's .npmrc and of the outer `npm start` that an inner npm must not follow. */
const NOT_PASSED_ON =
	/^npm_(command|lifecycle_|package_|config_(ignore_scripts|omit|include|dry_run|global|local_prefix|package_lock|save|workspace))/i;

export function innerEnv(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(([name]) => !NOT_PASSED_ON.test(name));
	return { ...Object.fromEntries(kept), ...extra };
}

export async function npm(
	args: string[],
	options: Omit<ChildOptions, 'env'> & { env?: NodeJS.ProcessEnv },
): Promise<void> {
	await runCommand('npm', [...args, '--no-audit', '--no-fund'], {
		...options,
		env: innerEnv(options.env),
	});
}
