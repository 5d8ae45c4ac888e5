import { gone } from './errors.cts';

const CURRENT = 13;

/** `X-API-VERSION`: the version that answers; invalid or retired ones are 410 (facts 2.6). */
export function versionOf(header: string | string[] | undefined): string {
	if (!header) return `4.0.${CURRENT}`;
	const [, step] = /^4\.0\.(\d+)$/.exec(String(header)) ?? [];
	if (step && Number(step) <= CURRENT) return String(header);
	throw gone(`API version ${header} is not available`);
}
